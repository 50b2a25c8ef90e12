// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.ranking.Confirmed;
import dev.sextant.engine.ranking.RankedSchedule;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.ranking.RateRange;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The tables that every written form of a ranking shares. */
final class ResultTables {
    private static final String TIE = "Rows that share a tie letter cannot be told apart (5 % level, paired by seed).";
    private static final String GOOD = "Good: learning rates whose search value is within 5 % of the schedule's best.";
    private static final String LUCK = "Luck: by how much the search value was too good (+) or too bad (−).";

    private final Ranking ranking;
    private final Wording wording;
    private final Figures figures;
    private final boolean confirmed;

    ResultTables(Ranking ranking) {
        this.ranking = ranking;
        this.wording = Wording.of(ranking);
        this.figures = Wording.figures(ranking);
        this.confirmed = ranking.seeds() > 0;
    }

    /** Which schedule; null where the trainer has none. */
    @Nullable
    Table schedules() {
        if (ranking.schedules().isEmpty()) return null;
        var table = new Table.Builder<>(ranking.schedules()).number("#", 0, s -> Integer.toString(s.rank()));
        if (confirmed) table.text("tie", 0, TIE, s -> orEmpty(s.tie()));
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
        Set<String> shared = shared(shown);
        Space space = ranking.template().space();
        var table = new Table.Builder<>(shown).number("#", 0, t -> Integer.toString(t.rank()));
        if (confirmed) table.text("tie", 0, t -> orEmpty(t.tie()));
        table.number("trial", 1, t -> Long.toString(t.trial()));
        if (confirmed)
            table.number(fresh(), 0, t -> wording.interval(t.confirmed()))
                    .number("in the search", 2, t -> figures.column(t.value()))
                    .number("luck", 4, LUCK, t -> luck(t.confirmed()));
        else table.number(wording.metric(), 0, t -> figures.column(t.value()));
        if (shown.stream().anyMatch(t -> !(t.outcome() instanceof Outcome.Completed)))
            table.text("state", 0, t -> t.outcome().state());
        table.number("best epoch", 5, t -> t.bestEpoch() == 0 ? Figures.NONE : Integer.toString(t.bestEpoch()));
        if (shown.stream().anyMatch(t -> Double.isFinite(t.rate())))
            table.number("learning rate", 0, t -> Figures.number(t.rate()));
        if (shown.stream().anyMatch(t -> t.schedule() != null)) table.text("schedule", 0, t -> orEmpty(t.schedule()));
        boolean others = shown.stream()
                .anyMatch(t -> t.configuration().values().keySet().stream().anyMatch(path -> other(path, shared)));
        if (others)
            table.wrapped(
                    "other parameters",
                    t -> String.join(", ", Naming.parameters(space, t.configuration(), path -> other(path, shared))));
        List<String> notes = new ArrayList<>();
        if (shown.size() > 1 && !shared.isEmpty())
            notes.add("In all of these: "
                    + String.join(
                            ", ", Naming.parameters(space, shown.getFirst().configuration(), shared::contains))
                    + ".");
        if (shown.size() < ranking.trials().size())
            notes.add("%d more ranked trials are in trials.csv and report.json."
                    .formatted(ranking.trials().size() - shown.size()));
        return table.build("Trials, best first", notes);
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
            if (listed.stream().allMatch(s -> s.completed() <= at)) break;
            table.number(
                    places[at],
                    at,
                    s -> s.completed() <= at ? "" : worth(s.trials().get(at)));
            brackets |= listed.stream()
                    .anyMatch(s -> s.completed() > at && !fresh(s.trials().get(at)));
        }
        List<String> notes = new ArrayList<>();
        if (confirmed && brackets) notes.add("In brackets: one training in the search, not confirmed.");
        return table.build("Learning rates of each schedule, best first → " + wording.metric(), notes);
    }

    private String worth(RankedTrial trial) {
        String rate = Figures.number(trial.rate()) + " → ";
        if (trial.confirmed() != null && fresh(trial))
            return rate + figures.column(trial.confirmed().interval().mean()) + " ";
        return rate + (confirmed ? "(" + figures.column(trial.value()) + ")" : figures.column(trial.value()));
    }

    private static boolean fresh(RankedTrial trial) {
        return trial.confirmed() != null && trial.confirmed().interval().n() > 0;
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

    /** Paths that hold the same value in every one of these trials. */
    private static Set<String> shared(List<RankedTrial> trials) {
        Set<String> shared = new TreeSet<>();
        if (trials.size() < 2) return shared;
        trials.getFirst().configuration().values().forEach((path, value) -> {
            if (axis(path)) return;
            boolean everywhere = trials.stream()
                    .allMatch(trial -> same(value, trial.configuration().get(path)));
            if (everywhere) shared.add(path);
        });
        return shared;
    }

    private static boolean same(Value value, @Nullable Value other) {
        return value.equals(other);
    }

    private static boolean axis(String path) {
        return path.equals(Axes.RATE) || path.equals(Axes.SCHEDULE);
    }

    private static boolean other(String path, Set<String> shared) {
        return !axis(path) && !shared.contains(path);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
