// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Baseline;
import dev.sextant.engine.ranking.Comparison.Compared;
import dev.sextant.engine.ranking.Comparison.Relation;
import dev.sextant.engine.ranking.Confirmed;
import dev.sextant.engine.ranking.Interval;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs side by side: a column for each, a row for each thing that is compared. */
final class ComparisonTables {
    /** Settings that differ beyond so many are counted. */
    private static final int SETTINGS = 24;

    private final ComparedRuns compared;

    ComparisonTables(ComparedRuns compared) {
        this.compared = compared;
    }

    /** One row of a table that has a column for each run. */
    private record Row(String head, List<String> cells) {}

    /** What came of these runs, by their places among all. */
    Table results(List<Integer> places) {
        List<Row> rows = new ArrayList<>();
        add(rows, places, "study", run -> run.candidate().ranking().study());
        addAt(rows, places, "state", place -> compared.states().get(place));
        add(rows, places, "rank", ComparisonTables::rank);
        add(
                rows,
                places,
                "objective",
                run -> Naming.words(ranking(run).objective().metric()));
        add(rows, places, "winner's value", ComparisonTables::value);
        add(rows, places, "better than " + first().candidate().name(), this::gain);
        add(rows, places, "better than its default", ComparisonTables::overDefault);
        for (String metric : testMetrics()) add(rows, places, Naming.words(metric), run -> test(run, metric));
        add(rows, places, "winner", run -> winner(run, winner -> "trial " + winner.trial()));
        add(rows, places, "learning rate", run -> winner(run, winner -> Figures.number(winner.rate())));
        add(rows, places, "schedule", run -> winner(run, winner -> winner.schedule() == null ? "" : winner.schedule()));
        addAt(
                rows,
                places,
                "trials",
                place -> ended(place) + "/" + compared.budgets().get(place));
        add(
                rows,
                places,
                "epochs in all",
                run -> Figures.count(ranking(run).counts().allEpochs()));
        if (compared.times() != null) addAt(rows, places, "seconds", place -> Figures.number(compared.seconds(place)));
        rows.removeIf(row -> row.cells().stream().allMatch(cell -> cell.isEmpty() || cell.equals(Figures.NONE)));
        return table("Runs side by side", rows, places, List.of());
    }

    /** In which settings the studies of these runs differ; null where in none. */
    @Nullable
    Table settings(List<Integer> places) {
        if (compared.settings().isEmpty()) return null;
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<String, List<String>> setting : compared.settings().entrySet()) {
            if (rows.size() == SETTINGS) break;
            rows.add(new Row(
                    setting.getKey(),
                    places.stream()
                            .map(place -> setting.getValue().get(place))
                            .map(value -> value.isEmpty() ? Figures.NONE : value)
                            .toList()));
        }
        int more = compared.settings().size() - rows.size();
        return table(
                "In what their studies differ",
                rows,
                places,
                more > 0 ? List.of(more + " more; --format json has them all.") : List.of());
    }

    private Table table(String caption, List<Row> rows, List<Integer> places, List<String> notes) {
        Table.Builder<Row> table = new Table.Builder<>(rows).text("", 0, Row::head);
        for (int i = 0; i < places.size(); i++) {
            int column = i;
            table.text(
                    compared.runs().get(places.get(i)).candidate().name(),
                    0,
                    row -> row.cells().get(column));
        }
        return table.build(caption, notes);
    }

    /** A row whose cells follow from the runs' places. */
    private static void addAt(List<Row> rows, List<Integer> places, String head, Function<Integer, String> cell) {
        rows.add(new Row(head, places.stream().map(cell).toList()));
    }

    private void add(List<Row> rows, List<Integer> places, String head, Function<Compared, String> cell) {
        addAt(rows, places, head, place -> cell.apply(compared.runs().get(place)));
    }

    private Compared first() {
        return compared.runs().getFirst();
    }

    private static Ranking ranking(Compared run) {
        return run.candidate().ranking();
    }

    private static String winner(Compared run, Function<RankedTrial, String> cell) {
        RankedTrial winner = ranking(run).winner();
        return winner == null ? Figures.NONE : cell.apply(winner);
    }

    private int ended(int place) {
        return ranking(compared.runs().get(place)).counts().ended();
    }

    private static String rank(Compared run) {
        if (run.rank() == 0) return "not ranked";
        return run.rank() + (run.tie() == null ? "" : " " + run.tie());
    }

    private static String value(Compared run) {
        RankedTrial winner = ranking(run).winner();
        if (winner == null) return "none";
        Confirmed fresh = winner.confirmed();
        Figures figures = Wording.figures(ranking(run));
        if (fresh == null || fresh.interval().n() == 0) return "(" + figures.column(winner.value()) + ")";
        return interval(fresh.interval(), figures);
    }

    private String gain(Compared run) {
        Interval gain = run.gain();
        return switch (run.relation()) {
            case REFERENCE -> Figures.NONE;
            case NONE -> "cannot be told";
            case PAIRED -> (gain == null ? "" : signed(gain)) + ", paired";
            case UNPAIRED -> (gain == null ? "" : signed(gain)) + ", unpaired";
            case SEARCHED -> gain == null ? "" : "(" + signed(gain) + ")";
        };
    }

    private static String overDefault(Compared run) {
        Baseline baseline = ranking(run).baseline();
        if (baseline == null) return Figures.NONE;
        if (baseline.wins()) return "is the default";
        Baseline.Gain gain = baseline.gain();
        return gain == null ? Figures.NONE : signed(gain.interval());
    }

    private static String interval(Interval interval, Figures figures) {
        return figures.column(interval.mean())
                + (Double.isFinite(interval.half()) ? " ± " + figures.column(interval.half()) : "");
    }

    /** {@code +0.012 ± 0.003}. */
    private static String signed(Interval gain) {
        Figures figures = Figures.like(Double.isFinite(gain.half()) && gain.half() > 0 ? gain.half() : gain.mean());
        return (gain.mean() > 0 ? "+" : "") + interval(gain, figures);
    }

    private Set<String> testMetrics() {
        Set<String> metrics = new TreeSet<>();
        for (Compared run : compared.runs())
            metrics.addAll(ranking(run).test().metrics().keySet());
        return metrics;
    }

    private static String test(Compared run, String metric) {
        Double value = ranking(run).test().metrics().get(metric);
        return value == null ? Figures.NONE : Figures.number(value, 4);
    }

    /** How to read the tables, and why runs are not ranked: a sentence each. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        for (Compared run : compared.runs())
            if (!run.obstacles().isEmpty())
                sentences.add(run.candidate().name() + " is not ranked: " + String.join("; ", run.obstacles()) + ".");
        if (compared.runs().stream().anyMatch(run -> run.tie() != null))
            sentences.add("Runs that share a letter cannot be told apart.");
        for (Relation relation : Relation.values())
            if (compared.runs().stream().anyMatch(run -> run.relation() == relation)) {
                String reading = reading(relation);
                if (!reading.isEmpty()) sentences.add(reading);
            }
        if (compared.comparison().ranks() == null) {
            String missing = RanksTable.missing(compared.runs());
            if (!missing.isEmpty()) sentences.add(missing);
        }
        return sentences;
    }

    private static String reading(Relation relation) {
        return switch (relation) {
            case REFERENCE, NONE -> "";
            case PAIRED ->
                "Paired: replicate by replicate on the same seeds and divisions; ± is half the 95 % interval.";
            case UNPAIRED ->
                "Unpaired: mean against mean, since the runs have no replicates in common; the interval is wider.";
            case SEARCHED -> "In brackets: single values of the search, which are the luckiest of many, not confirmed.";
        };
    }
}
