// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import dev.sextant.engine.study.StudySpec;
import dev.sextant.studies.tree.Position;

/** How many trials a study has where the source says no number. */
final class Budget {
    private static final long DEFAULT_WINDOW = 8;
    private static final long WIDEST_WINDOW = 1000;

    private Budget() {}

    /**
     * A grid is tried to its end, any other search has the usual number of trials.
     *
     * @param key of the source, which would have said the number
     * @param at the object in which it would stand
     */
    static void open(boolean grid, String key, Position at, Draft draft, Report report) {
        double points = grid ? Grid.points(draft.parameters) : Double.POSITIVE_INFINITY;
        if (points <= StudySpec.MAX_TRIALS) {
            draft.search.put("trials", Math.max(1, (long) points));
            draft.comment(Draft.TRIALS, "The whole grid.");
            return;
        }
        draft.search.put("trials", StudySpec.DEFAULT_TRIALS);
        report.note(
                at,
                "",
                "no " + key + ": " + (grid ? "the grid is too large to be tried to its end" : "the search has no end")
                        + ", and the study has " + StudySpec.DEFAULT_TRIALS + " trials",
                "write another number, or run it with --trials",
                Draft.TRIALS);
    }

    /** So many trials at a time are asked for when a study is run; its window must be wide enough for them. */
    static void parallel(long trials, Position at, String path, Draft draft, Report report) {
        // Half of the window at work leaves hardly a worker waiting.
        long window = Math.min(2 * Math.min(trials, WIDEST_WINDOW), WIDEST_WINDOW);
        if (window > DEFAULT_WINDOW) draft.search.put("window", window);
        report.note(
                at,
                path,
                "not part of a study: its result is the same for any number of workers",
                "run it with --workers " + trials,
                Draft.SEARCH);
    }
}
