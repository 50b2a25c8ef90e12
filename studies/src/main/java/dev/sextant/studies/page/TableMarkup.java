// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import dev.sextant.studies.report.HtmlText;
import dev.sextant.studies.report.Table;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Tables as markup that is read without scripts and without a style. */
final class TableMarkup {
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
        out.write("\">\n<table>\n<caption>");
        out.write(HtmlText.escaped(table.caption()));
        out.write("</caption>\n<thead>\n<tr>");
        for (Table.Column column : table.columns()) cell(out, "th", "col", column, column.head());
        out.write("</tr>\n</thead>\n<tbody>\n");
        for (List<String> row : table.rows()) {
            out.write("<tr>");
            for (int at = 0; at < row.size(); at++)
                cell(
                        out,
                        at == 0 ? "th" : "td",
                        at == 0 ? "row" : "",
                        table.columns().get(at),
                        row.get(at));
            out.write("</tr>\n");
        }
        out.write("</tbody>\n</table>\n</div>\n");
        for (String note : table.allNotes()) {
            out.write("<p class=\"note\">");
            out.write(HtmlText.escaped(note));
            out.write("</p>\n");
        }
        out.write("</section>\n");
    }

    /** @param scope empty for a cell that is nobody's head */
    private static void cell(Writer out, String tag, String scope, Table.Column column, String text)
            throws IOException {
        out.write('<');
        out.write(tag);
        if (!scope.isEmpty()) out.write(" scope=\"" + scope + "\"");
        if (column.right()) out.write(" class=\"number\"");
        else if (column.wraps()) out.write(" class=\"wraps\"");
        out.write('>');
        out.write(HtmlText.escaped(text));
        out.write("</");
        out.write(tag);
        out.write('>');
    }
}
