// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Several runs in a list: for people, as JSON, as CSV. */
public final class RunListReport {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    /** A winner is told by as many of its parameters as a glance takes in. */
    private static final int PARAMETERS = 4;

    private static final List<String> HEADS = List.of(
            "run",
            "begun",
            "state",
            "study",
            "searcher",
            "ended",
            "trials",
            "metric",
            "best",
            "confirmed",
            "winner",
            "parameters",
            "problem");

    private RunListReport() {}

    /**
     * A table, a line a run, each ended by a newline; nothing where there are none.
     *
     * @param columns width of the terminal
     * @param zone in which people read the time
     */
    public static String text(List<RunLine> runs, int columns, ZoneId zone) {
        if (runs.isEmpty()) return "";
        Table table = new Table.Builder<>(runs)
                .text("run", 0, RunLine::name)
                .text("begun", 0, run -> MINUTES.format(run.begun().atZone(zone)))
                .text("state", 0, run -> run.state().words())
                .text("searcher", 1, RunLine::searcher)
                .number("trials", 0, RunListReport::trials)
                .number("best", 0, RunListReport::best)
                .text("winner", 0, RunListReport::winner)
                .build(Figures.count(runs.size()) + (runs.size() == 1 ? " run" : " runs"), List.of());
        return String.join("\n", Lines.table(table, columns, columns)) + "\n";
    }

    private static String trials(RunLine run) {
        if (run.ended() < 0) return Figures.NONE;
        return run.ended() + (run.budget() < 0 ? "" : "/" + run.budget());
    }

    private static String best(RunLine run) {
        return Figures.number(run.best(), 4);
    }

    private static String winner(RunLine run) {
        if (!run.problem().isEmpty()) return run.problem();
        if (run.trial() < 0) return "";
        if (run.parameters().isEmpty()) return "trial " + run.trial();
        List<String> words = new ArrayList<>();
        for (Map.Entry<String, String> parameter : run.parameters().entrySet()) {
            if (words.size() == PARAMETERS) {
                words.add("…");
                break;
            }
            String path = parameter.getKey();
            words.add(path.substring(path.lastIndexOf('.') + 1) + " " + parameter.getValue());
        }
        return String.join(", ", words);
    }

    /** An array with an object a run; what there is not is null. */
    public static String json(List<RunLine> runs) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (RunLine run : runs) {
            ObjectNode one = list.addObject();
            one.put("run", run.name());
            one.put("begun", run.begun().toString());
            one.put("state", run.state().words());
            text(one, "study", run.study());
            text(one, "searcher", run.searcher());
            count(one, "ended", run.ended());
            count(one, "trials", run.budget());
            text(one, "metric", run.metric());
            JsonReport.number(one, "best", run.best());
            one.put("confirmed", run.confirmed());
            count(one, "winner", run.trial());
            ObjectNode parameters = one.putObject("parameters");
            run.parameters().forEach(parameters::put);
            text(one, "problem", run.problem());
        }
        return list.toPrettyString() + "\n";
    }

    private static void text(ObjectNode json, String key, String text) {
        if (text.isEmpty()) json.putNull(key);
        else json.put(key, text);
    }

    private static void count(ObjectNode json, String key, long count) {
        if (count < 0) json.putNull(key);
        else json.put(key, count);
    }

    /** RFC 4180, as {@link CsvReport}. */
    public static String csv(List<RunLine> runs) {
        StringBuilder csv = new StringBuilder();
        CsvReport.line(csv, HEADS);
        for (RunLine run : runs)
            CsvReport.line(
                    csv,
                    List.of(
                            CsvReport.text(run.name()),
                            run.begun().toString(),
                            run.state().words(),
                            CsvReport.text(run.study()),
                            run.searcher(),
                            count(run.ended()),
                            count(run.budget()),
                            run.metric(),
                            CsvReport.number(run.best()),
                            Boolean.toString(run.confirmed()),
                            count(run.trial()),
                            CsvReport.text(winner(run)),
                            CsvReport.text(run.problem())));
        return csv.toString();
    }

    private static String count(long count) {
        return count < 0 ? "" : Long.toString(count);
    }
}
