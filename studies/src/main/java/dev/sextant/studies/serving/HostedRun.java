// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.serving;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.local.LocalStudy;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.dashboard.Feed;
import dev.sextant.studies.live.Frames;
import dev.sextant.studies.live.WatchedStudy;
import dev.sextant.studies.wiring.StudyRun;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A run that goes on in this process, as its page follows it: takes in its events at once, and publishes frames of them
 * on the thread that calls {@link #tick}.
 *
 * <p>Threads: any.
 */
public final class HostedRun implements Consumer<StudyEvent> {
    private final Frames frames;
    private final Feed feed;
    private final LongSupplier nanos;
    private long published;
    private volatile @Nullable StudyRun run;
    private volatile Runnable onStop = () -> {};
    private volatile boolean stopping;
    private volatile boolean over;

    /** @param nanos the time, in nanoseconds from anywhere */
    HostedRun(WatchedStudy study, Feed feed, LongSupplier nanos) {
        this.frames = new Frames(study);
        this.feed = feed;
        this.nanos = nanos;
        this.published = nanos.getAsLong() - Frames.STILL.toNanos();
    }

    /** Something has happened in the run. */
    @Override
    public void accept(StudyEvent event) {
        frames.accept(event, nanos.getAsLong());
    }

    /**
     * The run has begun; from now on it can be stopped.
     *
     * @param stopped called when it is stopped on its page
     */
    public void began(StudyRun begun, Runnable stopped) {
        onStop = stopped;
        run = begun;
    }

    /** Has it come to its end: running trials end as they would. Whether it runs. */
    boolean finish() {
        StudyRun running = run;
        if (running == null || over) return false;
        if (!stopping) onStop.run();
        stopping = true;
        frames.say("Stopping: the running trials end as they would, then the reports are written.");
        running.finish();
        return true;
    }

    /** Ends it now; nothing recorded is lost. */
    void stop() {
        StudyRun running = run;
        if (running != null && !over) running.stop();
    }

    /** The study, while it runs; null before and after. */
    @Nullable
    StudyRun running() {
        return over ? null : run;
    }

    /** Whether it was stopped on its page. */
    public boolean isStopping() {
        return stopping;
    }

    /** Whether it has ended, with its reports and its store closed. */
    boolean isOver() {
        return over;
    }

    /** The trials so far; none before it has begun. */
    List<Trial> trials() {
        StudyRun running = run;
        return running == null ? List.of() : running.trials();
    }

    /** Publishes a frame if there is something to tell. */
    void tick() {
        long now = nanos.getAsLong();
        boolean still = now - published < Frames.STILL.toNanos();
        if (!over && (frames.changed() || (!still && feed.listeners() > 0))) publish(now);
    }

    private synchronized void publish(long now) {
        published = now;
        feed.publish("frame", frames.frame(now).toString());
    }

    /** It has ended, and everything is written and closed. */
    public void ended(LocalStudy.Ending ending) {
        switch (ending) {
            case FINISHED -> ended("finished", "The run is finished; its reports are written.");
            case STOPPED -> ended("stopped", "The run is stopped; it can be resumed.");
            case OUT_OF_TIME -> ended("outOfTime", "The run has taken as long as it may; it can be resumed.");
        }
    }

    /** It could not begin, or could not go on. */
    public void failed() {
        failed("");
    }

    /** @param why in words for people; may be empty */
    void failed(String why) {
        ended(
                "failed",
                "The run could not go on%s. Nothing recorded is lost.".formatted(why.isEmpty() ? "" : ": " + why));
    }

    private void ended(String ending, String message) {
        if (frames.changed()) publish(nanos.getAsLong());
        over = true;
        feed.publish(
                "ending",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("ending", ending)
                        .put("message", message)
                        .toString());
    }
}
