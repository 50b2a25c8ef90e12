// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.content;

import dev.sextant.engine.content.ContentException.Reason;
import dev.sextant.engine.wire.Chunk;
import dev.sextant.engine.wire.Fetch;
import dev.sextant.engine.wire.Refused;
import dev.sextant.engine.wire.Unreadable;
import dev.sextant.engine.wire.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches content part by part, a few parts ahead of what has come, and goes on behind the last part that came whenever
 * one is lost. What came is whole and what was named, or it did not come: a SHA-256 is held against it.
 *
 * <p>Cost: {@link #AHEAD} parts of memory. Threads: the calling one waits; any number may call.
 */
public final class Fetcher {
    /** Parts that are asked for before the first of them has come. */
    static final int AHEAD = 8;

    /** Questions in a row without an answer after which nobody is thought to be there: a minute and a half. */
    static final int MOST_TRIES = 20;

    /** So often content is fetched from its beginning that came damaged. */
    static final int MOST_BEGINNINGS = 3;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Waits; for tests, without taking the time. */
    @FunctionalInterface
    interface Pause {
        void take(Duration length) throws InterruptedException;
    }

    /** Takes bytes in order. */
    @FunctionalInterface
    interface Sink {
        void take(ByteBuffer bytes) throws IOException;
    }

    private final Transport transport;
    private final Pause pause;

    public Fetcher(Transport transport) {
        this(transport, Thread::sleep);
    }

    Fetcher(Transport transport, Pause pause) {
        this.transport = transport;
        this.pause = pause;
    }

    private record Asked(long offset, CompletableFuture<Wire> answer) {}

    /**
     * Content that fits into memory.
     *
     * @param name its SHA-256
     * @param shown what it is, for messages
     * @param most bytes that it may have
     */
    public byte[] named(String name, String shown, int most) throws ContentException, InterruptedException {
        for (int i = 0; i < MOST_BEGINNINGS; i++) {
            byte[] bytes = unchecked(name, shown, most);
            if (Sha256.of(bytes).equals(name)) return bytes;
        }
        throw damaged(name, shown);
    }

    /** Content that carries a check of its own. */
    byte[] unchecked(String name, String shown, int most) throws ContentException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            fetch(name, shown, -1, most, buffer -> bytes.write(array(buffer)), _ -> {});
        } catch (IOException impossible) {
            throw new UncheckedIOException("written to memory", impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * A file's content.
     *
     * @param begin makes what takes the bytes, empty; called again where they were damaged on the way
     * @throws IOException where the sink fails
     */
    void file(Parcel.Entry file, Beginning begin, FetchProgress progress)
            throws ContentException, IOException, InterruptedException {
        String shown = file.path();
        for (int i = 0; i < MOST_BEGINNINGS; i++) {
            MessageDigest digest = Sha256.begin();
            Sink sink = begin.sink();
            fetch(
                    file.sha256(),
                    shown,
                    file.size(),
                    file.size(),
                    buffer -> {
                        digest.update(buffer.duplicate());
                        sink.take(buffer);
                    },
                    bytes -> progress.fetched(shown, bytes, file.size()));
            if (Sha256.of(digest).equals(file.sha256())) return;
        }
        throw damaged(file.sha256(), shown);
    }

    /** What takes a file's bytes, from its beginning. */
    @FunctionalInterface
    interface Beginning {
        Sink sink() throws IOException;
    }

    private static byte[] array(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** @param known how many bytes there are, or -1 where the first answer tells it */
    private void fetch(String name, String shown, long known, long most, Sink sink, LongConsumer progress)
            throws ContentException, IOException, InterruptedException {
        long size = known;
        long next = 0;
        long done = 0;
        int tries = 0;
        Deque<Asked> asked = new ArrayDeque<>();
        while (size < 0 || done < size) {
            // Until its size is known, one part at a time; of nothing, none.
            int ahead = size < 0 ? 1 : AHEAD;
            while (asked.size() < ahead && (size < 0 || next < size)) {
                asked.add(new Asked(next, transport.ask(new Fetch(name, next)).toCompletableFuture()));
                next += Chunk.MOST;
            }
            Asked first = asked.remove();
            Chunk chunk = chunk(first.answer(), shown);
            // Only the next beginning can tell which of two sizes is right.
            if (chunk != null && known < 0 && size >= 0 && chunk.size() != size) return;
            if (chunk != null && size < 0) {
                if (chunk.size() < 0 || chunk.size() > most)
                    throw new ContentException(
                            Reason.UNSOUND,
                            "%s has %d bytes, at most %d are taken".formatted(shown, chunk.size(), most),
                            "");
                if (fits(chunk.bytes().length(), chunk.size())) size = chunk.size();
            }
            // A part may be shorter than was asked for, never longer than what is left.
            boolean sound =
                    chunk != null && chunk.size() == size && fits(chunk.bytes().length(), size - done);
            if (chunk == null || !sound) {
                if (++tries >= MOST_TRIES) throw unreachable(shown, done, size);
                pause.take(pause(tries));
            } else {
                tries = 0;
                sink.take(ByteBuffer.wrap(chunk.bytes().getBytes()));
                done += chunk.bytes().length();
                progress.accept(done);
            }
            if (!sound || done < Math.min(first.offset() + Chunk.MOST, size)) {
                asked.clear();
                next = done;
            }
        }
    }

    private static boolean fits(int length, long left) {
        return length <= Math.min(Chunk.MOST, left) && (length > 0 || left == 0);
    }

    /** Null where none came. */
    private static @Nullable Chunk chunk(CompletableFuture<Wire> answer, String shown)
            throws ContentException, InterruptedException {
        Wire heard;
        try {
            heard = answer.get();
        } catch (ExecutionException lost) {
            return null;
        }
        if (heard instanceof Refused(String message)) throw new ContentException(Reason.REFUSED, message, "");
        if (heard instanceof Chunk chunk) return chunk;
        if (heard instanceof Unreadable(String words)) throw new ContentException(Reason.UNSOUND, words, "");
        throw new ContentException(
                Reason.UNSOUND,
                "the coordinator answered the question for %s with %s"
                        .formatted(shown, heard.getClass().getSimpleName()),
                "Run the same version of Sextant on every machine.");
    }

    static Duration pause(int tries) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private static ContentException unreachable(String shown, long done, long size) {
        return new ContentException(
                Reason.UNREACHABLE,
                "%s does not come: after %s the coordinator was asked %d times in vain"
                        .formatted(shown, size < 0 ? "nothing" : done + " of " + size + " bytes", MOST_TRIES),
                "See whether it runs, and whether the network between here and there carries its ports.");
    }

    private static ContentException damaged(String name, String shown) {
        return new ContentException(
                Reason.UNSOUND,
                "%s came %d times with other content than the study names (SHA-256 %s)"
                        .formatted(shown, MOST_BEGINNINGS, name),
                "Either it changed on the coordinator since the run began: put the old file back, or begin a new"
                        + " run. Or something between here and there damages what is sent.");
    }
}
