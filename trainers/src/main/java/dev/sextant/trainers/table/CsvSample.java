// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import dev.sextant.engine.spi.TrainingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file that nobody has described: how it seems to be written, and its rows; of a large file its beginning and
 * pieces from all over it, so that a file that is sorted is not taken for a constant one.
 *
 * @param form how it is to be read
 * @param whole whether these are all of its rows
 * @param rows about how many it has
 */
public record CsvSample(Table table, Source.Csv form, boolean whole, long rows) {
    /** The key of the document that names the file. */
    public static final String KEY = "data.csv";

    /** Bytes of a file that is looked at as a whole. */
    private static final int HEAD = 8 << 20;

    /** Pieces of a larger file beside its beginning, and bytes of each. */
    private static final int PIECES = 8;

    private static final int PIECE = 1 << 19;

    private static final Pattern COMMA = Pattern.compile("[+-]?[0-9]+,[0-9]+");

    /** @param file from the folder */
    public static CsvSample of(Path folder, String file) throws TrainingException {
        Path path;
        try {
            path = folder.resolve(file).normalize();
        } catch (InvalidPathException notAPath) {
            throw new TrainingException(
                    KEY,
                    "\"%s\" is not a path: %s".formatted(file, notAPath.getReason()),
                    "write the path of a CSV file");
        }
        try (DataFile opened = DataFile.open(KEY, file, "a CSV file", path, Long.MAX_VALUE, Checksum.begin())) {
            byte[] head = new byte[HEAD];
            int read = opened.bytes().fill(head, 0, HEAD);
            head = java.util.Arrays.copyOf(head, read);
            if (read < HEAD) {
                Read whole = new Read(file, head, new byte[0]);
                Table table = whole.table(true);
                return new CsvSample(table, whole.form, true, table.rows());
            }
            // Of a packed file it is not known how long it is before all of it was unpacked.
            long size = opened.packed() ? -1 : size(path);
            byte[] begin = size < 0 ? head : java.util.Arrays.copyOf(head, 2 * PIECE);
            byte[] pieces = size < 0 ? new byte[0] : pieces(head, opened.bytes(), size);
            Read part = new Read(file, upToLine(begin), pieces);
            Table table = part.table(false);
            double share = size < 0 ? 1 : (double) part.bytes / size;
            return new CsvSample(table, part.form, false, Math.round(table.rows() / share));
        }
    }

    private static long size(Path path) throws TrainingException {
        try {
            return Files.size(path);
        } catch (IOException failure) {
            throw new TrainingException(KEY, "%s cannot be read: %s".formatted(path, failure), "check the disk");
        }
    }

    /** Whole lines from evenly spread places. */
    private static byte[] pieces(byte[] head, Bytes rest, long size) throws TrainingException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        byte[] passed = new byte[1 << 16];
        long at = head.length;
        for (int i = 1; i <= PIECES; i++) {
            long wanted = size / (PIECES + 1) * i;
            int read = PIECE;
            if (wanted + PIECE <= head.length) System.arraycopy(head, (int) wanted, piece, 0, PIECE);
            else {
                while (at < wanted) {
                    int step = (int) Math.min(wanted - at, passed.length);
                    if (rest.fill(passed, 0, step) < step) return all.toByteArray();
                    at += step;
                }
                read = rest.fill(piece, 0, PIECE);
                at += read;
            }
            int from = after(piece, 0, read);
            int to = lastLine(piece, read);
            if (from < to) all.write(piece, from, to - from);
        }
        return all.toByteArray();
    }

    private static byte[] upToLine(byte[] head) {
        int end = lastLine(head, head.length);
        return end > 0 ? java.util.Arrays.copyOf(head, end) : head;
    }

    /** Behind the next line feed. */
    private static int after(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\n') at++;
        return Math.min(to, at + 1);
    }

    /** Behind the last line feed; 0 where there is none. */
    private static int lastLine(byte[] bytes, int length) {
        int at = length;
        while (at > 0 && bytes[at - 1] != '\n') at--;
        return at;
    }

    /** One file's bytes on their way to a table. */
    private static final class Read {
        private final String name;
        private final byte[] head;
        private final byte[] pieces;
        private Source.Csv form;
        private long bytes;

        Read(String name, byte[] head, byte[] pieces) {
            this.name = name;
            this.head = head;
            this.pieces = pieces;
            form = new Source.Csv(name);
        }

        Table table(boolean whole) throws TrainingException {
            Charset charset = charset();
            TextFile first = TextFile.decode(KEY, name, whole ? head : clipped(), charset);
            bytes = head.length;
            // Its line feeds were not found as bytes.
            boolean wide = first.charset().name().startsWith("UTF-16");
            form = form(first, charset);
            if (pieces.length > 0 && !wide)
                try {
                    TextFile more = TextFile.decode(KEY, name, pieces, first.charset());
                    Table table = read(new TextFile(KEY, name, first.text() + more.text(), first.charset()));
                    bytes += pieces.length;
                    return table;
                } catch (TrainingException cutWithinQuotes) {
                    // A piece that begins within quotes is no table; the beginning is one, or tells what is wrong.
                    return read(first);
                }
            return read(first);
        }

        private Table read(TextFile text) throws TrainingException {
            return new CsvFile(text, form, Limits.DEFAULT).table("");
        }

        /** An even number of bytes, so that no character of UTF-16 is cut. */
        private byte[] clipped() {
            return java.util.Arrays.copyOf(head, head.length & ~1);
        }

        /** Null where the file says it, or it is UTF-8. */
        private @Nullable Charset charset() {
            String text = new String(head, StandardCharsets.UTF_8);
            boolean marked = head.length > 1 && ((head[0] == -1 && head[1] == -2) || (head[0] == -2 && head[1] == -1));
            if (marked || text.indexOf('\uFFFD') < 0 || text.indexOf('\0') >= 0) return null;
            try {
                TextFile.decode(KEY, name, head, null);
                return null;
            } catch (TrainingException notUtf8) {
                return Charset.forName("windows-1252");
            }
        }

        private Source.Csv form(TextFile text, @Nullable Charset charset) {
            Separator separator = Separator.of(text);
            String[] lines = text.text()
                    .lines()
                    .filter(line -> !line.isBlank())
                    .limit(50)
                    .toArray(String[]::new);
            if (lines.length == 0) return new Source.Csv(name, charset, null, true, false);
            boolean comma = separator != Separator.COMMA && decimalComma(lines, separator);
            return new Source.Csv(name, charset, null, !data(lines[0], separator, comma), comma);
        }

        /** Whether the first row is one of data: only numbers, or many of them with a decimal mark among them. */
        private static boolean data(String line, Separator separator, boolean comma) {
            int numbers = 0;
            boolean fraction = false;
            String[] cells = cells(line, separator);
            for (String cell : cells) {
                String number = comma ? cell.replace(',', '.') : cell;
                if (number.isEmpty() || Double.isNaN(Column.parse(number))) continue;
                numbers++;
                fraction |= number.indexOf('.') >= 0;
            }
            return numbers == cells.length || (fraction && 2 * numbers >= cells.length);
        }

        private static boolean decimalComma(String[] lines, Separator separator) {
            boolean any = false;
            for (String line : lines)
                for (String cell : cells(line, separator)) {
                    any |= COMMA.matcher(cell).matches();
                    if (cell.indexOf('.') >= 0 && !Double.isNaN(Column.parse(cell))) return false;
                }
            return any;
        }

        private static String[] cells(String line, Separator separator) {
            String[] cells = line.split(Pattern.quote(String.valueOf(separator.character())), -1);
            for (int i = 0; i < cells.length; i++) {
                String cell = cells[i].strip();
                boolean quoted = cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"");
                cells[i] = quoted ? cell.substring(1, cell.length() - 1).strip() : cell;
            }
            return cells;
        }
    }

    /** How the document has to name what the file is written in; null where it need not. */
    public @Nullable String encoding() {
        Charset charset = form.encoding();
        return charset == null ? null : charset.name().toLowerCase(Locale.ROOT);
    }
}
