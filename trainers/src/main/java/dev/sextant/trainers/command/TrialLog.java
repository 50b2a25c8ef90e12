// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one attempt's program prints, but for lines of the protocol, in the file of its trial, for people: without
 * colours, and without characters that could do something to a terminal. It is made with the first line; a program that
 * prints nothing has none.
 *
 * <p>Size: of an attempt the first and the last lines are kept, of all attempts before it again the beginning and the
 * end, so that no trial has more than about 1 MiB. The last lines wait in memory until the attempt ends; those of an
 * engine that is killed are lost. What cannot be written is not kept, and the trial goes on.
 *
 * <p>Threads: any.
 */
final class TrialLog {
    /** Bytes of an attempt's first lines that are kept, and again of its last, and of either end of what was before. */
    static final int PART = 256 << 10;

    /** A piece of this size is written at once; {@link #flush} writes what is left. */
    private static final int PIECE = 32 << 10;

    /** What a line takes of the memory beside its characters. */
    private static final int ENTRY = 64;

    private static final Logger LOG = LoggerFactory.getLogger(TrialLog.class);

    private final @Nullable Path file;
    private final int attempt;
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
    private final Deque<String> last = new ArrayDeque<>();
    private @Nullable OutputStream out;
    private boolean broken;
    private int head;
    private int tail;
    private long left;

    /**
     * @param file null for a log that nobody keeps
     * @param attempt from 1
     */
    TrialLog(@Nullable Path file, int attempt) {
        this.file = file;
        this.attempt = attempt;
    }

    /** Whether somebody keeps it. */
    boolean kept() {
        return file != null;
    }

    /** A line of the program. */
    synchronized void add(String line) {
        if (file == null || broken) return;
        if (head < PART && last.isEmpty()) {
            head += put(Tail.visible(line).stripTrailing());
            if (piece.size() > PIECE) flush();
            return;
        }
        last.addLast(line);
        tail += line.length() + ENTRY;
        for (; tail > PART; left++) tail -= last.removeFirst().length() + ENTRY;
    }

    /** A line of ours; where it stands it is true of what stands before it. */
    synchronized void note(String line) {
        add("== " + line);
    }

    private int put(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        piece.writeBytes(bytes);
        return bytes.length;
    }

    /** Writes what there is of the first lines, for whoever reads along. */
    synchronized void flush() {
        if (piece.size() == 0 || file == null || broken) return;
        try {
            OutputStream open = out == null ? open(file) : out;
            out = open;
            piece.writeTo(open);
        } catch (IOException e) {
            broken = true;
            LOG.warn("the log {} is not kept: {}", file, e.toString());
        }
        piece.reset();
    }

    private OutputStream open(Path log) throws IOException {
        Path folder = log.toAbsolutePath().getParent();
        if (folder != null) Files.createDirectories(folder);
        if (Files.exists(log) && Files.size(log) > 2 * PART) shorten(log);
        OutputStream opened = Files.newOutputStream(
                log, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        opened.write("== attempt %d\n".formatted(attempt).getBytes(StandardCharsets.UTF_8));
        return opened;
    }

    /** Leaves the beginning and the end of what earlier attempts wrote. */
    private static void shorten(Path log) throws IOException {
        byte[] all = Files.readAllBytes(log);
        int first = PART;
        while (first > 0 && all[first - 1] != '\n') first--;
        int from = all.length - PART;
        while (from < all.length && all[from - 1] != '\n') from++;
        ByteArrayOutputStream shorter = new ByteArrayOutputStream();
        shorter.writeBytes(Arrays.copyOf(all, first));
        shorter.writeBytes("== %d bytes left out\n".formatted(from - first).getBytes(StandardCharsets.UTF_8));
        shorter.writeBytes(Arrays.copyOfRange(all, from, all.length));
        Path part = log.resolveSibling(log.getFileName() + ".part");
        Files.write(part, shorter.toByteArray());
        Files.move(part, log, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Writes the rest; nothing is kept afterwards.
     *
     * @param ending how the attempt ended, which is added where something was printed
     */
    synchronized void close(String ending) {
        if (file == null || broken) return;
        if (left > 0) put("== %d lines left out".formatted(left));
        last.forEach(line -> put(Tail.visible(line).stripTrailing()));
        if (out != null || piece.size() > 0) put("== " + ending);
        flush();
        broken = true;
        try {
            if (out != null) out.close();
        } catch (IOException e) {
            LOG.warn("the end of the log {} is not kept: {}", file, e.toString());
        }
    }
}
