// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Confirmed;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables that every written form of a ranking shares. */
final class ResultTables {
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

    /** Which schedule; null where the trainer has none, and where no trial has ended. */
    @Nullable
    Table schedules() {
        return schedules(ranking.schedules().size());
    }

    /** @param most as many schedules at most */
    @Nullable
    Table schedules(int most) {
        return ranking.schedules().isEmpty() || ranking.trials().isEmpty()
                ? null
                : new SchedulesTable(ranking).build(most);
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
                            fresh(ranking),
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
        Endings endings = new Endings(ranking);
        boolean other = shown.stream().anyMatch(t -> !(t.outcome() instanceof Outcome.Completed));
        if (endings.worthwhile(shown)) table.text("ended", other ? 0 : 6, endings::of);
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
        return rates(Integer.MAX_VALUE);
    }

    /** @param most of as many schedules at most */
    @Nullable
    Table rates(int most) {
        return new RatesTable(ranking).build(most);
    }

    /** How every schedule did with every optimizer; null where they do not both vary. */
    @Nullable
    Table matrix() {
        return MatrixTable.of(ranking);
    }

    private static boolean fresh(RankedTrial trial) {
        return GoalsWording.confirmed(trial);
    }

    /** Letters compare the first objective alone. */
    static String tie(Ranking ranking) {
        return "Rows that share a tie letter cannot be told apart%s (5 %% level, paired by seed)."
                .formatted(
                        ranking.front() == null
                                ? ""
                                : " by " + Wording.of(ranking).metric());
    }

    /** The head of a column of confirmed values. */
    static String fresh(Ranking ranking) {
        return Wording.of(ranking).metric() + ", " + Wording.seeds(ranking.seeds());
    }

    /** How such a column is read. */
    static String reading(Ranking ranking) {
        String star = ranking.trials().stream()
                        .anyMatch(t -> t.confirmed() != null && !t.confirmed().whole())
                ? " *: on some seeds the training did not complete."
                : "";
        return ((ranking.seeds() > 1 ? "The ± is half the 95 % interval." : "") + star).strip();
    }

    private String luck(@Nullable Confirmed confirmed) {
        if (confirmed == null || !Double.isFinite(confirmed.luck())) return "";
        String size = figures.column(Math.abs(confirmed.luck()));
        return (confirmed.luck() < 0 ? "−" : "+") + size;
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
