// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.sextant.engine.spi.TrainingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads CSV as RFC 4180 has it: comma, double quotes, a header row, UTF-8. Every mistake is told with line and column,
 * both counted from 1.
 */
final class CsvFile {
    private static final Pattern RECORD_LINE = Pattern.compile(" \\(record starting at line (\\d+)\\)$");

    private final String path;
    private final String name;
    private final Limits limits;

    /**
     * @param path where in the document the file is named, for errors
     * @param name how messages call the file
     */
    CsvFile(String path, String name, Limits limits) {
        this.path = path;
        this.name = name;
        this.limits = limits;
    }

    Table read(Path file) throws TrainingException {
        if (!Files.exists(file))
            throw new TrainingException(
                    path,
                    "there is no file %s".formatted(file),
                    "paths begin at the study's folder; check the spelling");
        if (Files.isDirectory(file))
            throw new TrainingException(path, "%s is a directory".formatted(file), "name a CSV file in it");
        if (!Files.isRegularFile(file))
            throw new TrainingException(path, "%s is not a regular file".formatted(file), "name a CSV file");
        if (!Files.isReadable(file))
            throw new TrainingException(path, "%s may not be read".formatted(file), "check its permissions");
        try {
            long size = Files.size(file);
            if (size > limits.bytes())
                throw new TrainingException(
                        path,
                        "%s has %d bytes, at most %d are read".formatted(name, size, limits.bytes()),
                        "use a sample of its rows");
            return parse(Files.readAllBytes(file));
        } catch (IOException failure) {
            throw new TrainingException(
                    path, "%s cannot be read: %s".formatted(file, failure), "check the disk and the permissions");
        }
    }

    Table parse(byte[] bytes) throws TrainingException {
        String text = decode(bytes);
        List<Column> columns = new ArrayList<>();
        IntList lines = new IntList();
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            for (CsvRecord fields : records) {
                int line = (int) fields.getStartingLineNumber();
                if (columns.isEmpty()) {
                    header(fields, line, text, columns);
                    continue;
                }
                if (fields.getFieldCount() != columns.size()) throw ragged(fields, line, text, columns.size());
                if (lines.size() == limits.rows())
                    throw new TrainingException(
                            path,
                            "%s has more than %d rows".formatted(name, limits.rows()),
                            "use a sample of its rows");
                for (int i = 0; i < columns.size(); i++) columns.get(i).add(fields.getField(i));
                lines.add(line);
            }
        } catch (CsvParseException broken) {
            throw unreadable(broken, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        if (columns.isEmpty())
            throw new TrainingException(path, "%s is empty".formatted(name), "it needs a header row and rows of data");
        if (lines.size() == 0)
            throw new TrainingException(
                    path, "%s has a header row but no data".formatted(name), "add rows below the header");
        int[] lineOfRow = lines.toArray();
        return new Table(
                name,
                Checksum.of(bytes),
                lineOfRow.length,
                columns,
                (row, column) -> place(text, lineOfRow[row], column));
    }

    private String decode(byte[] bytes) throws TrainingException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        // only text that holds the replacement character can have been malformed
        if (text.indexOf('\uFFFD') >= 0) checkEncoding(bytes);
        if (text.startsWith("\uFEFF")) text = text.substring(1);
        if (text.indexOf('\0') >= 0)
            throw new TrainingException(
                    path, "%s is not a text file: it holds zero bytes".formatted(name), "save it as CSV in UTF-8");
        return text;
    }

    private void checkEncoding(byte[] bytes) throws TrainingException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer decoded = CharBuffer.allocate(bytes.length);
        if (!decoder.decode(ByteBuffer.wrap(bytes), decoded, true).isError()) return;
        String text = decoded.flip().toString();
        int line = 1;
        int start = 0;
        for (int i = 0; i < text.length(); i++)
            if (newline(text, i)) {
                line++;
                start = i + 1;
            }
        throw new TrainingException(
                path,
                "%s:%d:%d: this is not UTF-8 text".formatted(name, line, text.length() - start + 1),
                "save the file as UTF-8");
    }

    private void header(CsvRecord fields, int line, String text, List<Column> columns) throws TrainingException {
        int count = fields.getFieldCount();
        if (count > limits.columns())
            throw new TrainingException(
                    path,
                    "%s has %d columns, at most %d are read".formatted(name, count, limits.columns()),
                    "leave some out");
        boolean numbers = true;
        for (String cell : fields.getFields()) numbers &= !Double.isNaN(Column.parse(cell.strip()));
        if (numbers)
            throw new TrainingException(
                    path,
                    "%s:%d:1: the first row holds only numbers, it must hold the columns' names".formatted(name, line),
                    "write a header row above it");
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String column = fields.getField(i).strip();
            if (column.isEmpty())
                throw new TrainingException(
                        path,
                        "%s: column %d has no name".formatted(place(text, line, i), i + 1),
                        "name it in the header row; an index that pandas wrote is left out with index=False");
            Integer before = seen.put(column, i + 1);
            if (before != null)
                throw new TrainingException(
                        path,
                        "%s: columns %d and %d are both called \"%s\""
                                .formatted(place(text, line, i), before, i + 1, column),
                        "give every column a name of its own");
            columns.add(new Column(column));
        }
    }

    private TrainingException ragged(CsvRecord fields, int line, String text, int columns) {
        int count = fields.getFieldCount();
        return new TrainingException(
                path,
                "%s: this row has %d %s, the header has %d"
                        .formatted(
                                place(text, line, Math.min(count, columns)),
                                count,
                                count == 1 ? "field" : "fields",
                                columns),
                count > columns ? "put quotes around fields that hold a comma" : "fill the row, or delete it");
    }

    private TrainingException unreadable(CsvParseException broken, String text) {
        String message = String.valueOf(broken.getMessage());
        Matcher matcher = RECORD_LINE.matcher(message);
        if (!matcher.find())
            return new TrainingException(path, "%s: %s".formatted(name, message), "write it as RFC 4180 says");
        int line = Integer.parseInt(matcher.group(1));
        return new TrainingException(
                path,
                "%s: %s%s"
                        .formatted(
                                brokenPlace(text, line),
                                message.substring(0, 1).toLowerCase(java.util.Locale.ROOT),
                                message.substring(1, matcher.start())),
                "a quote within a quoted field is written twice: \"\"");
    }

    /** Where the record's last field begins that a quote opens: the one that cannot be read. */
    private String brokenPlace(String text, int line) {
        String place = place(text, line, 0);
        for (int field = 0; ; field++) {
            int at = start(text, line, field);
            if (at < 0) return place;
            if (at < text.length() && text.charAt(at) == '"') place = place(text, line, field);
        }
    }

    private String place(String text, int line, int field) {
        int at = start(text, line, field);
        if (at < 0) at = start(text, line, Math.max(0, field - 1));
        int row = 1;
        int begin = 0;
        for (int i = 0; i < at; i++)
            if (newline(text, i)) {
                row++;
                begin = i + 1;
            }
        return "%s:%d:%d".formatted(name, row, at - begin + 1);
    }

    /** The offset at which a record's field begins, or -1 where the record has fewer. */
    private static int start(String text, int line, int field) {
        int at = 0;
        for (int row = 1; row < line && at < text.length(); at++) if (newline(text, at)) row++;
        boolean quoted = false;
        for (int left = field; left > 0; at++) {
            if (at >= text.length()) return -1;
            char c = text.charAt(at);
            if (c == '"') quoted = !quoted;
            if (!quoted && (c == '\n' || c == '\r')) return -1;
            if (!quoted && c == ',') left--;
        }
        return at;
    }

    private static boolean newline(String text, int at) {
        char c = text.charAt(at);
        return c == '\n' || (c == '\r' && (at + 1 == text.length() || text.charAt(at + 1) != '\n'));
    }

    /** Line numbers, without a box for each. */
    private static final class IntList {
        private int[] items = new int[64];
        private int size;

        void add(int item) {
            if (size == items.length) items = Arrays.copyOf(items, size * 2);
            items[size++] = item;
        }

        int size() {
            return size;
        }

        int[] toArray() {
            return Arrays.copyOf(items, size);
        }
    }
}
