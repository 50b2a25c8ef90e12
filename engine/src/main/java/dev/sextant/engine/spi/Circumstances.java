// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import dev.sextant.engine.trial.StoppingPlan;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Under what circumstances an attempt trains. Nothing of it may change what comes of the trial: it may be told to a
 * program that stops by itself or goes on where an attempt before it stood.
 *
 * @param attempt from 1, counted for each trial
 * @param plan what the trial's curve is held against by the worker
 * @param checkpoint what {@link Training#checkpoint} of an attempt before this one gave last; null where there is none
 * @param folder where programs may keep checkpoints of their own from one attempt at the trial to the next; made by
 *     whoever wants it, deleted once the trial has ended; null where nothing is kept
 * @param log the file for what the trial's programs print, one after the other over all its attempts, for people; made
 *     by whoever has something to write, who bounds it; it stays when the trial has ended; null where nothing is kept
 * @param trial its number among the study's trials of all roles, to be shown; -1 where it is not one of a study
 */
public record Circumstances(
        int attempt,
        StoppingPlan plan,
        byte @Nullable [] checkpoint,
        @Nullable Path folder,
        @Nullable Path log,
        long trial) {
    /** The first attempt at a trial that nothing stops, and of which nothing is kept. */
    public static final Circumstances PLAIN = new Circumstances(1, StoppingPlan.NONE, null, null, null);

    /** Of a training that is not one of a study's. */
    public Circumstances(
            int attempt, StoppingPlan plan, byte @Nullable [] checkpoint, @Nullable Path folder, @Nullable Path log) {
        this(attempt, plan, checkpoint, folder, log, -1);
    }

    /** Without a log. */
    public Circumstances(int attempt, StoppingPlan plan, byte @Nullable [] checkpoint, @Nullable Path folder) {
        this(attempt, plan, checkpoint, folder, null);
    }
}
