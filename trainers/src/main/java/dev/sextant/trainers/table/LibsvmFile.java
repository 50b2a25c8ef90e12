// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import dev.sextant.engine.spi.TrainingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads LIBSVM's format, {@code label index:value index:value …}: what is not written is 0. Indices may come in any
 * order; they count from 0 where a 0 occurs anywhere, otherwise from 1. Fields are parted by any number of blanks or
 * tabs; what follows a # is a comment.
 *
 * <p>Source: Chang and Lin, LIBSVM's README. Departure: the indices need not ascend.
 */
final class LibsvmFile {
    private final TextFile file;
    private final Limits limits;
    private final Column target = new Column(ArrayTable.TARGET);
    /** Where each row's line begins. */
    private final IntList lines = new IntList();
    /** Where each row's first cell stands in the two lists below; at last, where they end. */
    private final IntList firsts = new IntList();

    private final IntList indices = new IntList();
    private double[] values = new double[64];

    LibsvmFile(TextFile file, Limits limits) {
        this.file = file;
        this.limits = limits;
    }

    /** @param sha256 of the file as it stands on the disk */
    Table table(String sha256) throws TrainingException {
        String text = file.text();
        for (int at = 0; at < text.length(); ) {
            int end = file.end(at);
            int comment = text.indexOf('#', at, end);
            line(at, comment >= 0 ? comment : end);
            at = file.next(end);
        }
        if (lines.size() == 0)
            throw new TrainingException(
                    file.path(), "%s is empty".formatted(file.name()), "it needs rows: label index:value …");
        firsts.add(indices.size());
        int least = Integer.MAX_VALUE;
        int greatest = -1;
        for (int i = 0; i < indices.size(); i++) {
            least = Math.min(least, indices.get(i));
            greatest = Math.max(greatest, indices.get(i));
        }
        if (greatest < 0)
            throw new TrainingException(
                    file.path(), "%s has labels but no values".formatted(file.name()), "write index:value after them");
        int base = least == 0 ? 0 : 1;
        int width = greatest + 1 - base;
        checkSize(width);
        List<Column> columns = dense(width, base);
        columns.add(target);
        int[] lineOfRow = lines.toArray();
        return new Table(
                file.name(),
                sha256,
                lineOfRow.length,
                columns,
                Map.of("indices", base == 0 ? "from 0: x1 has index 0" : "from 1: x1 has index 1"),
                new TextPlaces(file, lineOfRow, (line, column) -> place(line, column == width ? -1 : column + base)));
    }

    private void line(int begin, int end) throws TrainingException {
        String text = file.text();
        int from = token(begin, end);
        if (from == end) return;
        if (lines.size() == limits.rows())
            throw new TrainingException(
                    file.path(),
                    "%s has more than %d rows".formatted(file.name(), limits.rows()),
                    "use a sample of its rows");
        lines.add(begin);
        firsts.add(indices.size());
        int to = tokenEnd(from, end);
        label(from, text.substring(from, to));
        int first = indices.size();
        boolean ascending = true;
        while ((from = token(to, end)) < end) {
            to = tokenEnd(from, end);
            cell(from, to);
            int last = indices.size() - 1;
            ascending &= last == first || indices.get(last - 1) < indices.get(last);
        }
        if (!ascending) checkRepeats(begin, first);
    }

    private void label(int at, String label) throws TrainingException {
        double number = label.indexOf(':') >= 0 ? Double.NaN : Column.parse(label);
        if (Double.isNaN(number))
            throw new TrainingException(
                    file.path(),
                    "%s: the label \"%s\" is not a number".formatted(file.place(at), shortened(label)),
                    label.indexOf(':') >= 0
                            ? "every row begins with its label"
                            : label.indexOf(',') >= 0
                                    ? "a row has one label: several are not learnt at once"
                                    : "number the classes");
        target.add(number);
    }

    private void cell(int from, int to) throws TrainingException {
        String text = file.text();
        int colon = text.indexOf(':', from, to);
        if (colon < 0) throw wrong(from, to, "is not index:value", "write index:value, both numbers, without blanks");
        if (text.startsWith("qid", from) && colon == from + 3)
            throw wrong(from, to, "groups rows for ranking, which is not learnt", "leave the qid out of every row");
        int index = 0;
        for (int i = from; i < colon; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || index > 100_000_000)
                throw wrong(from, to, "has no index", "an index is a whole number from 0 or 1");
            index = index * 10 + digit;
        }
        if (colon == from) throw wrong(from, to, "has no index", "an index is a whole number from 0 or 1");
        double value = Column.parse(text.substring(colon + 1, to));
        if (Double.isNaN(value))
            throw wrong(from, to, "has no number after the colon", "leave a cell out where it is 0");
        if (indices.size() == values.length) values = Arrays.copyOf(values, values.length * 2);
        values[indices.size()] = value;
        indices.add(index);
    }

    private void checkRepeats(int begin, int first) throws TrainingException {
        int[] sorted = indices.copy(first);
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++)
            if (sorted[i] == sorted[i - 1])
                throw new TrainingException(
                        file.path(),
                        "%s: the index %d occurs twice in this row".formatted(file.place(begin), sorted[i]),
                        "write each index once");
    }

    private void checkSize(int width) throws TrainingException {
        if (width > limits.columns())
            throw new TrainingException(
                    file.path(),
                    "%s has indices up to %d, so %d columns; at most %d are read"
                            .formatted(file.name(), width, width, limits.columns()),
                    "every column is held, zeros too: leave some out, or hash the indices into fewer");
        if ((long) width * lines.size() > limits.cells())
            throw new TrainingException(
                    file.path(),
                    "%s has %d rows and %d columns; at most %d cells are read"
                            .formatted(file.name(), lines.size(), width, limits.cells()),
                    "every cell is held, zeros too: use a sample of the rows, or fewer columns");
    }

    private List<Column> dense(int width, int base) {
        int rows = lines.size();
        List<Column> columns = new ArrayList<>();
        for (String name : ArrayTable.names(width)) columns.add(new Column(name, rows));
        int most = Math.clamp((1 << 16) / width, 1, rows);
        double[] piece = new double[most * width];
        for (int row = 0; row < rows; row += most) {
            int count = Math.min(most, rows - row);
            Arrays.fill(piece, 0);
            for (int i = 0; i < count; i++)
                for (int cell = firsts.get(row + i); cell < firsts.get(row + i + 1); cell++)
                    piece[i * width + indices.get(cell) - base] = values[cell];
            for (int j = 0; j < width; j++) columns.get(j).addAll(piece, j, width, count);
        }
        return columns;
    }

    /** Where a cell of a line stands, or where its first would where it is not written; the label where index is −1. */
    private String place(int begin, int index) {
        int end = file.end(begin);
        int label = token(begin, end);
        if (index < 0) return file.place(label);
        String text = file.text();
        for (int from = token(tokenEnd(label, end), end); from < end; from = token(tokenEnd(from, end), end)) {
            int digits = from;
            while (digits < end && text.charAt(digits) == '0' && text.charAt(digits + 1) != ':') digits++;
            if (text.startsWith(index + ":", digits)) return file.place(from);
        }
        return file.place(label);
    }

    private int token(int from, int end) {
        int at = from;
        while (at < end && blank(file.text().charAt(at))) at++;
        return at;
    }

    private int tokenEnd(int from, int end) {
        int at = from;
        while (at < end && !blank(file.text().charAt(at))) at++;
        return at;
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t';
    }

    private TrainingException wrong(int from, int to, String rule, String help) {
        return new TrainingException(
                file.path(),
                "%s: \"%s\" %s"
                        .formatted(file.place(from), shortened(file.text().substring(from, to)), rule),
                help);
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
