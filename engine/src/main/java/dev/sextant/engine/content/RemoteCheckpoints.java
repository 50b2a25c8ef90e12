// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.content;

import dev.sextant.engine.checkpoint.Checkpoints;
import dev.sextant.engine.content.ContentException.Reason;
import dev.sextant.engine.wire.Chunk;
import dev.sextant.engine.wire.Keep;
import dev.sextant.engine.wire.Kept;
import dev.sextant.engine.wire.Refused;
import dev.sextant.engine.wire.Wire;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checkpoints that the coordinator keeps, since the next attempt at a trial may be another machine's. What cannot be
 * sent in {@link #MOST_SECONDS} is given up: the next one comes soon, and a training must not wait for a network.
 */
public final class RemoteCheckpoints implements Checkpoints {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteCheckpoints.class);

    /** So long a training waits for its checkpoint to be kept. */
    static final int MOST_SECONDS = 5;

    private final Transport transport;
    private final Fetcher fetcher;
    private final ToIntFunction<byte[]> epoch;
    private final Path folders;

    /**
     * @param epoch after which a checkpoint was made, at least 0
     * @param folders where programs of this study may keep what is theirs; made when it is wanted
     */
    public RemoteCheckpoints(Transport transport, ToIntFunction<byte[]> epoch, Path folders) {
        this(transport, epoch, folders, new Fetcher(transport));
    }

    RemoteCheckpoints(Transport transport, ToIntFunction<byte[]> epoch, Path folders, Fetcher fetcher) {
        this.transport = transport;
        this.epoch = epoch;
        this.folders = folders;
        this.fetcher = fetcher;
    }

    @Override
    public byte @Nullable [] load(long trial) {
        try {
            return fetcher.unchecked(
                    ContentDesk.checkpoint(trial), "the checkpoint of trial " + trial, Uploads.LARGEST);
        } catch (ContentException none) {
            // That there is none is the usual answer.
            if (none.reason() != Reason.REFUSED)
                LOG.warn("trial {} begins from its beginning: {}", trial, none.getMessage());
            return null;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public void save(long trial, byte[] checkpoint) {
        if (checkpoint.length > Uploads.LARGEST) {
            LOG.warn(
                    "a checkpoint of trial {} has {} bytes, at most {} are kept",
                    trial,
                    checkpoint.length,
                    Uploads.LARGEST);
            return;
        }
        int after = epoch.applyAsInt(checkpoint);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        for (int offset = 0; offset < checkpoint.length; offset += Chunk.MOST) {
            Buffer part = Buffer.buffer(Math.min(Chunk.MOST, checkpoint.length - offset))
                    .appendBytes(checkpoint, offset, Math.min(Chunk.MOST, checkpoint.length - offset));
            if (!kept(new Keep(trial, after, offset, checkpoint.length, part), end)) return;
        }
    }

    private boolean kept(Keep part, long end) {
        String why;
        try {
            Wire answer = transport
                    .ask(part)
                    .toCompletableFuture()
                    .get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (answer instanceof Kept) return true;
            why = answer instanceof Refused(String message) ? message : "the answer was " + answer;
        } catch (ExecutionException lost) {
            why = String.valueOf(lost.getCause());
        } catch (TimeoutException late) {
            why = "it took longer than " + MOST_SECONDS + " s";
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
        LOG.warn("a checkpoint of trial {} was not kept, its training goes on: {}", part.trial(), why);
        return false;
    }

    /** Nothing: the coordinator knows which trials have ended. */
    @Override
    public void drop(long trial) {}

    @Override
    public Path folder(long trial) {
        return folders.resolve(Long.toString(trial));
    }

    @Override
    public Path log(long trial) {
        return folders.resolve("logs").resolve(Checkpoints.logName(trial));
    }
}
