// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.content;

import dev.sextant.engine.content.ContentException.Reason;
import dev.sextant.engine.spi.StudyFolder;
import dev.sextant.engine.wire.Chunk;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a coordinator has to give: its study's parcel, and the files as they stood when the parcel was made. A file that
 * has changed since is given to nobody.
 *
 * <p>Cost: making it reads every file once. Threads: any number may call; every call may take as long as a disk does.
 */
public final class Offer {
    /** How a file looked when the parcel was made. */
    private record Stamp(
            Path file,
            String path,
            long size,
            FileTime modified,
            @Nullable Object key) {
        static Stamp of(Path file, String path) throws IOException {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            if (!found.isRegularFile()) throw new IOException("it is not a regular file");
            return new Stamp(file, path, found.size(), found.lastModifiedTime(), found.fileKey());
        }
    }

    /** Who describes the study beside its files. */
    public record Study(String version, String name, String trainer, String resolved) {}

    private final Parcel parcel;
    private final byte[] bytes;
    private final String digest;
    private final Map<String, Stamp> files;

    private Offer(Parcel parcel, Map<String, Stamp> files) {
        this.parcel = parcel;
        this.bytes = parcel.bytes();
        this.digest = Parcel.digest(bytes);
        this.files = files;
    }

    /**
     * Reads the files.
     *
     * <p>What changed since the coordinator's own trainer read them is found by the workers: theirs find something else
     * in them.
     *
     * @param files as the trainer names them
     */
    public static Offer of(Study study, StudyFolder folder, List<String> files) throws ContentException {
        List<Parcel.Entry> entries = new ArrayList<>();
        Map<String, Stamp> stamps = new LinkedHashMap<>();
        for (String path : new LinkedHashSet<>(files)) {
            try {
                Stamp stamp = Stamp.of(folder.resolve(path), path);
                Parcel.Entry entry = new Parcel.Entry(path, Sha256.of(stamp.file()), stamp.size());
                entries.add(entry);
                stamps.putIfAbsent(entry.sha256(), stamp);
                if (!Stamp.of(stamp.file(), path).equals(stamp)) throw changed(path);
            } catch (IOException | InvalidPathException unreadable) {
                String words =
                        unreadable instanceof IOException failure ? ContentException.words(failure) : "not a path";
                throw new ContentException(
                        Reason.DISK,
                        "%s, which the study's workers need, cannot be read: %s".formatted(path, words),
                        "Paths begin at the study's folder; check the spelling and the permissions.");
            } catch (IllegalArgumentException refused) {
                throw new ContentException(Reason.UNSOUND, String.valueOf(refused.getMessage()), "");
            }
        }
        try {
            Offer offer = new Offer(
                    new Parcel(study.version(), study.name(), study.trainer(), study.resolved(), entries), stamps);
            if (offer.bytes.length <= Parcel.LARGEST) return offer;
            throw new IllegalArgumentException("the study written out has %d bytes, at most %d are sent to workers"
                    .formatted(offer.bytes.length, Parcel.LARGEST));
        } catch (IllegalArgumentException refused) {
            throw new ContentException(Reason.UNSOUND, String.valueOf(refused.getMessage()), "");
        }
    }

    public Parcel parcel() {
        return parcel;
    }

    /** The parcel's name: what a {@link dev.sextant.engine.wire.Welcome} tells. */
    public String digest() {
        return digest;
    }

    /** @throws ContentException naming the first file that no longer is what it was when this was made */
    public void check() throws ContentException {
        for (Stamp stamp : files.values()) check(stamp);
    }

    private static void check(Stamp stamp) throws ContentException {
        try {
            if (!Stamp.of(stamp.file(), stamp.path()).equals(stamp)) throw changed(stamp.path());
        } catch (IOException gone) {
            throw new ContentException(
                    Reason.REFUSED,
                    "%s is no longer there on the coordinator: %s"
                            .formatted(stamp.path(), ContentException.words(gone)),
                    "Put it back as it was when the run began, or begin a new run.");
        }
    }

    private static ContentException changed(String path) {
        return new ContentException(
                Reason.REFUSED,
                "%s has changed on the coordinator since the run began, so that other machines would train on other data"
                        .formatted(path),
                "Put it back as it was, its time of change included, or begin a new run.");
    }

    /**
     * A part of the parcel or of a file.
     *
     * @return null where there is no such content
     * @throws ContentException where the file is not what it was
     */
    @Nullable
    Chunk chunk(String name, long offset) throws ContentException {
        if (name.equals(digest)) return chunk(bytes, offset);
        Stamp stamp = files.get(name);
        if (stamp == null || offset < 0 || offset > stamp.size()) return null;
        ByteBuffer part = ByteBuffer.allocate((int) Math.min(Chunk.MOST, stamp.size() - offset));
        try (SeekableByteChannel channel = Files.newByteChannel(stamp.file())) {
            channel.position(offset);
            while (part.hasRemaining() && channel.read(part) >= 0) {}
        } catch (IOException unreadable) {
            check(stamp);
            throw new ContentException(
                    Reason.DISK,
                    "%s cannot be read on the coordinator: %s"
                            .formatted(stamp.path(), ContentException.words(unreadable)),
                    "See to its disk.");
        }
        // After the reading, so that nothing is missed that came before it.
        check(stamp);
        return new Chunk(Buffer.buffer(part.array()), stamp.size());
    }

    /** Null where the offset lies outside. */
    static @Nullable Chunk chunk(byte[] content, long offset) {
        if (offset < 0 || offset > content.length) return null;
        int from = (int) offset;
        int to = (int) Math.min(offset + Chunk.MOST, content.length);
        return new Chunk(Buffer.buffer(Arrays.copyOfRange(content, from, to)), content.length);
    }
}
