// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.content;

import dev.sextant.engine.wire.Chunk;
import dev.sextant.engine.wire.Keep;
import java.io.ByteArrayOutputStream;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts checkpoints together that come in parts: one at a time for each trial, within bounds of number and memory.
 * Losing one costs time alone, so whatever does not fit is let go.
 *
 * <p>Threads: one at a time.
 */
final class Uploads {
    /** Bytes of one checkpoint, at most. */
    static final int LARGEST = 64 << 20;

    /** Bytes of all that are under way. */
    static final long MOST_BYTES = 256L << 20;

    /** So many may be under way at a time. */
    static final int MOST = 1024;

    /** One of which nothing came for so long is let go: a minute. */
    static final long STALE_NANOS = 60_000_000_000L;

    /** Trials with larger numbers keep nothing: no study has so many. */
    private static final long MOST_TRIALS = 1 << 28;

    private static final class Upload {
        final int epoch;
        final long size;
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long latest;

        Upload(int epoch, long size) {
            this.epoch = epoch;
            this.size = size;
        }
    }

    /** What comes of a part. */
    sealed interface Taken {
        /** It is here, or is not wanted any more: either way the next may come. */
        record Part() implements Taken {}

        /** With it the checkpoint is whole. */
        record Whole(byte[] checkpoint) implements Taken {}

        /** It follows on nothing that is here. */
        record Gap(String message) implements Taken {}
    }

    private final LongSupplier nanos;
    private final Map<Long, Upload> running = new HashMap<>(); // by trial
    private final Map<Long, Integer> kept = new HashMap<>(); // the epoch, by trial
    private final BitSet ended = new BitSet();
    private long held;

    /** @param nanos the time, in nanoseconds from anywhere */
    Uploads(LongSupplier nanos) {
        this.nanos = nanos;
    }

    Taken take(Keep part) {
        long trial = part.trial();
        int length = part.bytes().length();
        boolean sound = trial >= 0
                && trial < MOST_TRIALS
                && part.epoch() >= 0
                && part.size() > 0
                && part.size() <= LARGEST
                && part.offset() >= 0
                && length > 0
                && length <= Chunk.MOST
                && length <= part.size() - part.offset();
        if (!sound)
            return new Taken.Gap("a checkpoint has at most %d bytes and comes in parts of at most %d"
                    .formatted(LARGEST, Chunk.MOST));
        if (ended.get((int) trial) || part.epoch() < kept.getOrDefault(trial, 0)) return new Taken.Part();
        Upload upload = upload(part);
        if (upload == null) return new Taken.Gap("the checkpoint's beginning is not here, send it from there");
        upload.latest = nanos.getAsLong();
        // What comes twice is equal: an epoch of a trial has one checkpoint, whoever made it.
        if (part.offset() < upload.bytes.size()) return new Taken.Part();
        upload.bytes.writeBytes(part.bytes().getBytes());
        held += length;
        if (upload.bytes.size() < upload.size) return new Taken.Part();
        forget(trial);
        kept.put(trial, part.epoch());
        return new Taken.Whole(upload.bytes.toByteArray());
    }

    /** What the part goes into; null where it follows on nothing. */
    private @Nullable Upload upload(Keep part) {
        Upload known = running.get(part.trial());
        boolean same = known != null && known.epoch == part.epoch() && known.size == part.size();
        if (known != null && same && part.offset() <= known.bytes.size()) return known;
        if (part.offset() > 0) return null;
        if (known != null && known.epoch > part.epoch()) return known; // let go as one that came
        forget(part.trial());
        dropStale();
        if (running.size() >= MOST || held + part.size() > MOST_BYTES) return null;
        Upload begun = new Upload(part.epoch(), part.size());
        running.put(part.trial(), begun);
        return begun;
    }

    private void dropStale() {
        long now = nanos.getAsLong();
        for (Iterator<Upload> each = running.values().iterator(); each.hasNext(); ) {
            Upload upload = each.next();
            if (now - upload.latest < STALE_NANOS) continue;
            held -= upload.bytes.size();
            each.remove();
        }
    }

    private void forget(long trial) {
        Upload gone = running.remove(trial);
        if (gone != null) held -= gone.bytes.size();
    }

    /** The trial keeps nothing any more. */
    void ended(long trial) {
        forget(trial);
        kept.remove(trial);
        if (trial >= 0 && trial < MOST_TRIALS) ended.set((int) trial);
    }

    /** Bytes of what is under way. */
    long held() {
        return held;
    }
}
