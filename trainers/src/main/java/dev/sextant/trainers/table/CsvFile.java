// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.sextant.engine.spi.TrainingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads CSV as RFC 4180 has it, with one of several separators: double quotes, a header row unless the document says
 * that there is none. Every mistake is told with line and column.
 */
final class CsvFile {
    private static final Pattern RECORD_LINE = Pattern.compile(" \\(record starting at line (\\d+)\\)$");
    private static final Pattern THOUSANDS = Pattern.compile("[+-]?[0-9]{1,3}([.][0-9]{3})+(,[0-9]+)?");
    private static final Pattern COMMA_WITHIN = Pattern.compile("[+-]?[0-9]*,[0-9]+([eE][+-]?[0-9]+)?");

    private final TextFile file;
    private final Source.Csv form;
    private final Limits limits;
    private final Separator separator;

    CsvFile(TextFile file, Source.Csv form, Limits limits) {
        this.file = file;
        this.form = form;
        this.limits = limits;
        separator = form.separator() != null ? form.separator() : Separator.of(file);
    }

    /** @param sha256 of the file as it stands on the disk */
    Table table(String sha256) throws TrainingException {
        List<Column> columns = new ArrayList<>();
        IntList lines = new IntList();
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(separator.character())
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(file.text())) {
            for (CsvRecord fields : records) {
                int line = (int) fields.getStartingLineNumber();
                if (columns.isEmpty()) {
                    header(fields, line, columns);
                    if (form.header()) continue;
                }
                if (fields.getFieldCount() != columns.size()) throw ragged(fields, line, columns.size());
                if (lines.size() == limits.rows())
                    throw new TrainingException(
                            file.path(),
                            "%s has more than %d rows".formatted(file.name(), limits.rows()),
                            "use a sample of its rows");
                if (form.decimalComma()) addCommas(fields, line, columns);
                else for (int i = 0; i < columns.size(); i++) columns.get(i).add(fields.getField(i));
                lines.add(line);
            }
        } catch (CsvParseException broken) {
            throw unreadable(broken);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        if (columns.isEmpty())
            throw new TrainingException(
                    file.path(), "%s is empty".formatted(file.name()), "it needs a header row and rows of data");
        if (lines.size() == 0)
            throw new TrainingException(
                    file.path(), "%s has a header row but no data".formatted(file.name()), "add rows below the header");
        int[] lineOfRow = lines.toArray();
        if (separator != Separator.COMMA && !form.decimalComma()) checkCommas(columns, lineOfRow);
        return new Table(
                file.name(),
                sha256,
                lineOfRow.length,
                columns,
                reading(),
                new TextPlaces(file, lineOfRow, this::place));
    }

    private Map<String, String> reading() {
        Map<String, String> reading = new LinkedHashMap<>();
        if (separator != Separator.COMMA) reading.put("separator", separator.word());
        if (form.decimalComma()) reading.put("decimal", "comma");
        if (!form.header()) reading.put("header", "none");
        if (!file.charset().equals(StandardCharsets.UTF_8))
            reading.put("encoding", file.charset().name());
        return reading;
    }

    private void header(CsvRecord fields, int line, List<Column> columns) throws TrainingException {
        int count = fields.getFieldCount();
        if (count > limits.columns())
            throw new TrainingException(
                    file.path(),
                    "%s has %d columns, at most %d are read".formatted(file.name(), count, limits.columns()),
                    "leave some out");
        if (!form.header()) {
            for (int i = 1; i <= count; i++) columns.add(new Column("column" + i));
            return;
        }
        boolean numbers = true;
        for (String cell : fields.getFields()) numbers &= !Double.isNaN(Column.parse(cell.strip()));
        if (numbers)
            throw new TrainingException(
                    file.path(),
                    "%s:%d:1: the first row holds only numbers, it must hold the columns' names"
                            .formatted(file.name(), line),
                    "write a header row above it, or \"header\": false: the columns are column1, column2, … then");
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String column = fields.getField(i).strip();
            if (column.isEmpty())
                throw new TrainingException(
                        file.path(),
                        "%s: column %d has no name".formatted(place(line, i), i + 1),
                        "name it in the header row; an index that pandas wrote is left out with index=False");
            Integer before = seen.put(column, i + 1);
            if (before != null)
                throw new TrainingException(
                        file.path(),
                        "%s: columns %d and %d are both called \"%s\"".formatted(place(line, i), before, i + 1, column),
                        "give every column a name of its own");
            columns.add(new Column(column));
        }
    }

    /** Adds a row whose numbers have commas where others have points. */
    private void addCommas(CsvRecord fields, int line, List<Column> columns) throws TrainingException {
        for (int i = 0; i < columns.size(); i++) {
            String cell = fields.getField(i);
            String number = cell.strip();
            // 1.234 is rather a thousand and more than one and a bit; 01.02.2030 is a day
            if (number.indexOf('.') >= 0
                    && (!Double.isNaN(Column.parse(number))
                            || THOUSANDS.matcher(number).matches()))
                throw new TrainingException(
                        file.path(),
                        "%s: \"%s\" holds a point, but the decimal mark is a comma".formatted(place(line, i), number),
                        "leave points between thousands out, or leave \"decimal\" out");
            columns.get(i).add(COMMA_WITHIN.matcher(number).matches() ? number.replace(',', '.') : cell);
        }
    }

    /** Numbers with commas within would pass for categories. */
    private void checkCommas(List<Column> columns, int[] lineOfRow) throws TrainingException {
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (column.textual() == 0) continue;
            int row = 0;
            String text;
            while ((text = column.text(row)) == null) row++;
            if (COMMA_WITHIN.matcher(text).matches())
                throw new TrainingException(
                        file.path(),
                        "%s: \"%s\" holds a comma within a number".formatted(place(lineOfRow[row], i), text),
                        "write \"decimal\": \",\" where it is the decimal mark, leave it out between thousands");
        }
    }

    private TrainingException ragged(CsvRecord fields, int line, int columns) {
        int count = fields.getFieldCount();
        String help = count > columns
                ? "put quotes around fields that hold a %s".formatted(separator.word())
                : "fill the row, or delete it";
        if (form.separator() == null && separator != Separator.COMMA)
            help += "; the separator was taken for a %s, \"separator\" says another".formatted(separator.word());
        return new TrainingException(
                file.path(),
                "%s: this row has %d %s, the %s has %d"
                        .formatted(
                                place(line, Math.min(count, columns)),
                                count,
                                count == 1 ? "field" : "fields",
                                form.header() ? "header" : "first",
                                columns),
                help);
    }

    private TrainingException unreadable(CsvParseException broken) {
        String message = String.valueOf(broken.getMessage());
        Matcher matcher = RECORD_LINE.matcher(message);
        if (!matcher.find())
            return new TrainingException(
                    file.path(), "%s: %s".formatted(file.name(), message), "write it as RFC 4180 says");
        int line = Integer.parseInt(matcher.group(1));
        return new TrainingException(
                file.path(),
                "%s: %s%s"
                        .formatted(
                                brokenPlace(line),
                                message.substring(0, 1).toLowerCase(Locale.ROOT),
                                message.substring(1, matcher.start())),
                "a quote within a quoted field is written twice: \"\"");
    }

    /** Where the record's last field begins that a quote opens: the one that cannot be read. */
    private String brokenPlace(int line) {
        String text = file.text();
        int begin = file.start(line);
        int last = begin;
        boolean quoted = false;
        boolean first = true;
        for (int at = begin; at < text.length(); at++) {
            char c = text.charAt(at);
            if (first && c == '"') last = at;
            if (c == '"') quoted = !quoted;
            if (!quoted && (c == '\n' || c == '\r')) break;
            first = !quoted && c == separator.character();
        }
        return file.place(last);
    }

    private String place(int line, int field) {
        int at = start(line, field);
        if (at < 0) at = start(line, Math.max(0, field - 1));
        return file.place(at);
    }

    /** The offset at which a record's field begins, or -1 where the record has fewer. */
    private int start(int line, int field) {
        String text = file.text();
        int at = file.start(line);
        boolean quoted = false;
        for (int left = field; left > 0; at++) {
            if (at >= text.length()) return -1;
            char c = text.charAt(at);
            if (c == '"') quoted = !quoted;
            if (!quoted && (c == '\n' || c == '\r')) return -1;
            if (!quoted && c == separator.character()) left--;
        }
        return at;
    }
}
