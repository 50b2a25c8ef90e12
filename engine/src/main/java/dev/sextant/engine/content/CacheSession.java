// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.content;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process's own corner of a cache that it may share with others. A lock says that the process lives: what one left
 * behind that died is removed by the next that begins.
 */
final class CacheSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CacheSession.class);

    private static final String SESSIONS = "sessions";
    private static final String CHECKPOINTS = "checkpoints";
    private static final String LOCK = ".lock";

    /** What programs kept of a run is removed when nothing was written there for so long. */
    private static final Duration FORGOTTEN = Duration.ofDays(7);

    /**
     * Lock files of this process: the system lets go of a lock as soon as its process closes any channel to the file,
     * so these must not be opened again.
     */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final Path lockFile;
    private final FileChannel lock;
    private int studies;

    private CacheSession(Path folder, Path lockFile, FileChannel lock) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * One at a time, of all processes, so that nobody takes a corner for left behind whose lock is about to be taken.
     */
    static synchronized CacheSession begin(Path root) throws IOException {
        Path sessions = Files.createDirectories(root.toAbsolutePath().resolve(SESSIONS));
        try (FileChannel all = FileChannel.open(
                        sessions.resolve("all" + LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = all.lock()) {
            removeLeft(sessions);
            removeForgotten(root.resolve(CHECKPOINTS));
            byte[] random = new byte[8];
            new SecureRandom().nextBytes(random);
            String name = HexFormat.of().formatHex(random);
            Path file = sessions.resolve(name + LOCK);
            FileChannel lock = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try {
                OWN.add(file);
                lock.lock();
                return new CacheSession(Files.createDirectory(sessions.resolve(name)), file, lock);
            } catch (IOException | RuntimeException failure) {
                lock.close();
                OWN.remove(file);
                throw failure;
            }
        }
    }

    private static void removeLeft(Path sessions) throws IOException {
        try (Stream<Path> inside = Files.list(sessions)) {
            for (Path file : inside.toList()) {
                String name = file.getFileName().toString();
                if (!name.endsWith(LOCK) || name.equals("all" + LOCK) || OWN.contains(file)) continue;
                if (lives(file)) continue;
                remove(sessions.resolve(name.substring(0, name.length() - LOCK.length())));
                Files.deleteIfExists(file);
            }
        }
    }

    private static boolean lives(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                @Nullable FileLock free = channel.tryLock()) {
            return free == null;
        } catch (OverlappingFileLockException ours) {
            return true;
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    private static void removeForgotten(Path checkpoints) throws IOException {
        if (!Files.isDirectory(checkpoints)) return;
        long oldest = System.currentTimeMillis() - FORGOTTEN.toMillis();
        try (Stream<Path> runs = Files.list(checkpoints)) {
            for (Path run : runs.toList()) if (Files.getLastModifiedTime(run).toMillis() < oldest) remove(run);
        }
    }

    /** Deletes a folder and what is in it; links are not followed. */
    static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes found) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path inner, @Nullable IOException failure) throws IOException {
                if (failure != null) throw failure;
                Files.deleteIfExists(inner);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** A new folder for a study. */
    synchronized Path study() throws IOException {
        return Files.createDirectory(folder.resolve("study-" + ++studies));
    }

    @Override
    public synchronized void close() {
        if (!lock.isOpen()) return;
        try {
            remove(folder);
            // Deleted while it is locked: nobody who finds it afterwards is mistaken about whose it is.
            Files.deleteIfExists(lockFile);
        } catch (IOException stays) {
            LOG.info("what a study had on the disk is removed by the next start", stays);
        }
        try {
            lock.close();
        } catch (IOException letGoAnyway) {
            LOG.debug("the lock's file did not close", letGoAnyway);
        }
        OWN.remove(lockFile);
    }
}
