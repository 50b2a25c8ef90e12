// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.content;

import dev.sextant.engine.content.ContentException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files of studies on a worker's disk, by their SHA-256, so that none is fetched twice. Several processes may share one
 * folder.
 *
 * <pre>
 * files/&lt;sha256&gt;       whole files: written elsewhere, checked, and moved here
 * sessions/&lt;name&gt;/     what one process has at hand: files on their way, and studies laid out; see {@link CacheSession}
 * checkpoints/&lt;run&gt;/   what programs keep of their own from one attempt at a trial to the next
 * </pre>
 *
 * <p>A study that is laid out holds its files by links of its own, so that nothing that happens to the cache meanwhile
 * can take them away. What is there is checked before it is used; what is damaged is fetched anew.
 *
 * <p>Of files that no study here uses, at most {@link #MOST_BYTES} are kept: those used last.
 *
 * <p>Threads: any number may call.
 */
public final class ContentCache implements AutoCloseable {
    /** Bytes of files that are kept for later: 10 GB. */
    public static final long MOST_BYTES = 10L << 30;

    /** Left free on the disk for everything else. */
    static final long MARGIN = 1 << 20;

    private static final String FILES = "files";
    private static final String CHECKPOINTS = "checkpoints";

    private final Path root;
    private final long most;
    private final CacheSession session;

    private ContentCache(Path root, long most, CacheSession session) {
        this.root = root;
        this.most = most;
        this.session = session;
    }

    /**
     * Where the cache of this person is unless another place is named: {@code $XDG_CACHE_HOME/sextant}, otherwise
     * {@code ~/.cache/sextant}.
     */
    public static Path standard(Map<String, String> environment, Path home) {
        String named = environment.getOrDefault("XDG_CACHE_HOME", "");
        // The specification has relative ones passed over.
        Path caches = named.startsWith("/") ? Path.of(named) : home.resolve(".cache");
        return caches.resolve("sextant");
    }

    /** @throws ContentException where the folder cannot be made or written */
    public static ContentCache open(Path root) throws ContentException {
        return open(root, MOST_BYTES);
    }

    static ContentCache open(Path root, long most) throws ContentException {
        try {
            makeFolder(root);
            Files.createDirectories(root.resolve(FILES));
            return new ContentCache(root, most, CacheSession.begin(root));
        } catch (IOException failure) {
            throw new ContentException(
                    Reason.DISK,
                    "the cache %s cannot be used: %s".formatted(root, ContentException.words(failure)),
                    "Name another folder with --cache.");
        }
    }

    /** Other people's data is nobody else's. */
    private static void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) return;
        Path above = folder.toAbsolutePath().getParent();
        if (above != null) Files.createDirectories(above);
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!posix) Files.createDirectories(folder);
        else
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    public Path root() {
        return root;
    }

    /** Where programs of a run may keep what is theirs. */
    public Path checkpoints(String run) {
        if (!Sha256.is(run)) throw new IllegalArgumentException("a run is named by its parcel's SHA-256, got " + run);
        return root.resolve(CHECKPOINTS).resolve(run);
    }

    CacheSession session() {
        return session;
    }

    /**
     * Has the file lie at a place of the session's: from the cache if it is there, otherwise from the coordinator.
     *
     * @param place where nothing lies yet, below {@link #session}
     * @throws ContentException where it cannot be had or kept; the cache is as good as before
     */
    void put(Parcel.Entry file, Path place, Fetcher fetcher, FetchProgress progress)
            throws ContentException, InterruptedException {
        try {
            if (!cached(file, place)) fetch(file, place, fetcher, progress);
        } catch (IOException failure) {
            throw cannotWrite(file, failure);
        }
    }

    private Path entry(Parcel.Entry file) {
        return root.resolve(FILES).resolve(file.sha256());
    }

    /** Links first and looks then, so that nobody can take away or change what was looked at. */
    private boolean cached(Parcel.Entry file, Path place) throws IOException {
        Path entry = entry(file);
        try {
            link(entry, place);
        } catch (NoSuchFileException none) {
            return false;
        }
        if (Files.size(place) != file.size() || !Sha256.of(place).equals(file.sha256())) {
            Files.delete(place);
            Files.deleteIfExists(entry);
            return false;
        }
        try {
            Files.setLastModifiedTime(entry, FileTime.fromMillis(System.currentTimeMillis()));
        } catch (NoSuchFileException takenAwayMeanwhile) {
            // The study has a name of its own for it.
        }
        return true;
    }

    /** Another name for the same bytes, or where the disk has no such thing a copy of them. */
    private static void link(Path file, Path place) throws IOException {
        try {
            Files.createLink(place, file);
        } catch (NoSuchFileException none) {
            throw none;
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            Files.copy(file, place);
        }
    }

    private void fetch(Parcel.Entry file, Path place, Fetcher fetcher, FetchProgress progress)
            throws ContentException, IOException, InterruptedException {
        makeRoom(file.size());
        long free = Files.getFileStore(root).getUsableSpace();
        if (free < file.size() + MARGIN) throw full(file, free);
        try (FileChannel out = FileChannel.open(place, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            fetcher.file(
                    file,
                    () -> {
                        out.truncate(0);
                        return bytes -> write(out, bytes);
                    },
                    progress);
            out.force(true);
        } catch (ContentException | IOException | InterruptedException | RuntimeException | Error failure) {
            Files.deleteIfExists(place);
            throw failure;
        }
        keep(file, place);
    }

    private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) out.write(bytes);
    }

    /** The study has what it needs: what goes wrong here means only that the file is fetched again another time. */
    private void keep(Parcel.Entry file, Path place) {
        Path beside = place.resolveSibling(place.getFileName() + ".entry");
        try {
            link(place, beside);
            Files.move(beside, entry(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(beside); // of two names for one file, a move does nothing
        } catch (IOException notKept) {
            try {
                Files.deleteIfExists(beside);
            } catch (IOException stays) {
                notKept.addSuppressed(stays);
            }
        }
    }

    private record Held(Path path, long size, FileTime used) {}

    /** Removes what was used longest ago until there is room for so much more; what is in use stays. */
    private void makeRoom(long size) throws IOException {
        List<Held> held = new ArrayList<>();
        try (Stream<Path> files = Files.list(root.resolve(FILES))) {
            for (Path file : files.toList()) if (names(file) == 1) look(file, held);
        }
        long sum = held.stream().mapToLong(Held::size).sum();
        held.sort(Comparator.comparing(Held::used).thenComparing(Held::path));
        for (Held file : held) {
            if (sum + size <= most) return;
            Files.deleteIfExists(file.path());
            sum -= file.size();
        }
    }

    private static void look(Path file, List<Held> held) throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            held.add(new Held(file, found.size(), found.lastModifiedTime()));
        } catch (NoSuchFileException takenAwayMeanwhile) {
            // It takes no room any more.
        }
    }

    /** How many names a file has: more than one while a study that is laid out uses it. */
    private static int names(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) return 1;
        try {
            return (Integer) Files.getAttribute(file, "unix:nlink");
        } catch (NoSuchFileException takenAwayMeanwhile) {
            return 0;
        }
    }

    private ContentException cannotWrite(Parcel.Entry file, IOException failure) {
        return new ContentException(
                Reason.DISK,
                "%s (%d bytes) cannot be written to the cache %s: %s; %s bytes are free there"
                        .formatted(file.path(), file.size(), root, ContentException.words(failure), free()),
                "See to the disk, or name a folder on another with --cache.");
    }

    private String free() {
        try {
            return Long.toString(Files.getFileStore(root).getUsableSpace());
        } catch (IOException unknown) {
            return "an unknown number of";
        }
    }

    private ContentException full(Parcel.Entry file, long free) {
        return new ContentException(
                Reason.DISK,
                "the disk of the cache %s is full: %s has %d bytes, %d are free"
                        .formatted(root, file.path(), file.size(), free),
                "Free some of it, or name a folder on another disk with --cache.");
    }

    /** What this process had at hand is gone; what it fetched stays for others. */
    @Override
    public void close() {
        session.close();
    }

    /** The SHA-256 of what is kept. */
    Set<String> kept() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(FILES))) {
            return Set.copyOf(files.map(each -> each.getFileName().toString()).toList());
        }
    }
}
