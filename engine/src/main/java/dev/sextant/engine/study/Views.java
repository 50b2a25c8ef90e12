// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What each search trial may know. V(k) holds the results of trials 0 … k − window and the configurations of those
 * between, whatever else is known by then.
 *
 * <p>A view's digest is taken over a chain: every result's text is hashed once, with the digest of those before it, so
 * that the views of n trials cost n hashes and not n².
 */
final class Views {
    private final StudySpec spec;
    private final List<Configuration> configurations = new ArrayList<>();
    /** The results of the longest run of ended trials from 0 on. */
    private final List<Observation> observations = new ArrayList<>();

    private final List<String> chain = new ArrayList<>(List.of(""));
    private final TreeMap<Long, Observation> early = new TreeMap<>();

    private final Standstill standstill;
    private final TooManyFailed failed;

    Views(StudySpec spec) {
        this.spec = spec;
        this.standstill = new Standstill(spec.stopWhen(), spec.goals());
        this.failed = new TooManyFailed(spec.limits().failedShare());
    }

    /** The next search trial has this configuration. */
    void decided(Configuration configuration) {
        configurations.add(configuration);
    }

    /** A search trial that was decided has ended, in any order. */
    void ended(Trial trial, Outcome outcome) {
        early.put(trial.number(), new Observation(trial.number(), trial.configuration(), outcome, trial.note()));
        while (!early.isEmpty() && early.firstKey() == observations.size()) {
            Observation next = early.pollFirstEntry().getValue();
            observations.add(next);
            chain.add(Canonical.digest(chain.getLast() + "\n" + Canonical.text(spec.space(), next)));
            standstill.observe(next);
            failed.observe(next);
        }
    }

    /** Whether everything that V(trial) holds is known. */
    boolean ready(long trial) {
        return observations.size() >= seen(trial) && configurations.size() >= trial;
    }

    /** Why the search ends before this trial, in words for people; null where it goes on. V(trial) must be ready. */
    @Nullable
    String ending(long trial) {
        String tooMany = tooManyFailed(trial);
        return tooMany == null ? standstill.ending(seen(trial)) : tooMany;
    }

    /** Why the search ends before this trial, if too many trials failed; otherwise null. V(trial) must be ready. */
    @Nullable
    String tooManyFailed(long trial) {
        return failed.ending(seen(trial));
    }

    View view(long trial) {
        return new View(spec.space(), spec.goals(), observations.subList(0, seen(trial)), between(trial));
    }

    /** Equal views have equal digests, and different views different ones. */
    String digest(long trial) {
        StringBuilder text = new StringBuilder(chain.get(seen(trial))).append('\n');
        for (Configuration pending : between(trial))
            text.append(Canonical.text(spec.space(), pending)).append('\n');
        return Canonical.digest(text.toString());
    }

    /** How many results V(trial) holds. */
    private int seen(long trial) {
        return Math.toIntExact(Math.max(0, trial - spec.window() + 1));
    }

    private List<Configuration> between(long trial) {
        return configurations.subList(seen(trial), Math.toIntExact(trial));
    }
}
