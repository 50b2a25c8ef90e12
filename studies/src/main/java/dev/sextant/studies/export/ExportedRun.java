// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.export;

import dev.sextant.engine.store.AttemptRecord;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Trial;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A run's results as they are exported: what its store says at one moment.
 *
 * @param spec the study
 * @param trials all so far, by number
 * @param times by trial, of those that somebody began; no result depends on them
 */
public record ExportedRun(StudySpec spec, List<Trial> trials, Map<Long, Times> times) {
    /**
     * When a trial was trained.
     *
     * @param began when the attempt that brought its outcome, or that runs, was given to a worker
     * @param ended null while it has not
     */
    public record Times(Instant began, @Nullable Instant ended) {}

    public ExportedRun {
        trials = List.copyOf(trials);
        times = Map.copyOf(times);
    }

    /** @param attempts by fence */
    public static ExportedRun of(StudySpec spec, List<Trial> trials, List<AttemptRecord> attempts) {
        Map<Long, Times> times = new HashMap<>();
        for (AttemptRecord one : attempts) {
            long number = one.attempt().trial();
            // What was stored since the trials were read is left to the next export.
            boolean over = number < trials.size() && trials.get((int) number).outcome() != null;
            if (over == (one.ended() == null)) continue;
            boolean brought = one.end() != null && one.end().kind() == AttemptEnd.Kind.ENDED;
            if (over && !brought && times.containsKey(number)) continue;
            times.put(number, new Times(one.began(), one.ended()));
        }
        return new ExportedRun(spec, trials, times);
    }

    /** When the first of its trials began; null where none has. */
    public @Nullable Instant began() {
        return times.values().stream().map(Times::began).min(Instant::compareTo).orElse(null);
    }

    /** When the last of its trials ended; null where none has. */
    public @Nullable Instant ended() {
        Instant last = null;
        for (Times one : times.values()) {
            Instant ended = one.ended();
            if (ended != null && (last == null || ended.isAfter(last))) last = ended;
        }
        return last;
    }

    /** What every trial tells, in the study's terms. */
    List<TrialFacts> facts() {
        return trials.stream().map(trial -> TrialFacts.of(trial, spec.goals())).toList();
    }

    /** Every metric that a trial tells beside the first objective, in alphabetical order. */
    List<String> metrics() {
        TreeSet<String> names = new TreeSet<>();
        for (TrialFacts trial : facts()) names.addAll(trial.metrics().keySet());
        names.remove(spec.goals().first().metric());
        return List.copyOf(names);
    }
}
