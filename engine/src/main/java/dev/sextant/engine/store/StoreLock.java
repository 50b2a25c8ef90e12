// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The right to write one store: a lock of the operating system on a file next to it, which dies with its process. The
 * file says who holds it, process id and start time, for people and for file systems that do not lock. It stays when
 * the lock is released, because whoever deleted it could delete the lock of the next owner.
 */
final class StoreLock implements AutoCloseable {
    /**
     * The lock files that this process holds. POSIX gives up a process's lock as soon as any of its handles on the file
     * is closed, so a file that is held here must not even be looked into.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private StoreLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes the lock of this store; that of a dead process is taken over. */
    static StoreLock take(Path store) throws StoreException {
        boolean taken = false;
        Path file = store.resolveSibling(store.getFileName() + ".lock");
        try {
            file = file.toAbsolutePath().resolveSibling("").toRealPath().resolve(file.getFileName());
            if (!HELD.add(file)) throw locked(store, ProcessHandle.current().pid());
            try {
                StoreLock lock = open(store, file);
                taken = true;
                return lock;
            } finally {
                if (!taken) HELD.remove(file);
            }
        } catch (IOException unwritable) {
            throw new StoreException("cannot lock %s: %s".formatted(store, Words.of(unwritable)), unwritable);
        }
    }

    /** Whether somebody may write this store now. Looks without locking; false where it cannot be told. */
    static boolean held(Path store) {
        Path file = store.resolveSibling(store.getFileName() + ".lock");
        try {
            if (!Files.exists(file)) return false;
            // Looking into a file that this process holds would release it.
            return HELD.contains(file.toRealPath())
                    || alive(Files.readString(file).strip());
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** See {@link SqliteStore#writer}. */
    static @Nullable ProcessHandle writer(Path store) {
        Path lock = store.resolveSibling(store.getFileName() + ".lock");
        Path file;
        try {
            if (!Files.exists(lock)) return null;
            file = lock.toRealPath();
        } catch (IOException unreadable) {
            return null;
        }
        // Nobody in this process may take the lock meanwhile: closing the file here would release it.
        if (!HELD.add(file)) return null;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            String owner = ownerIn(channel);
            // Words alone may be those of a process that is gone, whose number another one has now.
            if (!alive(owner)) return null;
            try (FileLock free = channel.tryLock()) {
                return free == null ? ProcessHandle.of(pid(owner)).orElse(null) : null;
            }
        } catch (IOException unknown) {
            return null;
        } finally {
            HELD.remove(file);
        }
    }

    /** Who may write this store now, in words for a person. Looks without locking. */
    static String holder(Path store) {
        Path file = store.resolveSibling(store.getFileName() + ".lock");
        try {
            if (!Files.exists(file)) return "none";
            // Looking into a file that this process holds would release it.
            if (HELD.contains(file.toRealPath())) return "this process";
            String owner = Files.readString(file).strip();
            if (owner.isEmpty()) return "none";
            return alive(owner)
                    ? "process " + pid(owner) + ", which runs"
                    : "none: process " + pid(owner) + " is gone, and resume takes over from it";
        } catch (IOException unreadable) {
            return "not known: " + Words.of(unreadable);
        }
    }

    private static StoreLock open(Path store, Path file) throws IOException, StoreException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            if (!lock(channel)) throw locked(store, pid(ownerIn(channel)));
            taken = true;
            write(channel, self());
            return new StoreLock(file, channel);
        } finally {
            if (!taken) channel.close();
        }
    }

    /** Whether the lock is ours now. */
    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (IOException unsupported) {
            // A file system without locks: the words in the file have to do.
            return !alive(ownerIn(channel));
        }
    }

    private static void write(FileChannel channel, String text) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    }

    private static String self() {
        ProcessHandle self = ProcessHandle.current();
        return self.pid() + " " + started(self) + "\n";
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("-");
    }

    private static String ownerIn(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(200);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
    }

    private static boolean alive(String owner) {
        String[] words = owner.split(" ", 2);
        return words.length == 2
                && ProcessHandle.of(pid(owner))
                        .filter(process -> started(process).equals(words[1]))
                        .isPresent();
    }

    private static long pid(String owner) {
        String digits = owner.split(" ", 2)[0];
        return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
    }

    private static LockedException locked(Path store, long pid) {
        return new LockedException(
                "%s is being written by %s. Wait until it ends, or stop it."
                        .formatted(store, pid == 0 ? "another process" : "process " + pid),
                pid);
    }

    @Override
    public void close() {
        try {
            write(channel, "");
            channel.close();
        } catch (IOException stale) {
            // The words of a process that is gone bother nobody: the lock itself went with the channel.
            LoggerFactory.getLogger(StoreLock.class).debug("lock file not emptied", stale);
        } finally {
            HELD.remove(file);
        }
    }
}
