// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.BestRate;
import dev.sextant.engine.ranking.Grouping;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.ranking.RateAnswer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The best learning rates with each optimizer, and the options of a choice side by side: like with like. */
final class WithinTable {
    private final Grouping grouping;
    private final String name;

    private WithinTable(Ranking ranking, Grouping grouping) {
        this.grouping = grouping;
        this.name = GroupWording.name(ranking, grouping);
    }

    /** Null where optimizers do not vary beside the choice, and where nothing can be told with any. */
    static @Nullable Table of(Ranking ranking, Grouping grouping) {
        boolean told = grouping.within().stream().anyMatch(answer -> answer.told() > 0);
        return told ? new WithinTable(ranking, grouping).square() : null;
    }

    /** As {@link #of}, for a terminal: where that is too wide a row for each pair. */
    static @Nullable Table of(Ranking ranking, Grouping grouping, int width) {
        Table square = of(ranking, grouping);
        return square == null || Lines.room(square) <= width ? square : new WithinTable(ranking, grouping).list();
    }

    private Table square() {
        List<BestRate> options = grouping.rates().rates();
        var table = new Table.Builder<>(grouping.within()).text("optimizer", 0, row -> Naming.brief(row.within()));
        for (int option = 0; option < options.size(); option++) {
            int column = option;
            table.text(
                    Naming.brief(options.get(option).option()),
                    0,
                    row -> cell(row.rates().get(column)));
        }
        return table.build(caption(), List.of("Best rate, 95 % interval, completed trials."));
    }

    /** One pair in the list. */
    private record Pair(String optimizer, BestRate rate) {}

    private Table list() {
        List<Pair> pairs = new ArrayList<>();
        for (RateAnswer answer : grouping.within())
            for (BestRate rate : answer.rates()) if (rate.trials() > 0) pairs.add(new Pair(answer.within(), rate));
        return new Table.Builder<>(pairs)
                .text("optimizer", 0, pair -> Naming.brief(pair.optimizer))
                .text(name, 0, pair -> Naming.brief(pair.rate.option()))
                .number("completed", 1, pair -> Figures.count(pair.rate.trials()))
                .number("best rate", 0, pair -> pair.rate.told() ? Figures.number(pair.rate.rate(), 2) : "too few")
                .number("95 % interval", 0, pair -> interval(pair.rate))
                .build(caption(), List.of());
    }

    private String caption() {
        return "Best learning rates with each optimizer and " + name;
    }

    private static String cell(BestRate rate) {
        if (rate.trials() == 0) return "not tried";
        if (!rate.told()) return "too few (%s)".formatted(Figures.count(rate.trials()));
        String interval = Double.isFinite(rate.low()) ? interval(rate) + ", " : "";
        return "%s (%s%s)".formatted(Figures.number(rate.rate(), 2), interval, Figures.count(rate.trials()));
    }

    private static String interval(BestRate rate) {
        return Double.isFinite(rate.low()) ? SchedulesTable.between(rate.low(), rate.high()) : Figures.NONE;
    }
}
