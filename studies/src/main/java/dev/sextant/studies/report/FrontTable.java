// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Front;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.trial.Objective;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The front of a study with several objectives: a row a member, with its value of every objective. */
final class FrontTable {
    static final String BRACKETS = "In brackets: one training in the search, not confirmed.";

    private FrontTable() {}

    /**
     * Null in a study with one objective, and where nobody is on the front.
     *
     * @param most as many members at most
     */
    static @Nullable Table of(Ranking ranking, int most) {
        Front front = ranking.front();
        if (front == null || front.members().isEmpty()) return null;
        int all = front.members().size();
        List<RankedTrial> shown = front.members().subList(0, Math.min(most, all));
        GoalFigures figures = new GoalFigures(ranking);
        ConfigurationColumns configuration =
                new ConfigurationColumns(ranking.template().space(), shown);
        var table = new Table.Builder<>(shown)
                .number("#", 1, t -> Integer.toString(t.rank()))
                .number("trial", 0, t -> Long.toString(t.trial()));
        boolean first = true;
        for (Objective objective : ranking.goals().objectives()) {
            String seeds = first && ranking.seeds() > 0 ? ", " + Wording.seeds(ranking.seeds()) : "";
            table.number(Naming.words(objective.metric()) + seeds, 0, t -> figures.cell(t, objective.metric()));
            first = false;
        }
        configuration.addTo(table);
        List<String> notes = new ArrayList<>();
        if (ranking.seeds() > 1 && shown.stream().anyMatch(GoalsWording::confirmed))
            notes.add("The ± is half the 95 % interval.");
        if (ranking.seeds() > 0 && !shown.stream().allMatch(GoalsWording::confirmed)) notes.add(BRACKETS);
        if (!configuration.note().isEmpty()) notes.add(configuration.note());
        if (shown.size() < all) notes.add("%d more on the front are in report.json.".formatted(all - shown.size()));
        notes.add(hypervolume(ranking, front, figures));
        return table.build("Front of " + new GoalsWording(ranking).objectives(), notes);
    }

    private static String hypervolume(Ranking ranking, Front front, GoalFigures figures) {
        List<String> worst = new ArrayList<>();
        for (int i = 0; i < front.reference().size(); i++) {
            String metric = ranking.goals().objectives().get(i).metric();
            worst.add(Naming.words(metric) + " "
                    + figures.text(metric, front.reference().get(i)));
        }
        return "Hypervolume of what the search found, up to the worst values in it (%s): %s."
                .formatted(String.join(", ", worst), Figures.number(front.hypervolume(), 4));
    }
}
