// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.serving;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudyEvent.Phase;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.dashboard.Feed;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.live.Frames;
import dev.sextant.studies.live.WatchedStudy;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RunDirectory;
import dev.sextant.studies.wiring.SavedRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A run that another process writes, followed by looking at what it has stored: what ended since is a frame. Its epochs
 * stand nowhere, so that nothing is known of trials that run.
 *
 * <p>Looks when the files have changed, and the more seldom the longer it takes to read them: it takes a tenth of a
 * thread at most. Threads: confined to one.
 */
final class FollowedRun {
    /** How often it looks at most. */
    static final long APART = 1_000_000_000;

    /** It rests so many times as long as it looked. */
    private static final int TIMES = 10;

    private final RunDirectory directory;
    private final Feed feed;
    private final LongSupplier nanos;
    private final Set<Long> ended = new HashSet<>();
    private @Nullable Frames frames;
    private @Nullable Phase phase;
    private String seen = "";
    private boolean wentOn;
    private long next = Long.MIN_VALUE;

    FollowedRun(RunDirectory directory, Feed feed, LongSupplier nanos) {
        this.directory = directory;
        this.feed = feed;
        this.nanos = nanos;
    }

    /** Looks if it is time to. */
    void tick() {
        long now = nanos.getAsLong();
        if (now < next) return;
        next = now + APART;
        RunFiles files = RunFiles.of(directory);
        if (files.text().equals(seen)) return;
        try {
            SavedRun run = SavedRun.find(directory.path().toString(), Path.of(""));
            look(run, now);
            seen = files.text();
            if (wentOn && !files.inUse()) end(run);
            wentOn = files.inUse();
        } catch (RefusedException | StudyFileException beingWritten) {
            // What cannot be read now is looked at again, and the run's page says what is wrong with it.
            seen = "";
        }
        next = now + Math.max(APART, TIMES * (nanos.getAsLong() - now));
    }

    private void look(SavedRun run, long now) throws RefusedException {
        List<Trial> trials = run.trials();
        Frames known = frames;
        if (known == null) {
            known = new Frames(WatchedStudy.of(run.file().spec(), run.file().epochs(), 0));
            frames = known;
            List<Trial> before = new ArrayList<>();
            for (Trial trial : trials) if (trial.outcome() != null && ended.add(trial.number())) before.add(trial);
            known.accept(new StudyEvent.Started(before, run.file().spec().trials()), now);
            enter(Phase.SEARCH, run, trials, known, now);
        }
        for (Trial trial : trials) {
            enter(of(trial.role()), run, trials, known, now);
            if (trial.outcome() != null && ended.add(trial.number()))
                known.accept(new StudyEvent.TrialEnded(trial), now);
        }
        if (known.changed()) feed.publish("frame", known.frame(now).toString());
    }

    /** Phases follow each other, and so do their trials. */
    private void enter(Phase next, SavedRun run, List<Trial> trials, Frames known, long now) {
        if (phase != null && next.compareTo(phase) <= 0) return;
        phase = next;
        known.accept(new StudyEvent.PhaseStarted(next, total(run, trials, next)), now);
    }

    private static Phase of(Role role) {
        return switch (role) {
            case Role.Search _ -> Phase.SEARCH;
            case Role.Confirmation _ -> Phase.CONFIRMATION;
            case Role.Test _ -> Phase.TEST;
        };
    }

    private static long total(SavedRun run, List<Trial> trials, Phase phase) {
        boolean searches = trials.isEmpty() || of(trials.getLast().role()) == Phase.SEARCH;
        if (phase == Phase.SEARCH && searches) return run.file().spec().trials();
        return trials.stream().filter(trial -> of(trial.role()) == phase).count();
    }

    private void end(SavedRun run) {
        boolean finished = run.finished();
        String message = finished
                ? "The other process has finished it."
                : "The other process has ended, and the run has not: it can be resumed.";
        feed.publish(
                "ending",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("ending", finished ? "finished" : "stopped")
                        .put("message", message)
                        .toString());
    }
}
