// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sextant.studies.report.Findings;
import dev.sextant.studies.report.Table;
import java.io.IOException;
import java.util.List;

/** Tables for scripts, cell by cell as text. */
final class TableData {
    private TableData() {}

    /** Every table, with what names and explains it. */
    static void tables(Fields out, List<Findings.Named> tables) throws IOException {
        JsonGenerator json = out.json();
        json.writeArrayFieldStart("tables");
        for (Findings.Named named : tables) {
            Table table = named.table();
            json.writeStartObject();
            out.text("id", named.id());
            out.text("caption", table.caption());
            columns(out, table);
            rows(out, table);
            out.texts("notes", table.allNotes());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The trials in all, of which the markup has the first alone. */
    static void allTrials(Fields out, Table table) throws IOException {
        out.json().writeObjectFieldStart("allTrials");
        columns(out, table);
        rows(out, table);
        out.json().writeEndObject();
    }

    private static void columns(Fields out, Table table) throws IOException {
        JsonGenerator json = out.json();
        json.writeArrayFieldStart("columns");
        for (Table.Column column : table.columns()) {
            json.writeStartObject();
            out.text("head", column.head());
            out.text("align", column.right() ? "right" : "left");
            json.writeBooleanField("wraps", column.wraps());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void rows(Fields out, Table table) throws IOException {
        JsonGenerator json = out.json();
        json.writeArrayFieldStart("rows");
        for (List<String> row : table.rows()) {
            json.writeStartArray();
            for (String cell : row) json.writeString(Findings.plain(cell));
            json.writeEndArray();
        }
        json.writeEndArray();
    }
}
