// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import dev.sextant.engine.spi.TrainingException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The head of an NPY file, versions 1.0, 2.0 and 3.0:
 *
 * <pre>
 *   0                       6       7       8                10 or 12
 *  +-----------------------+-------+-------+----------------+-----------------------------+--------
 *  | 93 'N' 'U' 'M' 'P' 'Y'| major | minor | length, LE,    | Python literal of a dict,   | numbers
 *  |                       |       |       | 2 or 4 bytes   | see {@link NpyHead}         |
 *  +-----------------------+-------+-------+----------------+-----------------------------+--------
 * </pre>
 *
 * <p>Source: NumPy's manual, numpy.lib.format.
 */
final class NpyFile {
    /** NumPy itself refuses heads of more than 10 000 characters. */
    private static final int LONGEST_HEAD = 1 << 16;

    private static final int MOST_DIMENSIONS = 32;
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    private NpyFile() {}

    /** Of an array of at least one dimension. */
    static NumberArray head(Bytes file) throws TrainingException {
        NumberArray array = any(file);
        if (array.shape().length == 0)
            throw new TrainingException(
                    file.path(),
                    "%s holds a single number".formatted(file.name()),
                    "save an array of at least one dimension");
        return array;
    }

    /** Of a single number, too, which has no dimension. */
    static NumberArray any(Bytes file) throws TrainingException {
        byte[] begin = new byte[8];
        int read = file.fill(begin, 0, begin.length);
        for (int i = 0; i < MAGIC.length; i++)
            if (i >= read || begin[i] != MAGIC[i])
                throw new TrainingException(
                        file.path(),
                        "%s is no NPY file: it does not begin with \\x93NUMPY".formatted(file.name()),
                        "save it with numpy.save, or name an archive of arrays with \"npz\"");
        int major = begin[6];
        if (read == begin.length && (major < 1 || major > 3 || begin[7] != 0))
            throw new TrainingException(
                    file.path(),
                    "%s has version %d.%d of the NPY format, 1.0 to 3.0 are read"
                            .formatted(file.name(), major & 0xFF, begin[7] & 0xFF),
                    "save it again with numpy.save");
        byte[] length = new byte[major == 1 ? 2 : 4];
        if (file.fill(length, 0, length.length) < length.length) throw cut(file);
        long size = 0;
        for (int i = length.length - 1; i >= 0; i--) size = size << 8 | (length[i] & 0xFF);
        if (size > LONGEST_HEAD)
            throw new TrainingException(
                    file.path(),
                    "%s has a head of %d bytes, at most %d are read".formatted(file.name(), size, LONGEST_HEAD),
                    "save it again with numpy.save");
        byte[] text = new byte[(int) size];
        if (file.fill(text, 0, text.length) < text.length) throw cut(file);
        NpyHead head = NpyHead.parse(
                file, new String(text, major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
        if (head.shape().length > MOST_DIMENSIONS)
            throw new TrainingException(
                    file.path(),
                    "%s has %d dimensions, at most %d are read"
                            .formatted(file.name(), head.shape().length, MOST_DIMENSIONS),
                    "reshape it");
        ByteOrder order = head.descr().charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new NumberArray(type(file, head.descr()), order, head.shape(), head.fortranOrder());
    }

    private static NumberType type(Bytes file, String descr) throws TrainingException {
        String kind = descr.substring(1);
        boolean ordered = descr.charAt(0) == '<' || descr.charAt(0) == '>';
        boolean single = ordered || descr.charAt(0) == '|';
        NumberType type = switch (kind) {
            case "b1" -> single ? NumberType.BOOL : null;
            case "u1" -> single ? NumberType.U8 : null;
            case "i1" -> single ? NumberType.I8 : null;
            case "u2" -> ordered ? NumberType.U16 : null;
            case "i2" -> ordered ? NumberType.I16 : null;
            case "u4" -> ordered ? NumberType.U32 : null;
            case "i4" -> ordered ? NumberType.I32 : null;
            case "u8" -> ordered ? NumberType.U64 : null;
            case "i8" -> ordered ? NumberType.I64 : null;
            case "f2" -> ordered ? NumberType.F16 : null;
            case "f4" -> ordered ? NumberType.F32 : null;
            case "f8" -> ordered ? NumberType.F64 : null;
            default -> null;
        };
        if (type != null) return type;
        char first = kind.isEmpty() ? ' ' : kind.charAt(0);
        throw new TrainingException(
                file.path(),
                "%s holds %s (dtype \"%s\"), only numbers and booleans are read"
                        .formatted(
                                file.name(),
                                switch (first) {
                                    case 'O' -> "Python objects";
                                    case 'U', 'S' -> "texts";
                                    case 'c' -> "complex numbers";
                                    case 'M', 'm' -> "times";
                                    case 'V' -> "raw bytes";
                                    default -> "an unknown type";
                                },
                                descr),
                first == 'U' || first == 'S'
                        ? "number the classes, with numpy.unique(…, return_inverse=True) for one"
                        : "convert it, with array.astype(\"float64\") for one");
    }

    private static TrainingException cut(Bytes file) {
        return new TrainingException(
                file.path(), "%s ends within its head".formatted(file.name()), "copy or download it again");
    }
}
