// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import java.util.List;

/**
 * Where one search trial stands by the study's goals.
 *
 * @param searched a completed trial's value of every objective in the search; empty for others
 * @param means the same over fresh seeds; empty where none completed
 * @param breaches the constraints it breaks
 * @param violation how badly, summed over them
 * @param front which front of its kind it is on, from 0; always 0 in a study with one objective
 * @param leading whether it is on the study's front, see {@link Front}
 */
record Standing(
        Kind kind,
        List<Double> searched,
        List<Double> means,
        List<Breach> breaches,
        double violation,
        int front,
        boolean leading) {
    /** Better kinds first. */
    enum Kind {
        /** Keeps every constraint by the means of fresh seeds. */
        CONFIRMED,
        /** Keeps every constraint in the search, and has no fresh seed to go by. */
        COMPLETED,
        INFEASIBLE,
        PRUNED,
        /** Or completed without telling a finite value of every objective. */
        DIVERGED,
        FAILED,
        UNFINISHED
    }

    Standing {
        searched = List.copyOf(searched);
        means = List.copyOf(means);
        breaches = List.copyOf(breaches);
    }

    /** Of a trial that did not complete, or not as it should. */
    static Standing without(Kind kind) {
        return new Standing(kind, List.of(), List.of(), List.of(), 0, 0, false);
    }

    /** Whether a trial of this kind may win. */
    boolean feasible() {
        return kind == Kind.CONFIRMED || kind == Kind.COMPLETED;
    }

    Standing on(int front, boolean leading) {
        return new Standing(kind, searched, means, breaches, violation, front, leading);
    }
}
