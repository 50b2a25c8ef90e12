// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.RankedSchedule;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.ranking.RateRange;
import dev.sextant.engine.response.Estimate;
import dev.sextant.engine.response.RateResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which learning rates suit each schedule: where the model of the response expects the optimum and how sure it is of
 * that, how wide the good region is, above which rate trainings diverge, and the rates that were tried, best first.
 */
final class RatesTable {
    private static final String OPTIMUM =
            "Optimum: where the model expects the schedule's best, with its 95 % interval.";
    private static final String GOOD = "Good: from where to where it expects at most 5 % worse.";
    private static final String WIDTH = "Decades: how wide the good region is.";
    private static final String[] PLACES = {"best", "second", "third", "fourth", "fifth"};

    /** Columns of tried rates leave before those of the model, the last first. */
    private static final int TRIED = 5;

    private final Ranking ranking;
    private final Wording wording;
    private final Figures figures;
    private final ModelFigures model;

    /**
     * One schedule.
     *
     * @param name empty where the study has none
     */
    private record Row(
            String name,
            @Nullable RateResponse rate,
            @Nullable RateRange range,
            List<RankedTrial> tried) {}

    RatesTable(Ranking ranking) {
        this.ranking = ranking;
        this.wording = Wording.of(ranking);
        this.figures = Wording.figures(ranking);
        this.model = new ModelFigures(ranking.insights());
    }

    /**
     * Null where there is nothing to list.
     *
     * @param most as many schedules at most
     */
    @Nullable
    Table build(int most) {
        List<Row> rows = rows();
        if (rows.isEmpty()) return null;
        List<Row> shown = rows.subList(0, Math.min(most, rows.size()));
        var table = new Table.Builder<>(shown);
        boolean named = !shown.getFirst().name().isEmpty();
        if (named) table.text("schedule", 0, row -> Naming.brief(row.name()));
        boolean believed = model.rates();
        if (believed)
            table.number("optimum", 0, OPTIMUM, row -> optimum(row.rate()))
                    .number("95 % interval", 0, row -> interval(row.rate()))
                    .number("good from … to", 2, GOOD, row -> SchedulesTable.good(row.rate()))
                    .number("decades", 1, WIDTH, row -> SchedulesTable.decades(row.rate()))
                    .number("diverges above", 3, row -> SchedulesTable.diverges(row.range()));
        tried(table, shown, believed);
        int more = rows.size() - shown.size();
        return table.build(
                named
                        ? "Learning rates of each schedule" + (believed ? "" : ", best first → " + wording.metric())
                        : "Learning rates",
                more > 0 ? List.of("%d more schedules are in report.md and report.json.".formatted(more)) : List.of());
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        if (!ModelFigures.tried(ranking) && !model.rates()) return rows;
        for (RankedSchedule schedule : ranking.schedules()) {
            RateResponse rate = model.rate(schedule.schedule());
            if (rate == null && schedule.learningRate() == null) continue;
            rows.add(new Row(
                    schedule.schedule(),
                    rate,
                    schedule.learningRate(),
                    schedule.learningRate() == null
                            ? List.of()
                            : schedule.trials().subList(0, Math.min(PLACES.length, schedule.succeeded()))));
        }
        RateResponse whole = ranking.schedules().isEmpty() ? model.rate("") : null;
        if (whole != null) rows.add(new Row("", whole, null, List.of()));
        return rows;
    }

    private void tried(Table.Builder<Row> table, List<Row> rows, boolean believed) {
        String brackets = ranking.seeds() > 0 ? FrontTable.BRACKETS : "";
        String arrow = believed ? "Tried: learning rate → %s, best first.".formatted(wording.metric()) : "";
        for (int place = 0; place < PLACES.length; place++) {
            int at = place;
            if (rows.stream().allMatch(row -> row.tried().size() <= at)) return;
            boolean single = rows.stream()
                    .anyMatch(row -> row.tried().size() > at
                            && !GoalsWording.confirmed(row.tried().get(at)));
            table.number(
                    believed && at == 0 ? "best tried" : PLACES[at],
                    believed ? TRIED + at : at,
                    (arrow + " " + (single ? brackets : "")).strip(),
                    row -> row.tried().size() <= at ? "" : worth(row.tried().get(at)));
            arrow = "";
            if (single) brackets = "";
        }
    }

    private static String optimum(@Nullable RateResponse rate) {
        return rate == null ? Figures.NONE : Figures.number(rate.best().mean());
    }

    private static String interval(@Nullable RateResponse rate) {
        if (rate == null) return Figures.NONE;
        Estimate best = rate.best();
        return SchedulesTable.between(best.low(), best.high());
    }

    private String worth(RankedTrial trial) {
        String rate = Figures.number(trial.rate()) + " → ";
        if (trial.confirmed() != null && GoalsWording.confirmed(trial))
            return rate + figures.column(trial.confirmed().interval().mean()) + " ";
        String found = figures.column(trial.value());
        return rate + (ranking.seeds() > 0 ? "(" + found + ")" : found);
    }
}
