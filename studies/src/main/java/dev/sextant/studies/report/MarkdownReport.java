// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The ranked result as Markdown with GitHub's tables. Names from the study are shown, never interpreted. */
public final class MarkdownReport {
    /** Trials shown; the others are in the files. */
    private static final int TRIALS = 20;

    private MarkdownReport() {}

    public static String write(Ranking ranking) {
        return write(ranking, Map.of());
    }

    /** @param facts where the result comes from (engine, JDK, data's SHA-256 …), shown in the map's order */
    public static String write(Ranking ranking, Map<String, String> facts) {
        Wording wording = Wording.of(ranking);
        ResultTables tables = new ResultTables(ranking);
        List<String> blocks = new ArrayList<>();
        blocks.add("# " + escaped(Naming.brief(ranking.study())));
        blocks.add("**" + escaped(wording.verdict()) + "**");
        if (!wording.stamp().isEmpty()) blocks.add("**" + escaped(wording.stamp()) + "**");
        for (GroupFindings group : GroupFindings.of(ranking)) {
            blocks.add("## By " + escaped(group.name()));
            blocks.add(group.sentences().stream()
                    .map(sentence -> "- " + escaped(sentence))
                    .collect(Collectors.joining("\n")));
            for (Table one : group.tables()) blocks.add("#" + table(one));
        }
        Table front = FrontTable.of(ranking, TRIALS);
        if (front != null) blocks.add(table(front));
        Table schedules = tables.schedules();
        if (schedules != null) blocks.add(table(schedules));
        Table rates = tables.rates();
        if (rates != null) blocks.add(table(rates));
        Table matrix = tables.matrix();
        if (matrix != null) blocks.add(table(matrix));
        if (!ranking.trials().isEmpty()) blocks.add(table(tables.trials(TRIALS)));
        blocks.add(wording.sentences().stream()
                .map(sentence -> "- " + escaped(sentence))
                .collect(Collectors.joining("\n", "## In words\n\n", "")));
        if (!AdviceWording.of(ranking).isEmpty())
            blocks.add(AdviceWording.of(ranking).stream()
                    .map(advice -> "- " + escaped(advice))
                    .collect(Collectors.joining("\n", "## Advice\n\n", "")));
        if (!facts.isEmpty())
            blocks.add(table(new Table.Builder<>(List.copyOf(facts.entrySet()))
                    .text("fact", 0, Map.Entry::getKey)
                    .text("value", 0, Map.Entry::getValue)
                    .build("Where this comes from", List.of())));
        return String.join("\n\n", blocks) + "\n";
    }

    static String table(Table table) {
        List<String> lines = new ArrayList<>(List.of("## " + escaped(table.caption()), ""));
        lines.add(row(table.columns().stream().map(Table.Column::head).toList()));
        lines.add(table.columns().stream()
                .map(column -> column.right() ? "---:" : "---")
                .collect(Collectors.joining(" | ", "| ", " |")));
        for (List<String> row : table.rows()) lines.add(row(row));
        for (String note : table.allNotes()) lines.addAll(List.of("", escaped(note)));
        return String.join("\n", lines);
    }

    private static String row(List<String> cells) {
        return cells.stream().map(MarkdownReport::escaped).collect(Collectors.joining(" | ", "| ", " |"));
    }

    /** On one line, with a backslash before everything that Markdown would act on. */
    static String escaped(String text) {
        return Lines.plain(text)
                .strip()
                .replaceAll("([\\\\`*_<>|~#]|\\](?=\\())", "\\\\$1")
                .replace("&", "&amp;");
    }
}
