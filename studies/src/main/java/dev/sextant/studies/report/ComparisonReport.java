// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.ranking.AverageRanks;
import dev.sextant.engine.ranking.Baseline;
import dev.sextant.engine.ranking.Comparison.Compared;
import dev.sextant.engine.ranking.Confirmed;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Several runs side by side: for people, as Markdown, JSON and CSV. A function of its argument alone. */
public final class ComparisonReport {
    /** A column narrower than this says nothing; runs beyond the width stand in a second table. */
    private static final int COLUMN = 22;

    private static final int HEADS = 26;

    private static final List<String> CSV = List.of(
            "run",
            "study",
            "state",
            "rank",
            "tie",
            "objective",
            "value",
            "low",
            "high",
            "n",
            "relation",
            "gain",
            "gainLow",
            "gainHigh",
            "obstacles",
            "gainOverDefault",
            "testLoss",
            "testAccuracy",
            "testR2",
            "trial",
            "learningRate",
            "schedule",
            "trials",
            "budget",
            "epochs",
            "seconds");

    private ComparisonReport() {}

    /** @param columns width of the terminal */
    public static String text(ComparedRuns compared, int columns) {
        ComparisonTables tables = new ComparisonTables(compared);
        List<String> lines = new ArrayList<>();
        List<Integer> all = IntStream.range(0, compared.runs().size()).boxed().toList();
        int beside = Math.max(1, (columns - HEADS) / COLUMN);
        for (int from = 0; from < all.size(); from += beside) {
            List<Integer> places = all.subList(from, Math.min(all.size(), from + beside));
            if (from > 0) lines.add("");
            lines.addAll(Lines.table(tables.results(places), columns, columns));
        }
        for (int from = 0; from < all.size(); from += beside) {
            Table settings = tables.settings(all.subList(from, Math.min(all.size(), from + beside)));
            if (settings == null) continue;
            lines.add("");
            lines.addAll(Lines.table(settings, columns, columns));
        }
        lines.add("");
        if (compared.settings().isEmpty()) lines.add("Their studies are the same.");
        for (String sentence : tables.sentences()) lines.addAll(Lines.wrap(sentence, Math.min(columns, 100), 2));
        AverageRanks ranks = compared.comparison().ranks();
        if (ranks != null) {
            lines.add("");
            lines.addAll(Lines.table(RanksTable.of(ranks), columns, Math.min(columns, 100)));
            for (String sentence : RanksTable.sentences(ranks))
                lines.addAll(Lines.wrap(sentence, Math.min(columns, 100), 2));
        }
        return String.join("\n", lines) + "\n";
    }

    public static String markdown(ComparedRuns compared) {
        ComparisonTables tables = new ComparisonTables(compared);
        List<Integer> all = IntStream.range(0, compared.runs().size()).boxed().toList();
        List<String> blocks = new ArrayList<>(List.of(MarkdownReport.table(tables.results(all))));
        Table settings = tables.settings(all);
        blocks.add(settings == null ? "Their studies are the same." : MarkdownReport.table(settings));
        for (String sentence : tables.sentences()) blocks.add(MarkdownReport.escaped(sentence));
        AverageRanks ranks = compared.comparison().ranks();
        if (ranks != null) {
            blocks.add(MarkdownReport.table(RanksTable.of(ranks)));
            for (String sentence : RanksTable.sentences(ranks)) blocks.add(MarkdownReport.escaped(sentence));
        }
        return String.join("\n\n", blocks) + "\n";
    }

    /** What there is not is null. */
    public static String json(ComparedRuns compared) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode runs = json.putArray("runs");
        for (int i = 0; i < compared.runs().size(); i++) run(runs.addObject(), compared, i);
        ArrayNode settings = json.putArray("settings");
        compared.settings().forEach((key, values) -> {
            ArrayNode written = settings.addObject().put("key", key).putArray("values");
            values.forEach(value -> {
                if (value.isEmpty()) written.addNull();
                else written.add(value);
            });
        });
        AverageRanks ranks = compared.comparison().ranks();
        if (ranks == null) json.putNull("overDatasets");
        else RanksTable.json(json.putObject("overDatasets"), ranks);
        return json.toPrettyString() + "\n";
    }

    private static void run(ObjectNode json, ComparedRuns compared, int place) {
        Compared run = compared.runs().get(place);
        Ranking ranking = run.candidate().ranking();
        RankedTrial winner = ranking.winner();
        json.put("run", run.candidate().name());
        json.put("study", ranking.study());
        json.put("state", compared.states().get(place));
        if (run.rank() > 0) json.put("rank", run.rank());
        else json.putNull("rank");
        json.put("tie", run.tie());
        ArrayNode obstacles = json.putArray("obstacles");
        run.obstacles().forEach(obstacles::add);
        GoalsJson.objective(json.putObject("objective"), ranking.objective());
        JsonReport.number(json, "searchValue", winner == null ? Double.NaN : winner.value());
        Confirmed fresh = winner == null ? null : winner.confirmed();
        if (fresh == null) json.putNull("confirmed");
        else json.set("confirmed", JsonReport.interval(fresh.interval()));
        json.put("relation", run.relation().name().toLowerCase(Locale.ROOT));
        if (run.gain() == null) json.putNull("gain");
        else json.set("gain", JsonReport.interval(run.gain()));
        Baseline baseline = ranking.baseline();
        Baseline.Gain gain = baseline == null ? null : baseline.gain();
        if (gain == null) json.putNull("gainOverDefault");
        else json.set("gainOverDefault", JsonReport.interval(gain.interval()));
        ObjectNode test = json.putObject("test");
        ranking.test().metrics().forEach((name, value) -> JsonReport.number(test, name, value));
        if (winner == null) json.putNull("winner");
        else json.put("winner", winner.trial());
        JsonReport.number(json, "learningRate", winner == null ? Double.NaN : winner.rate());
        json.put("schedule", winner == null ? null : winner.schedule());
        json.put("trials", ranking.counts().ended());
        json.put("budget", compared.budgets().get(place));
        json.put("epochs", ranking.counts().allEpochs());
        json.put("reproducible", ranking.reproducible());
        if (compared.times() != null) JsonReport.number(json, "seconds", compared.seconds(place));
    }

    /** RFC 4180, as {@link CsvReport}: a line a run. */
    public static String csv(ComparedRuns compared) {
        StringBuilder csv = new StringBuilder();
        boolean timed = compared.times() != null;
        CsvReport.line(csv, timed ? CSV : CSV.subList(0, CSV.size() - 1));
        for (int i = 0; i < compared.runs().size(); i++) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            run(json, compared, i);
            List<String> row = new ArrayList<>();
            for (String pointer : List.of(
                    "/run",
                    "/study",
                    "/state",
                    "/rank",
                    "/tie",
                    "/objective/metric",
                    "/confirmed/mean",
                    "/confirmed/low",
                    "/confirmed/high",
                    "/confirmed/n",
                    "/relation",
                    "/gain/mean",
                    "/gain/low",
                    "/gain/high",
                    "",
                    "/gainOverDefault/mean",
                    "/test/testLoss",
                    "/test/testAccuracy",
                    "/test/testR2",
                    "/winner",
                    "/learningRate",
                    "/schedule",
                    "/trials",
                    "/budget",
                    "/epochs"))
                row.add(
                        pointer.isEmpty()
                                ? CsvReport.text(
                                        String.join("; ", compared.runs().get(i).obstacles()))
                                : cell(json, pointer));
            if (json.path("confirmed").isNull()) row.set(6, cell(json, "/searchValue"));
            if (timed) row.add(cell(json, "/seconds"));
            CsvReport.line(csv, row);
        }
        return csv.toString();
    }

    private static String cell(ObjectNode json, String pointer) {
        var value = json.at(pointer);
        if (value.isMissingNode() || value.isNull()) return "";
        return value.isTextual() ? CsvReport.text(value.textValue()) : value.asText();
    }
}
