// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.study.Limits;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.trial.Trial;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A running study as a row of frames: however many events come, a frame says what there is to be seen now and what
 * ended since the one before.
 *
 * <p>A function of the events and the times that go with them. Cost: an event costs what {@link StudyInSight} takes and
 * a place in a list; a frame some hundred microseconds, off the thread that events come on. Room: bounded. Threads:
 * any.
 */
public final class Frames {
    /** Frames come no closer than this. */
    public static final Duration APART = Duration.ofMillis(200);

    /** While somebody looks, a frame comes this often though nothing has happened: whoever just came sees what runs. */
    public static final Duration STILL = Duration.ofSeconds(1);

    /** Trials that one frame tells of; of more those that ended last. */
    static final int MOST_ENDED = 50;

    /** Lines that one frame brings; of more the last. */
    static final int MOST_WORDS = 20;

    private static final int LONGEST = 500;

    private final StudyInSight sight;
    private final FrameJson json;
    private final Deque<Trial> ended = new ArrayDeque<>();
    private final Deque<String> words = new ArrayDeque<>();
    private long more;
    private boolean changed;

    public Frames(WatchedStudy study) {
        this.sight = new StudyInSight(study);
        this.json = new FrameJson(study);
    }

    /** @param now when it is told, in nanoseconds from anywhere */
    public synchronized void accept(StudyEvent event, long now) {
        sight.accept(event, now);
        changed = true;
        switch (event) {
            case StudyEvent.TrialEnded(Trial trial) -> {
                ended.add(trial);
                if (ended.size() <= MOST_ENDED) return;
                ended.remove();
                more++;
            }
            case StudyEvent.Alarm(String message) -> say(message);
            case StudyEvent.SearchEnded(long trials, String reason) ->
                say("The search ended after %d trials: %s.".formatted(trials, reason));
            case StudyEvent.OutOfTime(Duration limit) ->
                say("The study has taken as long as it may (%s): no trial begins any more."
                        .formatted(Limits.text(limit)));
            case StudyEvent.Started _,
                    StudyEvent.PhaseStarted _,
                    StudyEvent.TrialStarted _,
                    StudyEvent.EpochEnded _ -> {}
        }
    }

    /** Has the next frame say something to people. */
    public synchronized void say(String line) {
        changed = true;
        words.add(line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …");
        if (words.size() > MOST_WORDS) words.remove();
    }

    /** Whether anything has happened since the last frame. */
    public synchronized boolean changed() {
        return changed;
    }

    /** The next frame: what there is to be seen at this time, and what has happened since the one before. */
    public ObjectNode frame(long now) {
        Picture picture;
        List<Trial> trials;
        List<String> lines;
        long left;
        synchronized (this) {
            picture = sight.picture(now);
            trials = new ArrayList<>(ended);
            lines = new ArrayList<>(words);
            left = more;
            ended.clear();
            words.clear();
            more = 0;
            changed = false;
        }
        return json.of(picture, trials, left, lines);
    }
}
