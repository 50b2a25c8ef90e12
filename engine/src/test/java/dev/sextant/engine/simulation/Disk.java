// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.study.Command;
import dev.sextant.engine.study.Effect;
import dev.sextant.engine.study.Enqueued;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is durable: everything that a store promises, each promise checked at every change. */
final class Disk {
    private final List<Trial> trials = new ArrayList<>();
    private final TreeMap<Long, Attempt> attempts = new TreeMap<>(); // by fence
    private final Map<Long, AttemptEnd> ends = new HashMap<>();
    private final Map<Long, Integer> tries = new HashMap<>();
    private final Map<Long, Outcome> acknowledged = new HashMap<>();
    private final List<Enqueued> enqueued = new ArrayList<>();
    private final Map<Long, Configuration> promised = new HashMap<>(); // by place
    private final boolean overwrites;
    private final boolean blind;

    /**
     * @param overwrites whether an outcome that comes again is stored again
     * @param blind whether it is told too late that something was not durable
     */
    Disk(boolean overwrites, boolean blind) {
        this.overwrites = overwrites;
        this.blind = blind;
    }

    List<Trial> trials() {
        return trials;
    }

    @Nullable
    Outcome outcome(long trial) {
        return trial < trials.size() ? trials.get((int) trial).outcome() : null;
    }

    boolean holds(Attempt attempt) {
        return attempt.equals(attempts.get(attempt.fence()));
    }

    @Nullable
    AttemptEnd end(Attempt attempt) {
        return ends.get(attempt.fence());
    }

    /** The newest attempt at a trial. */
    @Nullable
    Attempt newest(long trial) {
        Attempt newest = null;
        for (Attempt attempt : attempts.values()) if (attempt.trial() == trial) newest = attempt;
        return newest;
    }

    Command.Begin begin(boolean survivors) {
        acknowledged.forEach((trial, outcome) ->
                assertEquals(outcome, outcome(trial), "trial %d was acknowledged and is lost".formatted(trial)));
        return new Command.Begin(
                List.copyOf(trials),
                List.copyOf(attempts.values()),
                Map.copyOf(ends),
                survivors,
                List.copyOf(enqueued));
    }

    /** Somebody was told that this outcome of the trial is durable. */
    void acknowledged(long trial, @Nullable Outcome outcome) {
        assertNotNull(outcome);
        if (!blind)
            assertEquals(outcome, outcome(trial), "trial %d was acknowledged before it was durable".formatted(trial));
        Outcome before = acknowledged.putIfAbsent(trial, outcome);
        if (before != null) assertEquals(before, outcome, "trial %d has changed".formatted(trial));
    }

    /** Somebody was told that this will be tried. */
    void promised(long place, Configuration configuration) {
        if (!blind)
            assertTrue(
                    enqueued.contains(new Enqueued(place, configuration)),
                    () -> "what was enqueued at place %d was acknowledged before it was durable".formatted(place));
        assertNull(promised.put(place, configuration), () -> "place %d was given twice".formatted(place));
    }

    /**
     * Whatever was promised was tried once, and nothing twice.
     *
     * @param whole whether the search had all its trials
     * @return how many trials were enqueued
     */
    int checkEnqueued(boolean whole) {
        Map<Long, Configuration> tried = new HashMap<>();
        for (Trial trial : trials)
            if (trial.note().isEnqueued())
                assertNull(
                        tried.put(trial.note().enqueued(), trial.configuration()),
                        () -> "what was enqueued at place %d was tried twice"
                                .formatted(trial.note().enqueued()));
        promised.forEach((place, configuration) -> {
            if (whole || tried.containsKey(place))
                assertEquals(
                        configuration,
                        tried.get(place),
                        () -> "what was enqueued at place %d was not tried".formatted(place));
        });
        return tried.size();
    }

    /** Once a study has ended, it is known of every attempt how it ended. */
    void checkEnds() {
        for (Attempt attempt : attempts.values())
            assertNotNull(ends.get(attempt.fence()), () -> "nobody knows how it ended: " + attempt);
    }

    /** Makes one change durable; what its maker is told. */
    Command make(Effect change) {
        return switch (change) {
            case Effect.AddTrials(List<Trial> added) -> {
                for (Trial trial : added) {
                    assertEquals(trials.size(), trial.number(), "trials are numbered one after the other");
                    assertNull(trial.outcome());
                    trials.add(trial);
                }
                yield new Command.Added(added.getFirst().number());
            }
            case Effect.BeginAttempt(Attempt attempt) -> {
                begin(attempt);
                yield new Command.Begun(attempt.fence());
            }
            case Effect.EndAttempt(Attempt attempt, AttemptEnd how) -> {
                assertTrue(holds(attempt), attempt + " ends and never began");
                ends.putIfAbsent(attempt.fence(), how);
                yield new Command.AttemptEnded(attempt.fence());
            }
            case Effect.EndTrial(Attempt attempt, Outcome outcome) -> {
                assertTrue(holds(attempt), attempt + " ends and never began");
                yield new Command.Ended(attempt.trial(), end(attempt, outcome));
            }
            case Effect.Enqueue(Enqueued added) -> {
                if (!blind) assertTrue(enqueued.isEmpty() || enqueued.getLast().place() < added.place(), "places rise");
                enqueued.add(added);
                yield new Command.EnqueuedDurably(added.place());
            }
            case Effect other -> throw new AssertionError("not the store's: " + other);
        };
    }

    private void begin(Attempt attempt) {
        assertTrue(
                attempts.isEmpty() || attempts.lastKey() < attempt.fence(),
                () -> "fences rise, but %s follows %s"
                        .formatted(attempt, attempts.lastEntry().getValue()));
        assertEquals(tries.merge(attempt.trial(), 1, Integer::sum), attempt.number(), () -> "the number of " + attempt);
        assertTrue(attempt.trial() < trials.size(), () -> attempt + " begins before its trial is durable");
        assertNull(outcome(attempt.trial()), () -> attempt + " begins after its trial's end");
        attempts.put(attempt.fence(), attempt);
    }

    private Outcome end(Attempt attempt, Outcome outcome) {
        Outcome standing = outcome(attempt.trial());
        ends.putIfAbsent(attempt.fence(), new AttemptEnd(AttemptEnd.Kind.ENDED, ""));
        if (standing != null && !overwrites) return standing;
        assertNull(standing, () -> "trial %d has a second terminal record".formatted(attempt.trial()));
        trials.set((int) attempt.trial(), trials.get((int) attempt.trial()).ended(outcome));
        return outcome;
    }
}
