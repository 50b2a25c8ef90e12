// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The ranked result as one self-contained page: real tables, readable without its style sheet, in light and dark and on
 * paper; nothing is loaded from elsewhere, nothing runs. Names from the study are shown, never interpreted.
 */
public final class HtmlReport {
    /** More rows than this make a page heavy; the others are in the files. */
    private static final int TRIALS = 1000;

    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1b2330; --soft: #5a6576; --line: #d5dae2; --paper: #ffffff; --band: #f4f6f9; --first: #e6f1ea; --mark: #1d6b45; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --soft: #9ca7b6; --line: #38414e; --paper: #14181e; --band: #1b2129; --first: #1c3127; --mark: #7fd0a5; } }
            * { box-sizing: border-box; }
            body { margin: 0 auto; padding: 2rem 1.25rem 3rem; max-width: 76rem; font: 1rem/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: var(--ink); background: var(--paper); }
            header p { margin: 0; color: var(--soft); }
            h1 { margin: 0 0 1rem; font-size: 1.6rem; line-height: 1.25; overflow-wrap: anywhere; }
            .verdict { margin: 0 0 1.5rem; padding: .8rem 1rem; max-width: 60rem; font-size: 1.15rem; border-left: .3rem solid var(--mark); background: var(--band); overflow-wrap: anywhere; }
            section { margin: 2rem 0; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .92rem; }
            caption { padding: 0 0 .4rem; text-align: left; font-weight: 600; font-size: 1.1rem; white-space: nowrap; }
            th, td { padding: .3rem .5rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); white-space: nowrap; }
            thead th { vertical-align: bottom; color: var(--soft); font-weight: 600; white-space: normal; border-bottom: 2px solid var(--line); }
            tbody th { font-weight: 400; }
            .number { text-align: right; }
            .wraps { white-space: normal; min-width: 12rem; }
            .facts td { white-space: normal; overflow-wrap: anywhere; }
            .ranked tbody tr:first-child > * { background: var(--first); }
            .note { margin: .4rem 0 0; color: var(--soft); font-size: .88rem; max-width: 60rem; }
            li { max-width: 60rem; }
            h2 { font-size: 1.1rem; margin: 0 0 .4rem; }
            @media print { :root { --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --band: #fff; --first: #eee; --mark: #000; } body { max-width: none; padding: 0; font-size: 9pt; } .wide { overflow: visible; } th, td { padding: .15rem .4rem; } tr { break-inside: avoid; } thead { display: table-header-group; } .wraps { min-width: 0; } }
            """;

    private HtmlReport() {}

    /**
     * The page.
     *
     * @param facts where the result comes from (engine, JDK, data's SHA-256 …), shown in the map's order
     */
    public static String write(Ranking ranking, Map<String, String> facts) {
        Wording wording = Wording.of(ranking);
        ResultTables tables = new ResultTables(ranking);
        StringBuilder html = new StringBuilder();
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>")
                .append(escaped(ranking.study()))
                .append(" – Sextant report</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<header>\n<p>Sextant report</p>\n<h1>")
                .append(escaped(ranking.study()))
                .append("</h1>\n</header>\n<main>\n<p class=\"verdict\">")
                .append(escaped(wording.verdict()))
                .append("</p>\n");
        if (!wording.stamp().isEmpty())
            html.append("<p class=\"note\"><strong>")
                    .append(escaped(wording.stamp()))
                    .append("</strong></p>\n");
        List<Table> results = new ArrayList<>();
        Table front = FrontTable.of(ranking, TRIALS);
        if (front != null) results.add(front);
        Table schedules = tables.schedules();
        if (schedules != null) results.add(schedules);
        Table rates = tables.rates();
        if (rates != null) results.add(rates);
        if (!ranking.trials().isEmpty()) results.add(tables.trials(TRIALS));
        for (Table table : results) table(html, table, "ranked");
        html.append("<section>\n<h2>In words</h2>\n<ul>\n");
        for (String sentence : wording.sentences()) item(html, sentence);
        html.append("</ul>\n</section>\n");
        if (!AdviceWording.of(ranking).isEmpty()) {
            html.append("<section>\n<h2>Advice</h2>\n<ul>\n");
            for (String advice : AdviceWording.of(ranking)) item(html, advice);
            html.append("</ul>\n</section>\n");
        }
        if (!facts.isEmpty())
            table(
                    html,
                    new Table.Builder<>(List.copyOf(facts.entrySet()))
                            .text("fact", 0, Map.Entry::getKey)
                            .text("value", 0, Map.Entry::getValue)
                            .build("Where this comes from", List.of()),
                    "facts");
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private static void item(StringBuilder html, String sentence) {
        html.append("<li>").append(escaped(sentence)).append("</li>\n");
    }

    private static void table(StringBuilder html, Table table, String style) {
        html.append("<section>\n<div class=\"wide\">\n<table class=\"")
                .append(style)
                .append("\">\n<caption>")
                .append(escaped(table.caption()))
                .append("</caption>\n<thead>\n<tr>");
        for (Table.Column column : table.columns()) cell(html, "th scope=\"col\"", "th", column, column.head());
        html.append("</tr>\n</thead>\n<tbody>\n");
        for (List<String> row : table.rows()) {
            html.append("<tr>");
            for (int at = 0; at < row.size(); at++)
                cell(
                        html,
                        at == 0 ? "th scope=\"row\"" : "td",
                        at == 0 ? "th" : "td",
                        table.columns().get(at),
                        row.get(at));
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table>\n</div>\n");
        for (String note : table.allNotes())
            html.append("<p class=\"note\">").append(escaped(note)).append("</p>\n");
        html.append("</section>\n");
    }

    private static void cell(StringBuilder html, String open, String close, Table.Column column, String text) {
        html.append('<').append(open);
        if (column.right()) html.append(" class=\"number\"");
        else if (column.wraps()) html.append(" class=\"wraps\"");
        html.append('>').append(escaped(text)).append("</").append(close).append('>');
    }

    /** Text that is only text, in an element or in quotes. */
    static String escaped(String text) {
        return Lines.plain(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
