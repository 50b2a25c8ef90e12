// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import dev.sextant.engine.checkpoint.Checkpoints;
import dev.sextant.engine.study.Task;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps checkpoints of the attempts that one thread runs, one after the other: when, never what. A save waits until the
 * trial has trained for {@link Checkpoints#apart} since the last one, and for {@link #TIMES} times as long as that one
 * took, so that a training never spends more than a few percent of its time on them.
 *
 * <p>Threads: confined to that thread.
 */
final class Safekeeping {
    /** Ours: at most a twentieth of the time goes into saving. */
    static final int TIMES = 20;

    /**
     * What is given back has only to have trained for this part of the usual time: it will not come to the next save.
     */
    private static final int RELEASED = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Safekeeping.class);

    private final Checkpoints checkpoints;
    private final LongSupplier nanos;
    private final long apart;
    private long since;
    private long took;
    private boolean gives;

    /** @param nanos the time, in nanoseconds from anywhere */
    Safekeeping(Checkpoints checkpoints, LongSupplier nanos) {
        this.checkpoints = checkpoints;
        this.nanos = nanos;
        this.apart = checkpoints.apart().toNanos();
    }

    /** An attempt begins. */
    void begun() {
        since = nanos.getAsLong();
        took = 0;
        gives = !checkpoints.equals(Checkpoints.NONE);
    }

    /** An epoch of it ended, and it goes on. */
    void epochEnded(Task task, TrialRun run) {
        if (gives && (apart == 0 || trained() >= Math.max(apart, TIMES * took))) save(task, run);
    }

    /** It is given back between slices. */
    void released(Task task, TrialRun run) {
        if (gives && trained() >= apart / RELEASED) save(task, run);
    }

    private long trained() {
        return nanos.getAsLong() - since;
    }

    /** Whatever goes wrong here is none of the trial's business. */
    private void save(Task task, TrialRun run) {
        long begin = nanos.getAsLong();
        long trial = task.attempt().trial();
        try {
            byte[] checkpoint = run.checkpoint();
            // What gives none now may in the middle of an epoch, at the end of the next.
            if (checkpoint == null) return;
            checkpoints.save(trial, checkpoint);
            LOG.debug(
                    "trial {}: a checkpoint of {} bytes is kept after epoch {}",
                    trial,
                    checkpoint.length,
                    run.epochs().epochs());
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError | LinkageError thrown) {
            gives = false;
            LOG.warn("trial {} goes on without checkpoints", trial, thrown);
        }
        since = nanos.getAsLong();
        took = since - begin;
    }
}
