// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.BestRate;
import dev.sextant.engine.ranking.Grouping;
import dev.sextant.engine.ranking.RankedSchedule;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The best learning rate with every option of a choice and how sure it is, and the rates that were tried, best first.
 */
final class GroupRatesTable {
    private static final String MODEL =
            "Best rate: where the model has the option's best, all else at its best: the middle of its draws, and 95 %"
                    + " of them.";
    private static final String RESAMPLES =
            "Best rate: the middle of the best trials' rates, with the 95 % interval of resampled trials.";
    private static final String TRIALS = "Best rate: the middle of the best trials' rates.";
    private static final String[] PLACES = {"best tried", "second", "third"};

    /** One option. */
    private record Row(RankedSchedule value, BestRate rate, List<RankedTrial> tried) {}

    private final Ranking ranking;
    private final Grouping grouping;
    private final Figures figures;

    private GroupRatesTable(Ranking ranking, Grouping grouping) {
        this.ranking = ranking;
        this.grouping = grouping;
        this.figures = Wording.figures(ranking);
    }

    /**
     * Null where there are no learning rates to tell.
     *
     * @param most as many options at most
     */
    static @Nullable Table of(Ranking ranking, Grouping grouping, int most) {
        boolean told = grouping.rates().rates().stream().anyMatch(rate -> rate.trials() > 0);
        return told ? new GroupRatesTable(ranking, grouping).build(most) : null;
    }

    private Table build(int most) {
        List<Row> rows = new ArrayList<>();
        for (int at = 0; at < Math.min(most, grouping.values().size()); at++) {
            RankedSchedule value = grouping.values().get(at);
            rows.add(new Row(
                    value,
                    grouping.rates().rates().get(at),
                    value.trials().subList(0, Math.min(PLACES.length, value.succeeded()))));
        }
        boolean sure = grouping.method() != Grouping.Method.TRIALS;
        boolean believed = grouping.method() == Grouping.Method.MODEL;
        var table = new Table.Builder<>(rows)
                .text(GroupWording.name(ranking, grouping), 0, row -> Naming.brief(row.value.schedule()))
                .number("completed", 2, row -> Figures.count(row.rate.trials()))
                .number(
                        "best rate",
                        0,
                        believed ? MODEL : sure ? RESAMPLES : TRIALS,
                        row -> row.rate.told() ? Figures.number(row.rate.rate()) : "too few");
        if (sure)
            table.number(
                    "95 % interval",
                    0,
                    row -> row.rate.told() && Double.isFinite(row.rate.low())
                            ? SchedulesTable.between(row.rate.low(), row.rate.high())
                            : Figures.NONE);
        table.number("diverges above", 3, row -> SchedulesTable.diverges(row.value.learningRate()));
        String brackets = ranking.seeds() > 0 ? " " + FrontTable.BRACKETS : "";
        for (int place = 0; place < PLACES.length; place++) {
            int at = place;
            if (rows.stream().allMatch(row -> row.tried.size() <= at)) break;
            table.number(
                    PLACES[at],
                    4 + at,
                    at == 0
                            ? "Tried: learning rate → %s.%s"
                                    .formatted(Wording.of(ranking).metric(), brackets)
                            : "",
                    row -> row.tried.size() <= at ? "" : worth(row.tried.get(at)));
        }
        int more = grouping.values().size() - rows.size();
        return table.build(
                "Learning rates with each " + GroupWording.name(ranking, grouping),
                more > 0 ? List.of("%d more options are in report.md and report.json.".formatted(more)) : List.of());
    }

    private String worth(RankedTrial trial) {
        return Figures.number(trial.rate()) + " → " + value(ranking, figures, trial);
    }

    /** A mean over fresh seeds, else a value of the search, in brackets where others were confirmed. */
    static String value(Ranking ranking, Figures figures, RankedTrial trial) {
        if (trial.confirmed() != null && GoalsWording.confirmed(trial))
            return figures.column(trial.confirmed().interval().mean());
        String found = figures.column(trial.value());
        return ranking.seeds() > 0 ? "(" + found + ")" : found;
    }
}
