// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import dev.sextant.engine.spi.TrainingException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The bytes of a file, or of a file within an archive, as they pass by; never more of them than a limit, however small
 * what they were packed into. Every failure is told in words. Threads: confined to one.
 */
final class Bytes {
    /** What the bytes were packed into. */
    enum Packing {
        NONE,
        GZIP,
        ZIP
    }

    private final String path;
    private final String name;
    private final Packing packing;
    private final InputStream stream;
    private final long limit;
    private long count;

    /**
     * @param path where in the document the file is named, for errors
     * @param name how messages call it
     * @param limit the most bytes there may be
     */
    Bytes(String path, String name, Packing packing, InputStream stream, long limit) {
        this.path = path;
        this.name = name;
        this.packing = packing;
        this.stream = stream;
        this.limit = limit;
    }

    String path() {
        return path;
    }

    String name() {
        return name;
    }

    /** How many have passed. */
    long count() {
        return count;
    }

    InputStream stream() {
        return stream;
    }

    /** Fills a part of the array and returns how many bytes there were: fewer than asked for only at the end. */
    int fill(byte[] into, int from, int wanted) throws TrainingException {
        int read;
        try {
            read = stream.readNBytes(into, from, wanted);
        } catch (IOException failure) {
            throw unreadable(path, name, packing, failure);
        }
        count += read;
        if (count > limit) throw tooMany();
        return read;
    }

    /** All that are left. */
    byte[] all() throws TrainingException {
        byte[] all = new byte[1 << 16];
        int size = 0;
        while (true) {
            size += fill(all, size, all.length - size);
            if (size < all.length) return Arrays.copyOf(all, size);
            all = Arrays.copyOf(all, (int) Math.min(2L * size, Integer.MAX_VALUE - 8));
        }
    }

    /** Passes over all that are left and returns how many they were. */
    long skip() throws TrainingException {
        byte[] passed = new byte[1 << 13];
        long before = count;
        while (fill(passed, 0, passed.length) == passed.length) {}
        return count - before;
    }

    private TrainingException tooMany() {
        String unpacked = packing == Packing.NONE ? "" : " unpacked";
        return new TrainingException(
                path,
                "%s has more than %d bytes%s, no more are read".formatted(name, limit, unpacked),
                "use a sample of its rows");
    }

    static TrainingException unreadable(String path, String name, Packing packing, IOException failure) {
        if (packing == Packing.NONE
                || !(failure instanceof EOFException || failure instanceof java.util.zip.ZipException))
            return new TrainingException(
                    path, "%s cannot be read: %s".formatted(name, failure), "check the disk and the permissions");
        String form = packing == Packing.GZIP ? "gzip" : "zip";
        return new TrainingException(
                path,
                failure instanceof EOFException
                        ? "%s ends early: its %s data is cut off".formatted(name, form)
                        : "%s is damaged: its %s data cannot be unpacked (%s)"
                                .formatted(name, form, failure.getMessage()),
                "copy or download it again");
    }
}
