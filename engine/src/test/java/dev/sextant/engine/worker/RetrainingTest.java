// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.study.Assignments;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.ConfirmationRule;
import dev.sextant.engine.study.Limits;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.study.ToyStudy;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetrainingTest {
    private static final StudySpec SPEC = ToyStudy.spec(20, 4, new ConfirmationRule(2, 2, true), Direction.MINIMIZE);

    private static Task task(Trial trial) {
        return new Task(new Attempt(trial.number(), 1, 1, "again"), Assignments.of(SPEC, trial), trial.plan());
    }

    @Test
    void aTrialOfAnyRoleEndsAsItDidInTheStudy() {
        for (Trial trial :
                ToyStudy.straight(SPEC, new ToyStudy.HashingSearcher(Long.MAX_VALUE), ToyStudy.HASHING_PRUNER))
            assertEquals(trial.outcome(), Retraining.run(task(trial), new ToyStudy.ToyTrainer()));
    }

    @Test
    void aFailureKeepsTheEpochsBeforeIt() {
        Trial trial = ToyStudy.straight(SPEC, new ToyStudy.HashingSearcher(Long.MAX_VALUE), null)
                .getFirst();
        Breaking broken = new Breaking();
        assertEquals(
                new Outcome.Failed("data: gone Put it back.", new LearningCurve(new double[] {0.5, 0.25})),
                Retraining.run(task(trial), broken));
        assertTrue(broken.closed);
    }

    @Test
    void noClockEndsIt() {
        StudySpec hasty = SPEC.with(new Limits(Duration.ofNanos(1), 2, Duration.ofNanos(1), 1, Duration.ofNanos(1)));
        for (Trial trial : ToyStudy.straight(hasty, new ToyStudy.HashingSearcher(Long.MAX_VALUE), null)) {
            Task task = new Task(
                    task(trial).attempt(), Assignments.of(hasty, trial), trial.plan(), false, hasty.limits(), false);
            assertEquals(trial.outcome(), Retraining.run(task, new ToyStudy.ToyTrainer()));
        }
    }

    /** Trains two epochs. */
    private static final class Breaking implements Trainer {
        private boolean closed;

        @Override
        public Preparation prepare(ObjectNode document, Objective objective, Seeds seeds) {
            return Preparation.of(Map.of());
        }

        @Override
        public Training start(Assignment assignment) {
            return new Training() {
                private int epoch;

                @Override
                public Progress step() throws TrainingException {
                    if (++epoch > 2) throw new TrainingException("data", "gone", "Put it back.");
                    return new Progress.Epoch(epoch, 1.0 / (2 * epoch));
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }
    }
}
