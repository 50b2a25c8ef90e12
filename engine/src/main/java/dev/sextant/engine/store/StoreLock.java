// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The right to write one store: a lock of the operating system on a file next to it, which dies with its process. The
 * file says who holds it: process id and start time, for people and for file systems that do not lock.
 */
final class StoreLock implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    private StoreLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes the lock of this store; that of a dead process is taken over. */
    static StoreLock take(Path store) throws StoreException {
        Path file = store.resolveSibling(store.getFileName() + ".lock");
        try {
            while (true) {
                StoreLock lock = tryTake(store, file);
                if (lock != null) return lock;
            }
        } catch (IOException unwritable) {
            throw new StoreException("cannot lock %s: %s".formatted(store, Words.of(unwritable)), unwritable);
        }
    }

    /** Null where the last owner let go at this very moment. */
    private static @Nullable StoreLock tryTake(Path store, Path file) throws IOException, StoreException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            if (!lock(channel)) throw locked(store, ownerIn(channel));
            write(channel);
            // The last owner may have deleted the file after we opened it: then nobody else can see our lock.
            taken = ownerIn(channel).equals(ownerIn(file));
            if (!taken) return null;
            return new StoreLock(file, channel);
        } finally {
            if (!taken) channel.close();
        }
    }

    /** Whether the lock is ours now. */
    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException ours) {
            return false;
        } catch (IOException unsupported) {
            // A file system without locks: the words in the file have to do.
            return !alive(ownerIn(channel));
        }
    }

    private static void write(FileChannel channel) throws IOException {
        ProcessHandle self = ProcessHandle.current();
        String text = self.pid() + " " + started(self) + "\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("-");
    }

    private static String ownerIn(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(200);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
    }

    private static String ownerIn(Path file) throws IOException {
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException deleted) {
            return "";
        }
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

    private static LockedException locked(Path store, String owner) {
        long pid = pid(owner);
        return new LockedException(
                "%s is being written by %s. Wait until it ends, or stop it."
                        .formatted(store, pid == 0 ? "another process" : "process " + pid),
                pid);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
            channel.close();
        } catch (IOException stale) {
            // The file stays behind; the next process finds it unlocked and takes it over.
            System.getLogger(StoreLock.class.getName()).log(System.Logger.Level.DEBUG, "lock file left behind", stale);
        }
    }
}
