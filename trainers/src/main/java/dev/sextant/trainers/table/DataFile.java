// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import dev.sextant.engine.spi.TrainingException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.zip.GZIPInputStream;

/**
 * A file that is read once, from its beginning to its end: checked to be one, measured, hashed as it stands on the
 * disk, unpacked where it is gzip, told by its first two bytes. Close it. Threads: confined to one.
 */
final class DataFile implements AutoCloseable {
    private static final int GZIP = 0x8B1F;

    private final String path;
    private final String name;
    private final Disk disk;
    private final boolean packed;
    private final Bytes bytes;

    /** The bytes as they stand on the disk. */
    private static final class Disk extends FilterInputStream {
        private final MessageDigest digest;
        private final byte[] ahead = new byte[2];
        private int aheadCount;
        private int aheadUsed;

        Disk(InputStream file, MessageDigest digest) throws IOException {
            super(file);
            this.digest = digest;
            aheadCount = file.readNBytes(ahead, 0, ahead.length);
            digest.update(ahead, 0, aheadCount);
        }

        int magic() {
            return aheadCount < 2 ? -1 : (ahead[0] & 0xFF) | (ahead[1] & 0xFF) << 8;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            if (count == 0) return 0;
            if (aheadUsed < aheadCount) {
                int given = Math.min(count, aheadCount - aheadUsed);
                System.arraycopy(ahead, aheadUsed, into, from, given);
                aheadUsed += given;
                return given;
            }
            int read = in.read(into, from, count);
            if (read > 0) digest.update(into, from, read);
            return read;
        }

        @Override
        public long skip(long count) throws IOException {
            long left = count;
            byte[] passed = new byte[(int) Math.min(8192, Math.max(count, 0))];
            while (left > 0) {
                int read = read(passed, 0, (int) Math.min(left, passed.length));
                if (read < 0) break;
                left -= read;
            }
            return count - left;
        }

        @Override
        public int available() throws IOException {
            return aheadCount - aheadUsed + in.available();
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }

    /**
     * @param path where in the document the file is named, for errors
     * @param name how messages call the file
     * @param limit the most bytes that are read of it, packed and unpacked
     * @param digest takes the bytes as they stand on the disk
     */
    DataFile(String path, String name, InputStream stream, long limit, MessageDigest digest) throws TrainingException {
        this.path = path;
        this.name = name;
        try {
            disk = new Disk(stream, digest);
            packed = disk.magic() == GZIP;
            // the disk's own bytes are bounded too: a file may grow while it is read
            bytes = packed
                    ? new Bytes(path, name, Bytes.Packing.GZIP, new GZIPInputStream(disk, 1 << 16), limit)
                    : new Bytes(path, name, Bytes.Packing.NONE, disk, limit);
        } catch (IOException failure) {
            throw Bytes.unreadable(path, name, Bytes.Packing.GZIP, failure);
        }
    }

    /** @param kind what the file should be, for the way out: {@code a CSV file} */
    static DataFile open(String path, String name, String kind, Path file, long limit, MessageDigest digest)
            throws TrainingException {
        if (!Files.exists(file))
            throw new TrainingException(path, "there is no file %s".formatted(file), MissingFile.help(file));
        if (Files.isDirectory(file))
            throw new TrainingException(path, "%s is a directory".formatted(file), "name %s in it".formatted(kind));
        // a pipe would be waited for, a device never ends
        if (!Files.isRegularFile(file))
            throw new TrainingException(path, "%s is not a regular file".formatted(file), "name %s".formatted(kind));
        if (!Files.isReadable(file))
            throw new TrainingException(path, "%s may not be read".formatted(file), "check its permissions");
        try {
            long size = Files.size(file);
            if (size > limit)
                throw new TrainingException(
                        path,
                        "%s has %d bytes, at most %d are read".formatted(name, size, limit),
                        "use a sample of its rows");
            return new DataFile(path, name, Files.newInputStream(file), limit, digest);
        } catch (IOException failure) {
            throw new TrainingException(
                    path, "%s cannot be read: %s".formatted(file, failure), "check the disk and the permissions");
        }
    }

    String path() {
        return path;
    }

    String name() {
        return name;
    }

    /** Whether it is gzip. */
    boolean packed() {
        return packed;
    }

    /** What it holds, unpacked. */
    Bytes bytes() {
        return bytes;
    }

    /** Reads what is left, so that the digest has seen all of it. */
    void finish() throws TrainingException {
        try {
            byte[] passed = new byte[1 << 13];
            while (disk.read(passed, 0, passed.length) >= 0) {}
        } catch (IOException failure) {
            throw Bytes.unreadable(path, name, Bytes.Packing.NONE, failure);
        }
    }

    @Override
    public void close() throws TrainingException {
        try {
            disk.close();
        } catch (IOException failure) {
            throw Bytes.unreadable(path, name, Bytes.Packing.NONE, failure);
        }
    }
}
