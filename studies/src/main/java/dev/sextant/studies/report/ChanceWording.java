// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Baseline;
import dev.sextant.engine.ranking.Confirmed;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.trial.Direction;
import org.jspecify.annotations.Nullable;

/** What chance did to the search: whom it would have chosen without fresh seeds, and what that would have cost. */
final class ChanceWording {
    private ChanceWording() {}

    /** A sentence; empty where nobody was confirmed, and with several objectives, where nobody would be chosen. */
    static String of(Ranking ranking) {
        RankedTrial winner = ranking.winner();
        if (winner == null || ranking.front() != null || !GoalsWording.confirmed(winner)) return "";
        RankedTrial chosen = searchBest(ranking);
        if (chosen == null) return "";
        if (constant(ranking)) return "";
        Figures figures = Wording.figures(ranking);
        Direction direction = ranking.objective().direction();
        Confirmed fresh = chosen.confirmed();
        if (chosen.trial() == winner.trial()) {
            if (fresh == null || ranking.trials().size() == 1) return "";
            if (figures.column(fresh.luck()).equals(figures.column(0))) return "";
            return "The search alone would have chosen the same; its value there (%s) was too %s by %s."
                    .formatted(
                            figures.column(chosen.value()),
                            fresh.luck() < 0 ? "bad" : "good",
                            figures.column(Math.abs(fresh.luck())));
        }
        String found = "The search alone would have chosen trial %d (%s)"
                .formatted(chosen.trial(), figures.column(chosen.value()));
        if (fresh == null || fresh.interval().n() == 0) return found + ", which no fresh seed confirmed.";
        double behind =
                direction.minimized(fresh.interval().mean()) - direction.minimized(mean(winner, chosen.value()));
        return "%s, which came to %s on fresh seeds: %s than the winner%s%s."
                .formatted(
                        found,
                        figures.column(fresh.interval().mean()),
                        behind > 0 ? figures.column(behind) + " worse" : "no worse",
                        behind > 0 && tied(winner, chosen) ? ", which may be chance" : "",
                        overtuned(ranking, fresh, direction) ? ", and worse than the default" : "");
    }

    private static boolean tied(RankedTrial one, RankedTrial other) {
        String letters = one.tie();
        String others = other.tie();
        return letters != null && others != null && letters.chars().anyMatch(letter -> others.indexOf(letter) >= 0);
    }

    private static double mean(RankedTrial trial, double otherwise) {
        return trial.confirmed() == null
                ? otherwise
                : trial.confirmed().interval().mean();
    }

    /** Whether what the search liked best is worse than the default configuration. */
    private static boolean overtuned(Ranking ranking, Confirmed chosen, Direction direction) {
        Baseline baseline = ranking.baseline();
        return baseline != null
                && baseline.confirmed() != null
                && baseline.confirmed().interval().n() > 0
                && direction.better(
                        baseline.confirmed().interval().mean(),
                        chosen.interval().mean());
    }

    /** The best by its search value; of equals the first-ranked. */
    private static @Nullable RankedTrial searchBest(Ranking ranking) {
        RankedTrial best = null;
        for (RankedTrial trial : ranking.trials())
            if (trial.succeeded()
                    && (best == null || ranking.objective().direction().better(trial.value(), best.value())))
                best = trial;
        return best;
    }

    /** Whether every trial came to the same value, so that nothing is ranked by it. */
    static boolean constant(Ranking ranking) {
        int told = 0;
        double only = Double.NaN;
        for (RankedTrial trial : ranking.trials()) {
            if (!trial.succeeded()) continue;
            if (told++ == 0) only = trial.value();
            else if (trial.value() != only) return false;
        }
        return told > 1;
    }
}
