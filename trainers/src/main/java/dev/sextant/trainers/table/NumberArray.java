// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import dev.sextant.engine.spi.TrainingException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The body of a binary file: an array of numbers of any dimensions. The first one counts the rows; the others together
 * the columns, in row-major order of their indices whatever the order in the file.
 *
 * <p>Memory: the columns in the narrowest form that holds them, and a piece of the file; a shape that promises more
 * than the file holds costs no more than what it holds.
 *
 * @param shape at least one dimension; none negative
 * @param columnMajor whether the first index varies fastest in the file
 */
record NumberArray(NumberType type, ByteOrder order, long[] shape, boolean columnMajor) {
    /** Numbers that are read at a time. */
    private static final int PIECE = 1 << 16;

    long rows() {
        return shape[0];
    }

    /** Columns, perhaps more than a long holds: then the largest long. */
    long columns() {
        long product = 1;
        for (int i = 1; i < shape.length; i++) {
            if (shape[i] == 0) return 0;
            product = product > Long.MAX_VALUE / shape[i] ? Long.MAX_VALUE : product * shape[i];
        }
        return product;
    }

    /** The dimensions of a row, where it has two or more; otherwise it is columns, and this is empty. */
    List<Integer> rowShape() {
        if (shape.length < 3) return List.of();
        return Arrays.stream(shape).skip(1).mapToObj(Math::toIntExact).toList();
    }

    /** For messages: {@code 60000×28×28 u8}. */
    String text() {
        return Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining("×")) + " " + type.word();
    }

    /** Refuses what is empty or larger than the limits. */
    void check(Bytes file, Limits limits) throws TrainingException {
        if (rows() == 0 || columns() == 0)
            throw new TrainingException(
                    file.path(),
                    "%s holds no numbers: its shape is %s".formatted(file.name(), text()),
                    "it needs rows and columns");
        if (rows() > limits.rows())
            throw new TrainingException(
                    file.path(),
                    "%s has %d rows, at most %d are read".formatted(file.name(), rows(), limits.rows()),
                    "use a sample of its rows");
        if (columns() > limits.columns())
            throw new TrainingException(
                    file.path(),
                    "%s has %s columns (%s), at most %d are read"
                            .formatted(
                                    file.name(),
                                    columns() == Long.MAX_VALUE ? "far too many" : columns(),
                                    text(),
                                    limits.columns()),
                    "leave some out");
        if (rows() * columns() > limits.cells())
            throw new TrainingException(
                    file.path(),
                    "%s has %d numbers (%s), at most %d are read"
                            .formatted(file.name(), rows() * columns(), text(), limits.cells()),
                    "use a sample of its rows");
    }

    /**
     * Reads all numbers, and refuses a file that has fewer or more of them.
     *
     * @param names of the columns
     */
    List<Column> read(Bytes file, List<String> names) throws TrainingException {
        int rows = (int) rows();
        List<Column> columns = new ArrayList<>();
        for (String name : names) columns.add(new Column(name, rows));
        if (columnMajor) {
            int[] order = fileOrder();
            for (int column : order) readColumn(file, columns.get(column), rows);
        } else {
            readRows(file, columns, rows);
        }
        long more = file.skip();
        if (more > 0)
            throw new TrainingException(
                    file.path(),
                    "%s has %d %s after its last number: its shape is %s"
                            .formatted(file.name(), more, more == 1 ? "byte" : "bytes", text()),
                    "write the file again; its header and its body do not fit together");
        return columns;
    }

    private void readRows(Bytes file, List<Column> columns, int rows) throws TrainingException {
        int width = columns.size();
        int most = Math.clamp(PIECE / width, 1, rows);
        double[] numbers = new double[most * width];
        byte[] piece = new byte[numbers.length * type.size()];
        ByteBuffer bytes = ByteBuffer.wrap(piece).order(order);
        for (int row = 0; row < rows; row += most) {
            int count = Math.min(most, rows - row);
            long first = (long) row * width;
            int read = fill(file, piece, count * width, first);
            type.decode(bytes, numbers, read);
            int wrong = type.inexact(numbers, read);
            if (wrong >= 0) throw inexact(file, row + wrong / width, columns.get(wrong % width));
            for (int j = 0; j < width; j++) columns.get(j).addAll(numbers, j, width, count);
        }
    }

    private void readColumn(Bytes file, Column column, int rows) throws TrainingException {
        double[] numbers = new double[Math.min(rows, PIECE)];
        byte[] piece = new byte[numbers.length * type.size()];
        ByteBuffer bytes = ByteBuffer.wrap(piece).order(order);
        for (int row = 0; row < rows; row += numbers.length) {
            int count = fill(file, piece, Math.min(numbers.length, rows - row), -1);
            type.decode(bytes, numbers, count);
            int wrong = type.inexact(numbers, count);
            if (wrong >= 0) throw inexact(file, row + wrong, column);
            column.addAll(numbers, 0, 1, count);
        }
    }

    private int fill(Bytes file, byte[] piece, int count, long first) throws TrainingException {
        int wanted = count * type.size();
        int read = file.fill(piece, 0, wanted);
        if (read == wanted) return count;
        String place = first < 0 ? "" : ", in row %d".formatted((first + read / type.size()) / columns() + 1);
        throw new TrainingException(
                file.path(),
                "%s ends early%s: its shape is %s".formatted(file.name(), place, text()),
                "copy or download it again");
    }

    private TrainingException inexact(Bytes file, int row, Column column) {
        return new TrainingException(
                file.path(),
                "%s, row %d: column %s holds a whole number of 2^53 or more, which may be rounded"
                        .formatted(file.name(), row + 1, column.name()),
                "save it as float64 where rounding does no harm");
    }

    /** The columns, by their row-major numbers, in the order in which a column-major file has them. */
    private int[] fileOrder() {
        int[] order = new int[(int) columns()];
        int[] index = new int[shape.length];
        for (int i = 0; i < order.length; i++) {
            int column = 0;
            for (int d = 1; d < shape.length; d++) column = column * (int) shape[d] + index[d];
            order[i] = column;
            for (int d = 1; d < shape.length; d++) {
                if (++index[d] < shape[d]) break;
                index[d] = 0;
            }
        }
        return order;
    }
}
