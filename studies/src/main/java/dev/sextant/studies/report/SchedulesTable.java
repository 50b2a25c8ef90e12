// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.ranking.Grouping;
import dev.sextant.engine.ranking.RankedSchedule;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.ranking.RateRange;
import dev.sextant.engine.response.RateResponse;
import dev.sextant.engine.response.ScheduleResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which schedule, or which option of another choice: a row for each, with what fresh seeds say of its first-ranked
 * trial, where its learning rate is good, and how likely it is the best of all. Where the model of the response is to
 * be believed, what is good is its answer; otherwise what the search found near the schedule's best value.
 */
final class SchedulesTable {
    /** What people read where the model is sure to two decimals. */
    private static final double HARDLY = 0.005;

    private final Ranking ranking;
    private final Wording wording;
    private final Figures figures;
    private final ModelFigures model;
    private final boolean confirmed;
    private final List<RankedSchedule> rows;

    /** What the rows are: their head, and what one of them is called. */
    private final String head;

    private final String one;

    SchedulesTable(Ranking ranking) {
        this(ranking, ranking.schedules(), new ModelFigures(ranking.insights()), "schedule", "schedule");
    }

    /** A row for each option of another choice. */
    SchedulesTable(Ranking ranking, Grouping grouping) {
        this(
                ranking,
                grouping.values(),
                new ModelFigures(ranking.insights(), grouping),
                GroupWording.name(ranking, grouping),
                grouping.path().equals(Axes.SCHEDULE) ? "schedule" : "option");
    }

    private SchedulesTable(Ranking ranking, List<RankedSchedule> rows, ModelFigures model, String head, String one) {
        this.ranking = ranking;
        this.rows = rows;
        this.head = head;
        this.one = one;
        this.wording = Wording.of(ranking);
        this.figures = Wording.figures(ranking);
        this.model = model;
        this.confirmed = ranking.seeds() > 0;
    }

    /** @param most as many schedules at most; at least one */
    Table build(int most) {
        List<RankedSchedule> shown = rows.subList(0, Math.min(most, rows.size()));
        boolean believed = model.rates();
        var table = new Table.Builder<>(shown).number("#", 0, s -> Integer.toString(s.rank()));
        if (confirmed) table.text("tie", 0, ResultTables.tie(ranking), s -> ResultTables.orEmpty(s.tie()));
        table.text(head, 0, s -> Naming.brief(s.schedule()))
                .number(
                        "trials",
                        believed ? 2 : 3,
                        s -> Integer.toString(s.trials().size()));
        if (confirmed)
            table.number(
                    ResultTables.fresh(ranking),
                    0,
                    ResultTables.reading(ranking),
                    s -> wording.interval(s.confirmed()));
        table.number(confirmed ? "in the search" : wording.metric(), confirmed ? 6 : 0, s -> figures.column(s.best()));
        if (believed || ModelFigures.tried(ranking, rows)) {
            table.number("learning rate", 0, s -> rate(s.learningRate()));
            if (believed)
                table.number(
                                "good from … to",
                                3,
                                "Good: learning rates of which the model expects a value within 5 %% of the %s's best."
                                        .formatted(one),
                                s -> good(model.rate(s.schedule())))
                        .number("decades", 5, s -> decades(model.rate(s.schedule())));
            else
                table.number(
                        "good from … to",
                        1,
                        "Good: learning rates whose search value is within 5 %% of the %s's best.".formatted(one),
                        s -> range(s.learningRate()));
            table.number("diverges above", believed ? 4 : 2, s -> diverges(s.learningRate()));
        }
        table.number("median epochs", 7, s -> Figures.number(s.medianEpochs()));
        if (model.choice())
            table.number(
                    "P(best)",
                    1,
                    "P(best): how likely the %s's optimum is the best of all, by the model.".formatted(one),
                    s -> probability(model.of(s.schedule())));
        int more = rows.size() - shown.size();
        return table.build(
                one.equals("schedule") ? "Schedules, best first" : head + ", best first",
                more > 0 ? List.of("%d more %ss are in report.md and report.json.".formatted(more, one)) : List.of());
    }

    private static String rate(@Nullable RateRange range) {
        return range == null ? Figures.NONE : Figures.number(range.best());
    }

    private static String range(@Nullable RateRange range) {
        return range == null ? Figures.NONE : between(range.low(), range.high());
    }

    static String good(@Nullable RateResponse rate) {
        return rate == null ? Figures.NONE : between(rate.goodLow(), rate.goodHigh());
    }

    /** One figure where both ends read alike. */
    static String between(double from, double to) {
        String low = Figures.number(from, 2);
        String high = Figures.number(to, 2);
        return low.equals(high) ? low : low + " … " + high;
    }

    static String decades(@Nullable RateResponse rate) {
        return rate == null || !Double.isFinite(rate.decades()) ? Figures.NONE : Figures.decimals(rate.decades(), 1);
    }

    static String diverges(@Nullable RateRange range) {
        return range == null ? Figures.NONE : Figures.number(range.divergesAbove(), 2);
    }

    static String probability(@Nullable ScheduleResponse schedule) {
        return schedule == null ? Figures.NONE : probability(schedule.probabilityBest());
    }

    /** {@code 0.71}; {@code < 0.01} where that would be nothing. */
    static String probability(double share) {
        if (!Double.isFinite(share)) return Figures.NONE;
        return share > 0 && share < HARDLY ? "< 0.01" : Figures.decimals(share, 2);
    }
}
