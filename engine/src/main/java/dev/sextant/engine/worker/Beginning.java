// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import dev.sextant.engine.checkpoint.CheckpointException;
import dev.sextant.engine.checkpoint.Checkpoints;
import dev.sextant.engine.checkpoint.TrialCheckpoint;
import dev.sextant.engine.spi.Circumstances;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.trial.BestEpoch;
import dev.sextant.engine.trial.LearningCurve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an attempt at a trial begins: at the beginning, or after the epochs of an attempt before it. Whatever is wrong
 * with what that one kept, the attempt begins at the beginning.
 *
 * @param curve of the epochs before; empty at the beginning
 * @param nanos how long each of them took that was timed
 */
record Beginning(Training training, LearningCurve curve, long[] nanos) {
    private static final Logger LOG = LoggerFactory.getLogger(Beginning.class);

    static Beginning of(Task task, Trainer trainer, Checkpoints checkpoints) throws TrainingException {
        if (task.attempt().number() > 1) {
            Beginning later = later(task, trainer, checkpoints);
            if (later != null) return later;
        }
        return new Beginning(start(task, trainer, null, checkpoints), LearningCurve.EMPTY, new long[0]);
    }

    private static @Nullable Beginning later(Task task, Trainer trainer, Checkpoints checkpoints) {
        long trial = task.attempt().trial();
        try {
            byte[] kept = checkpoints.load(trial);
            if (kept == null) return null;
            TrialCheckpoint checkpoint = TrialCheckpoint.of(kept, task.assignment());
            int ended = firstEnd(task, checkpoint.curve());
            if (ended > 0)
                throw new CheckpointException("by the study's limits of today the trial ends after epoch " + ended);
            Training training = start(task, trainer, checkpoint.training(), checkpoints);
            LOG.atInfo()
                    .addKeyValue("trial", trial)
                    .addKeyValue("attempt", task.attempt().number())
                    .addKeyValue("epoch", checkpoint.curve().epochs())
                    .log(
                            "trial {} goes on after epoch {}",
                            trial,
                            checkpoint.curve().epochs());
            return new Beginning(training, checkpoint.curve(), checkpoint.nanos());
        } catch (CheckpointException | TrainingException refused) {
            LOG.warn("the checkpoint of trial {} is not used: {}", trial, refused.getMessage());
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError | LinkageError broken) {
            // Without it the trial may well train.
            LOG.warn("the checkpoint of trial {} is not used", trial, broken);
        }
        return null;
    }

    /** The epoch after which the trial would have ended; 0 where it goes on after all of them. */
    private static int firstEnd(Task task, LearningCurve curve) {
        BestEpoch best = TrialRun.best(task);
        for (int epoch = 1; epoch <= curve.epochs(); epoch++)
            if (!Double.isFinite(curve.at(epoch)) || best.endsAfter(epoch, curve.at(epoch))) return epoch;
        return 0;
    }

    private static Training start(Task task, Trainer trainer, byte @Nullable [] checkpoint, Checkpoints checkpoints)
            throws TrainingException {
        long trial = task.attempt().trial();
        Circumstances circumstances = new Circumstances(
                task.attempt().number(),
                task.plan(),
                checkpoint,
                checkpoints.folder(trial),
                checkpoints.log(trial),
                trial);
        return TrialRun.present(trainer.start(task.assignment(), circumstances), "no training");
    }
}
