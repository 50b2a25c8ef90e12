// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import dev.sextant.studies.report.HtmlText;
import dev.sextant.studies.report.Table;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * Tables as markup that is read without scripts and without a style. End tags of cells and rows, which HTML lets one
 * leave out, are left out of the body: they would be a fifth of it.
 */
final class TableMarkup {
    /** Of further columns nothing is said. */
    private static final int STYLED = 24;

    private TableMarkup() {}

    /**
     * A section with the table and its notes.
     *
     * @param id the table's, for scripts and links
     */
    static void write(Writer out, String id, Table table) throws IOException {
        out.write("<section id=\"" + id + "\" class=\"table\" data-table=\"" + id + "\">\n");
        out.write("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"");
        out.write(HtmlText.escaped(table.caption()));
        out.write("\">\n<table class=\"" + sides(table) + "\">\n<caption>");
        out.write(HtmlText.escaped(table.caption()));
        out.write("</caption>\n<thead>\n<tr>");
        for (Table.Column column : table.columns()) {
            out.write("<th scope=\"col\"");
            out.write(column.right() ? " class=\"number\">" : column.wraps() ? " class=\"wraps\">" : ">");
            out.write(HtmlText.escaped(column.head()));
            out.write("</th>");
        }
        out.write("</tr>\n</thead>\n<tbody>\n");
        for (List<String> row : table.rows()) {
            out.write("<tr>");
            for (int at = 0; at < row.size(); at++) {
                out.write(at == 0 ? "<th scope=\"row\">" : "<td>");
                out.write(HtmlText.escaped(row.get(at)));
            }
            out.write('\n');
        }
        out.write("</tbody>\n</table>\n</div>\n");
        for (String note : table.allNotes()) {
            out.write("<p class=\"note\">");
            out.write(HtmlText.escaped(note));
            out.write("</p>\n");
        }
        out.write("</section>\n");
    }

    /** Which columns are numbers and which may be broken into lines: {@code r1 r3 w9}, columns counted from 1. */
    private static String sides(Table table) {
        StringBuilder classes = new StringBuilder();
        for (int at = 0; at < Math.min(table.columns().size(), STYLED); at++) {
            Table.Column column = table.columns().get(at);
            if (!column.right() && !column.wraps()) continue;
            classes.append(classes.isEmpty() ? "" : " ")
                    .append(column.right() ? "r" : "w")
                    .append(at + 1);
        }
        return classes.toString();
    }

    /** What these classes mean, so that it need not be said of every cell. */
    static String style() {
        StringBuilder style = new StringBuilder();
        for (int at = 1; at <= STYLED; at++)
            style.append(".r%1$d tr>:nth-child(%1$d){text-align:right}\n".formatted(at))
                    .append(".w%1$d tr>:nth-child(%1$d){white-space:normal;min-width:12rem}\n".formatted(at));
        return style.toString();
    }
}
