// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.problem;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The cells of a gzipped file of comma-separated values with a heading and without quotes.
 *
 * @param columns the heading
 * @param rows one array of cells for each line
 */
record RecordedTable(List<String> columns, List<String[]> rows) {
    static RecordedTable read(Path file) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<String[]> lines = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine())
                lines.add(line.split(",", -1));
            return new RecordedTable(List.of(lines.getFirst()), lines.subList(1, lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the table %s".formatted(file), e);
        }
    }

    /** The rows that have this text in this column. */
    RecordedTable where(String column, String text) {
        int at = columns.indexOf(column);
        return new RecordedTable(
                columns, rows.stream().filter(row -> row[at].equals(text)).toList());
    }

    String[] texts(String column) {
        int at = columns.indexOf(column);
        if (at < 0) throw new IllegalArgumentException("no column %s among %s".formatted(column, columns));
        return rows.stream().map(row -> row[at]).toArray(String[]::new);
    }

    /** The column as numbers; NaN for an empty cell, nan and inf: none of them is a loss. */
    double[] numbers(String column) {
        return Arrays.stream(texts(column)).mapToDouble(RecordedTable::number).toArray();
    }

    private static double number(String cell) {
        return cell.isEmpty() || cell.matches("(?i)-?(nan|inf)") ? Double.NaN : Double.parseDouble(cell);
    }
}
