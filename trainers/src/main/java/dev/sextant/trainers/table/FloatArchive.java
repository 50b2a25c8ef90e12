// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import dev.sextant.engine.spi.TrainingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * All arrays of an NPZ archive as floats, and one text beside them. Arrays of whole numbers and of booleans are passed
 * over.
 *
 * <p>Memory: what the archive unpacks to, at most twice; more than a limit is refused.
 *
 * @param arrays in the order of the archive
 * @param text null where the archive has no such entry
 */
public record FloatArchive(
        List<FloatArray> arrays, @Nullable String text) {
    private static final String ENDING = ".npy";
    private static final int MOST_ENTRIES = 10_000;

    /** Floats that are read at a time. */
    private static final int PIECE = 1 << 14;

    public FloatArchive {
        arrays = List.copyOf(arrays);
    }

    /**
     * @param name how messages call the archive
     * @param textEntry the entry that is a text, in UTF-8
     * @param limit the most bytes that all entries together may unpack to
     * @throws TrainingException where it is no such archive, or damaged
     */
    public static FloatArchive read(byte[] file, String name, String textEntry, long limit) throws TrainingException {
        List<FloatArray> arrays = new ArrayList<>();
        Set<String> names = new HashSet<>();
        String text = null;
        long left = limit;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            ZipEntry entry;
            while ((entry = zip.getNextEntry()) != null) {
                String called = entry.getName();
                if (names.size() == MOST_ENTRIES || !names.add(called))
                    throw refused(
                            name,
                            names.size() == MOST_ENTRIES
                                    ? "it has more than %d entries".formatted(MOST_ENTRIES)
                                    : "it has two entries " + shortened(called));
                Bytes bytes = new Bytes("", shortened(called), Bytes.Packing.ZIP, zip, left);
                if (called.equals(textEntry)) text = new String(bytes.all(), StandardCharsets.UTF_8);
                else if (called.endsWith(ENDING)) {
                    FloatArray array = array(bytes, called.substring(0, called.length() - ENDING.length()));
                    if (array != null) arrays.add(array);
                }
                bytes.skip();
                left -= bytes.count();
            }
        } catch (IOException failure) {
            throw Bytes.unreadable("", name, Bytes.Packing.ZIP, failure);
        } catch (IllegalArgumentException badName) {
            throw Bytes.unreadable("", name, Bytes.Packing.ZIP, new ZipException("an entry's name is no text"));
        }
        if (names.isEmpty()) throw refused(name, "it is no zip archive, or an empty one");
        checkComplete(file, name, names.size());
        return new FloatArchive(arrays, text);
    }

    /** A zip file ends with a directory that counts its entries; one that was cut between two of them has none. */
    private static void checkComplete(byte[] file, String name, int entries) throws TrainingException {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        for (int at = file.length - 22; at >= Math.max(0, file.length - (1 << 16)); at--)
            if (bytes.getInt(at) == 0x06054B50) {
                int told = bytes.getShort(at + 10) & 0xFFFF;
                if (told != entries && told != 0xFFFF)
                    throw refused(name, "its directory tells of %d entries, it has %d".formatted(told, entries));
                return;
            }
        throw refused(name, "it ends early: a zip archive's directory is missing");
    }

    private static @Nullable FloatArray array(Bytes bytes, String name) throws TrainingException {
        NumberArray head = NpyFile.any(bytes);
        boolean floats =
                head.type() == NumberType.F16 || head.type() == NumberType.F32 || head.type() == NumberType.F64;
        if (!floats) return null;
        long size = 1;
        List<Integer> shape = new ArrayList<>();
        for (long length : head.shape()) {
            if (length > Integer.MAX_VALUE || (length > 0 && size > Integer.MAX_VALUE / length))
                throw new TrainingException(
                        "", "%s is too large: %s".formatted(bytes.name(), head.text()), "save a smaller array");
            size *= length;
            shape.add((int) length);
        }
        float[] values = values(bytes, head, (int) size);
        return new FloatArray(name, shape, head.columnMajor() ? rowMajor(values, shape) : values);
    }

    /** Grows with what is there, whatever the head promises. */
    private static float[] values(Bytes bytes, NumberArray head, int size) throws TrainingException {
        float[] values = new float[Math.min(size, PIECE)];
        byte[] piece = new byte[PIECE * head.type().size()];
        ByteBuffer numbers = ByteBuffer.wrap(piece).order(head.order());
        double[] decoded = new double[PIECE];
        for (int count = 0; count < size; ) {
            int wanted = Math.min(PIECE, size - count);
            int read = bytes.fill(piece, 0, wanted * head.type().size());
            if (read < wanted * head.type().size())
                throw new TrainingException(
                        "", "%s ends early: its shape is %s".formatted(bytes.name(), head.text()), "copy it again");
            head.type().decode(numbers, decoded, wanted);
            if (count + wanted > values.length)
                values = Arrays.copyOf(values, (int) Math.min(size, Math.max(count + wanted, 2L * values.length)));
            for (int i = 0; i < wanted; i++) values[count++] = (float) decoded[i];
        }
        if (bytes.skip() > 0)
            throw new TrainingException(
                    "", "%s has more numbers than its shape, %s".formatted(bytes.name(), head.text()), "save it again");
        return values;
    }

    /** From the order in which the first index varies fastest. */
    private static float[] rowMajor(float[] from, List<Integer> shape) {
        float[] values = new float[from.length];
        int[] index = new int[shape.size()];
        for (float number : from) {
            int at = 0;
            for (int d = 0; d < index.length; d++) at = at * shape.get(d) + index[d];
            values[at] = number;
            for (int d = 0; d < index.length; d++) {
                if (++index[d] < shape.get(d)) break;
                index[d] = 0;
            }
        }
        return values;
    }

    private static TrainingException refused(String name, String found) {
        return new TrainingException("", "%s is no NPZ archive: %s".formatted(name, found), "save it again");
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
