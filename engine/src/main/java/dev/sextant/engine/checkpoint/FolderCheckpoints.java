// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checkpoints in a folder of one run: {@code 17.ckpt} is trial 17's, and {@code 17/} what a program keeps for it. The
 * folder is there once something is kept. Only one process may use it, the one that has the run's store.
 *
 * <p>A file is written beside the old one, forced to the disk and put in its place, so that one of them is always
 * whole. It begins with the trial's number, the length and a check sum:
 *
 * <pre>
 *   int 0x53585446 ("SXTF") | int format | long trial | int length | int CRC-32C | the checkpoint
 * </pre>
 */
public final class FolderCheckpoints implements Checkpoints {
    /** The largest checkpoint that is kept. Ours. */
    static final long MOST_BYTES = 512L << 20;

    /** What all together may take up. Ours. */
    static final long MOST_BYTES_IN_ALL = 8L << 30;

    /** The folder beside it with what trials print, which stays. */
    private static final String LOGS = "logs";

    private static final int MAGIC = 0x53585446;
    private static final int FORMAT = 1;
    private static final int HEAD = 4 * Integer.BYTES + Long.BYTES;
    private static final String ENDING = ".ckpt";
    private static final String UNFINISHED = ".part";

    private static final Logger LOG = LoggerFactory.getLogger(FolderCheckpoints.class);

    private final Path folder;
    private final Duration apart;
    private final long most;
    private final long mostInAll;
    /** The bytes of each trial's file; 0 where only a program may have kept something. */
    private final Map<Long, Long> kept = new ConcurrentHashMap<>();

    private final AtomicLong inAll = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicBoolean warned = new AtomicBoolean();

    /** @param folder need not be there */
    public FolderCheckpoints(Path folder) {
        this(folder, APART);
    }

    /** @param apart see {@link #apart} */
    public FolderCheckpoints(Path folder, Duration apart) {
        this(folder, apart, MOST_BYTES, MOST_BYTES_IN_ALL);
    }

    FolderCheckpoints(Path folder, Duration apart, long most, long mostInAll) {
        this.folder = folder;
        this.apart = apart;
        this.most = most;
        this.mostInAll = mostInAll;
        if (Files.isDirectory(folder)) look();
    }

    /** Finds what another process kept, and deletes what it did not finish. */
    private void look() {
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path each : inside.toList()) {
                String name = each.getFileName().toString();
                if (name.endsWith(UNFINISHED)) Files.deleteIfExists(each);
                String trial = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
                // What has another name is not ours.
                if (trial.matches("\\d{1,18}")) count(Long.parseLong(trial), name.equals(trial) ? 0 : Files.size(each));
            }
        } catch (IOException unreadable) {
            LOG.warn("the checkpoints in {} cannot be looked at: {}", folder, unreadable.toString());
        }
    }

    /** Notes the size of a trial's file. */
    private void count(long trial, long bytes) {
        kept.merge(trial, bytes, Long::sum);
        inAll.addAndGet(bytes);
    }

    @Override
    public Duration apart() {
        return apart;
    }

    private Path file(long trial) {
        return folder.resolve(trial + ENDING);
    }

    @Override
    public byte @Nullable [] load(long trial) {
        Path file = file(trial);
        try {
            long size = Files.size(file);
            if (size < HEAD || size > HEAD + most) return refused(trial, "it has %d bytes".formatted(size));
            ByteBuffer head = ByteBuffer.wrap(Files.readAllBytes(file));
            if (head.getInt() != MAGIC || head.getInt() != FORMAT)
                return refused(trial, "it is no checkpoint of this format");
            if (head.getLong() != trial) return refused(trial, "it is another trial's");
            int length = head.getInt();
            int sum = head.getInt();
            if (length != head.remaining())
                return refused(trial, "it has %d bytes of %d".formatted(head.remaining(), length));
            byte[] checkpoint = new byte[length];
            head.get(checkpoint);
            return sum == sum(checkpoint) ? checkpoint : refused(trial, "its check sum is not that of its bytes");
        } catch (NoSuchFileException none) {
            return null;
        } catch (IOException unreadable) {
            return refused(trial, unreadable.toString());
        }
    }

    private byte @Nullable [] refused(long trial, String why) {
        LOG.warn("{} cannot be read, trial {} begins from the beginning: {}", file(trial), trial, why);
        return null;
    }

    private static int sum(byte[] checkpoint) {
        CRC32C sum = new CRC32C();
        sum.update(checkpoint);
        return (int) sum.getValue();
    }

    @Override
    public void save(long trial, byte[] checkpoint) {
        long bytes = HEAD + (long) checkpoint.length;
        long old = kept.getOrDefault(trial, 0L);
        if (checkpoint.length > most) {
            warn(trial, "it has %d MB, at most %d are kept".formatted(checkpoint.length >> 20, most >> 20));
            return;
        }
        if (inAll.addAndGet(bytes - old) > mostInAll) {
            inAll.addAndGet(old - bytes);
            warn(trial, "all together would have more than %d MB".formatted(mostInAll >> 20));
            return;
        }
        Path part = folder.resolve(trial + "-" + writes.incrementAndGet() + UNFINISHED);
        try {
            Files.createDirectories(folder);
            write(part, trial, checkpoint);
            Files.move(part, file(trial), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force();
            kept.put(trial, bytes);
        } catch (IOException full) {
            inAll.addAndGet(old - bytes);
            warn(trial, full.toString());
            delete(part);
        }
    }

    private static void write(Path part, long trial, byte[] checkpoint) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD);
        head.putInt(MAGIC)
                .putInt(FORMAT)
                .putLong(trial)
                .putInt(checkpoint.length)
                .putInt(sum(checkpoint))
                .flip();
        ByteBuffer[] all = {head, ByteBuffer.wrap(checkpoint)};
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (head.hasRemaining() || all[1].hasRemaining()) channel.write(all);
            channel.force(true);
        }
    }

    /** The file's new name, too. */
    private void force() throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    /** Once: what is in the way of one is in the way of all. */
    private void warn(long trial, String why) {
        if (warned.compareAndSet(false, true))
            LOG.warn(
                    "no checkpoint of trial {} could be kept in {}: {}. Trainings go on; one that is interrupted will"
                            + " begin from its last checkpoint, or from the beginning",
                    trial,
                    folder,
                    why);
    }

    @Override
    public void drop(long trial) {
        Long bytes = kept.remove(trial);
        if (bytes == null) return;
        inAll.addAndGet(-bytes);
        delete(file(trial));
        Path own = folder.resolve(Long.toString(trial));
        if (Files.exists(own)) delete(own);
    }

    @Override
    public Path folder(long trial) {
        kept.putIfAbsent(trial, 0L);
        return folder.resolve(Long.toString(trial));
    }

    @Override
    public Path log(long trial) {
        return folder.resolveSibling(LOGS).resolve(Checkpoints.logName(trial));
    }

    /** The study has ended: nothing is kept any more. */
    public void clear() {
        kept.clear();
        inAll.set(0);
        if (Files.exists(folder)) delete(folder);
    }

    /** With everything in it; a link is deleted, not what it leads to. */
    private static void delete(Path path) {
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failed)
                        throws IOException {
                    if (failed != null) throw failed;
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException gone) {
            // As it should be.
        } catch (IOException stays) {
            LOG.info("{} could not be deleted: {}", path, stays.toString());
        }
    }
}
