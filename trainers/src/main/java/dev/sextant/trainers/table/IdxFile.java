// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import dev.sextant.engine.spi.TrainingException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The head of an IDX file, the format of MNIST: big-endian,
 *
 * <pre>
 *   0    1    2      3           4          8              4 + 4 n
 *  +----+----+------+-----------+----------+-----~ ~------+---------
 *  | 0  | 0  | type | dims = n  | size 0   |  …  size n−1 | numbers, row-major
 *  +----+----+------+-----------+----------+-----~ ~------+---------
 * </pre>
 *
 * <p>Source: LeCun, Cortes, Burges, "The MNIST database of handwritten digits", file formats.
 */
final class IdxFile {
    private static final int MOST_DIMENSIONS = 8;

    private IdxFile() {}

    static NumberArray head(Bytes file) throws TrainingException {
        byte[] magic = new byte[4];
        if (file.fill(magic, 0, magic.length) < magic.length)
            throw new TrainingException(
                    file.path(),
                    "%s is no IDX file: it has only %d %s"
                            .formatted(file.name(), file.count(), file.count() == 1 ? "byte" : "bytes"),
                    "copy or download it again");
        NumberType type = switch (magic[2]) {
            case 0x08 -> NumberType.U8;
            case 0x09 -> NumberType.I8;
            case 0x0B -> NumberType.I16;
            case 0x0C -> NumberType.I32;
            case 0x0D -> NumberType.F32;
            case 0x0E -> NumberType.F64;
            default -> null;
        };
        int dimensions = magic[3] & 0xFF;
        if (magic[0] != 0 || magic[1] != 0 || type == null || dimensions == 0)
            throw new TrainingException(
                    file.path(),
                    "%s is no IDX file: it begins with %02x %02x %02x %02x"
                            .formatted(file.name(), magic[0], magic[1], magic[2], magic[3]),
                    "it must begin with 00 00, the type (08, 09, 0b, 0c, 0d or 0e) and the number of dimensions,"
                            + " perhaps packed with gzip");
        if (dimensions > MOST_DIMENSIONS)
            throw new TrainingException(
                    file.path(),
                    "%s has %d dimensions, at most %d are read".formatted(file.name(), dimensions, MOST_DIMENSIONS),
                    "reshape it");
        byte[] sizes = new byte[4 * dimensions];
        if (file.fill(sizes, 0, sizes.length) < sizes.length)
            throw new TrainingException(
                    file.path(), "%s ends within its head".formatted(file.name()), "copy or download it again");
        ByteBuffer buffer = ByteBuffer.wrap(sizes);
        long[] shape = new long[dimensions];
        for (int i = 0; i < dimensions; i++) shape[i] = buffer.getInt() & 0xFFFF_FFFFL;
        return new NumberArray(type, ByteOrder.BIG_ENDIAN, shape, false);
    }
}
