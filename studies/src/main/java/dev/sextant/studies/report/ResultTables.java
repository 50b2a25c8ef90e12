// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Confirmed;
import dev.sextant.engine.ranking.RankedSchedule;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.ranking.RateRange;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables that every written form of a ranking shares. */
final class ResultTables {
    private static final String GOOD = "Good: learning rates whose search value is within 5 % of the schedule's best.";
    private static final String LUCK = "Luck: by how much the search value was too good (+) or too bad (−).";

    private final Ranking ranking;
    private final Wording wording;
    private final Figures figures;
    private final GoalFigures goals;
    private final boolean confirmed;

    ResultTables(Ranking ranking) {
        this.ranking = ranking;
        this.wording = Wording.of(ranking);
        this.figures = Wording.figures(ranking);
        this.goals = new GoalFigures(ranking);
        this.confirmed = ranking.seeds() > 0;
    }

    /** Which schedule; null where the trainer has none. */
    @Nullable
    Table schedules() {
        if (ranking.schedules().isEmpty()) return null;
        var table = new Table.Builder<>(ranking.schedules()).number("#", 0, s -> Integer.toString(s.rank()));
        if (confirmed) table.text("tie", 0, tie(), s -> orEmpty(s.tie()));
        table.text("schedule", 0, RankedSchedule::schedule)
                .number("trials", 3, s -> Integer.toString(s.trials().size()));
        if (confirmed) table.number(fresh(), 0, reading().strip(), s -> wording.interval(s.confirmed()));
        table.number(confirmed ? "in the search" : wording.metric(), confirmed ? 4 : 0, s -> figures.column(s.best()));
        boolean rates = ranking.schedules().stream().anyMatch(s -> s.learningRate() != null);
        if (rates)
            table.number("learning rate", 0, s -> rate(s.learningRate()))
                    .number("good from … to", 1, GOOD, s -> range(s.learningRate()))
                    .number("diverges above", 2, s -> diverges(s.learningRate()));
        table.number("median epochs", 5, s -> Figures.number(s.medianEpochs()));
        return table.build("Schedules, best first", List.of());
    }

    /** Which trial: the first-ranked, at most so many. */
    Table trials(int most) {
        List<RankedTrial> shown =
                ranking.trials().subList(0, Math.min(most, ranking.trials().size()));
        ConfigurationColumns configuration =
                new ConfigurationColumns(ranking.template().space(), shown);
        var table = new Table.Builder<>(shown).number("#", 0, t -> Integer.toString(t.rank()));
        if (confirmed) table.text("tie", ranking.front() == null ? 0 : 2, t -> orEmpty(t.tie()));
        table.number("trial", 1, t -> Long.toString(t.trial()));
        if (confirmed)
            table.number(
                            fresh(),
                            0,
                            t -> ranking.front() == null
                                    ? wording.interval(t.confirmed())
                                    : goals.cell(t, ranking.objective().metric()))
                    .number("in the search", 2, t -> figures.column(t.value()))
                    .number("luck", 4, LUCK, t -> luck(t.confirmed()));
        else table.number(wording.metric(), 0, t -> figures.column(t.value()));
        for (String metric : goals.others())
            table.number(
                    Naming.words(metric),
                    goals.objective(metric) ? 0 : 2,
                    t -> ranking.front() == null ? goals.text(metric, goals.value(t, metric)) : goals.cell(t, metric));
        if (shown.stream().anyMatch(t -> !(t.outcome() instanceof Outcome.Completed)))
            table.text("state", 0, t -> t.outcome().state());
        if (shown.stream().anyMatch(t -> !t.breaches().isEmpty())) table.text("breaks", 1, GoalsWording::metricsBroken);
        table.number("best epoch", 5, t -> t.bestEpoch() == 0 ? Figures.NONE : Integer.toString(t.bestEpoch()));
        configuration.addTo(table);
        List<String> notes = new ArrayList<>();
        if (confirmed && ranking.front() != null && !shown.stream().allMatch(ResultTables::fresh))
            notes.add(FrontTable.BRACKETS);
        if (!configuration.note().isEmpty()) notes.add(configuration.note());
        if (shown.size() < ranking.trials().size())
            notes.add("%d more ranked trials are in trials.csv and report.json."
                    .formatted(ranking.trials().size() - shown.size()));
        return table.build(ranking.front() == null ? "Trials, best first" : "Trials, front by front", notes);
    }

    /** Which learning rates suit each schedule; null where there is nothing to list. */
    @Nullable
    Table rates() {
        List<RankedSchedule> listed = ranking.schedules().stream()
                .filter(s -> s.learningRate() != null)
                .toList();
        if (listed.isEmpty()) return null;
        var table = new Table.Builder<>(listed).text("schedule", 0, RankedSchedule::schedule);
        String[] places = {"best", "second", "third", "fourth", "fifth"};
        boolean brackets = false;
        for (int place = 0; place < places.length; place++) {
            int at = place;
            if (listed.stream().allMatch(s -> s.succeeded() <= at)) break;
            table.number(
                    places[at],
                    at,
                    s -> s.succeeded() <= at ? "" : worth(s.trials().get(at)));
            brackets |= listed.stream()
                    .anyMatch(s -> s.succeeded() > at && !fresh(s.trials().get(at)));
        }
        List<String> notes = new ArrayList<>();
        if (confirmed && brackets) notes.add(FrontTable.BRACKETS);
        return table.build("Learning rates of each schedule, best first → " + wording.metric(), notes);
    }

    private String worth(RankedTrial trial) {
        String rate = Figures.number(trial.rate()) + " → ";
        if (trial.confirmed() != null && fresh(trial))
            return rate + figures.column(trial.confirmed().interval().mean()) + " ";
        return rate + (confirmed ? "(" + figures.column(trial.value()) + ")" : figures.column(trial.value()));
    }

    private static boolean fresh(RankedTrial trial) {
        return GoalsWording.confirmed(trial);
    }

    /** Letters compare the first objective alone. */
    private String tie() {
        return "Rows that share a tie letter cannot be told apart%s (5 %% level, paired by seed)."
                .formatted(ranking.front() == null ? "" : " by " + wording.metric());
    }

    private String fresh() {
        return wording.metric() + ", " + (ranking.seeds() == 1 ? "1 seed" : ranking.seeds() + " seeds");
    }

    private String reading() {
        String star = ranking.trials().stream()
                        .anyMatch(t -> t.confirmed() != null && !t.confirmed().whole())
                ? " *: on some seeds the training did not complete."
                : "";
        return (ranking.seeds() > 1 ? "The ± is half the 95 % interval." : "") + star;
    }

    private String luck(@Nullable Confirmed confirmed) {
        if (confirmed == null || !Double.isFinite(confirmed.luck())) return "";
        String size = figures.column(Math.abs(confirmed.luck()));
        return (confirmed.luck() < 0 ? "−" : "+") + size;
    }

    private static String rate(@Nullable RateRange range) {
        return range == null ? Figures.NONE : Figures.number(range.best());
    }

    private static String range(@Nullable RateRange range) {
        if (range == null) return Figures.NONE;
        String low = Figures.number(range.low(), 2);
        String high = Figures.number(range.high(), 2);
        return low.equals(high) ? low : low + " … " + high;
    }

    private static String diverges(@Nullable RateRange range) {
        return range == null ? Figures.NONE : Figures.number(range.divergesAbove(), 2);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
