// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Grouping;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.ranking.RateBuckets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Learning rates in thirds of a decade, with the options of a choice side by side: so many trials, what came of the
 * best of them, and how likely the option's best rate lies there.
 */
final class BucketsTable {
    /** So many options stand side by side; the others are in the files for programs. */
    private static final int OPTIONS = 8;

    /** Less than half a percent is not told. */
    private static final double HARDLY = 0.005;

    private final Ranking ranking;
    private final Grouping grouping;
    private final RateBuckets buckets;
    private final Figures figures;
    private final int options;

    /** Buckets in which something was tried, or may be the best. */
    private final List<Integer> rows;

    private BucketsTable(Ranking ranking, Grouping grouping, RateBuckets buckets) {
        this.ranking = ranking;
        this.grouping = grouping;
        this.buckets = buckets;
        this.figures = Wording.figures(ranking);
        this.options = Math.min(OPTIONS, buckets.options().size());
        this.rows = IntStream.range(0, buckets.count())
                .filter(bucket -> IntStream.range(0, options).anyMatch(option -> counts(buckets.at(bucket, option))))
                .boxed()
                .toList();
    }

    /** Null where there is nothing to list. */
    static @Nullable Table of(Ranking ranking, Grouping grouping) {
        RateBuckets buckets = grouping.buckets();
        return buckets == null ? null : new BucketsTable(ranking, grouping, buckets).square();
    }

    /** As {@link #of}, for a terminal: where that is too wide a row for each bucket of each option. */
    static @Nullable Table of(Ranking ranking, Grouping grouping, int width) {
        RateBuckets buckets = grouping.buckets();
        if (buckets == null) return null;
        BucketsTable table = new BucketsTable(ranking, grouping, buckets);
        Table square = table.square();
        return Lines.room(square) <= width ? square : table.list();
    }

    private static boolean counts(RateBuckets.Cell cell) {
        return cell.trials() > 0 || cell.share() >= HARDLY;
    }

    private Table square() {
        var table = new Table.Builder<>(rows).number("learning rate", 0, this::range);
        for (int option = 0; option < options; option++) {
            int column = option;
            table.text(Naming.brief(buckets.options().get(option)), 0, row -> cell(buckets.at(row, column)));
        }
        return table.build(caption() + " → " + Wording.of(ranking).metric(), notes());
    }

    /** One bucket of one option in the list. */
    private record Line(String option, int bucket, RateBuckets.Cell cell) {}

    private Table list() {
        List<Line> lines = new ArrayList<>();
        for (int option = 0; option < options; option++)
            for (int bucket : rows)
                if (counts(buckets.at(bucket, option)))
                    lines.add(new Line(buckets.options().get(option), bucket, buckets.at(bucket, option)));
        var table = new Table.Builder<>(lines)
                .text(GroupWording.name(ranking, grouping), 0, line -> Naming.brief(line.option))
                .number("learning rate", 0, line -> range(line.bucket))
                .number("trials", 1, line -> Integer.toString(line.cell.trials()))
                .number(Wording.of(ranking).metric(), 0, line -> value(line.cell));
        if (shares()) table.number("best here", 0, line -> share(line.cell));
        return table.build(caption(), notes());
    }

    private String caption() {
        return "Learning rates tried with each " + GroupWording.name(ranking, grouping);
    }

    private boolean shares() {
        return buckets.cells().stream().anyMatch(cell -> Double.isFinite(cell.share()));
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add("Number of trials: value of the best of them"
                + (shares()
                        ? ", and in how many of a hundred %s the option's best rate lies there."
                                .formatted(grouping.method() == Grouping.Method.MODEL ? "draws" : "resamples")
                        : "."));
        if (ranking.seeds() > 0) notes.add(FrontTable.BRACKETS);
        int more = buckets.options().size() - options;
        if (more > 0) notes.add("%d more options are in report.json.".formatted(more));
        return notes;
    }

    private String range(int bucket) {
        return Figures.number(buckets.edges().get(bucket), 2) + " … "
                + Figures.number(buckets.edges().get(bucket + 1), 2);
    }

    private String cell(RateBuckets.Cell cell) {
        if (!counts(cell)) return Figures.NONE;
        String tried = cell.trials() == 0 ? "not tried" : cell.trials() + ": " + value(cell);
        return share(cell).isEmpty() ? tried : tried + ", " + share(cell);
    }

    private String value(RateBuckets.Cell cell) {
        if (cell.best() != null) return GroupRatesTable.value(ranking, figures, cell.best());
        if (cell.trials() == 0) return Figures.NONE;
        return cell.diverged() == cell.trials()
                ? "diverged"
                : ranking.goals().constraints().isEmpty() ? "none completed" : "none succeeded";
    }

    private static String share(RateBuckets.Cell cell) {
        return cell.share() >= HARDLY ? Figures.decimals(100 * cell.share(), 0) + " %" : "";
    }
}
