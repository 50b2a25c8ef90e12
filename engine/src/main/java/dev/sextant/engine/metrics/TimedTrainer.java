// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.metrics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Memory;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A trainer whose slices are timed and whose epochs are counted; trains as it trains. */
record TimedTrainer(Trainer trainer, Meters meters, Slots slots, LongSupplier clock) implements Trainer {
    record Meters(Timer slice, Timer dispatch, Counter epochs) {}

    @Override
    public Preparation prepare(ObjectNode document, Objective objective, Seeds seeds) throws TrainingException {
        return trainer.prepare(document, objective, seeds);
    }

    @Override
    public long epochCost(ObjectNode document) {
        return trainer.epochCost(document);
    }

    @Override
    public Memory memory(ObjectNode document, int divisions) {
        return trainer.memory(document, divisions);
    }

    @Override
    public Training start(Assignment assignment) throws TrainingException {
        slots.begun(assignment, clock.getAsLong())
                .ifPresent(nanos -> meters.dispatch().record(nanos, TimeUnit.NANOSECONDS));
        boolean started = false;
        try {
            Training training = new TimedTraining(trainer.start(assignment));
            started = true;
            return training;
        } finally {
            if (!started) slots.freed(clock.getAsLong());
        }
    }

    private final class TimedTraining implements Training {
        private final Training training;
        private int counted;
        private boolean closed;

        private TimedTraining(Training training) {
            this.training = training;
        }

        @Override
        public Progress step() throws TrainingException {
            long from = clock.getAsLong();
            Progress progress = training.step();
            meters.slice().record(clock.getAsLong() - from, TimeUnit.NANOSECONDS);
            switch (progress) {
                case Progress.Running() -> {}
                case Progress.Epoch _ -> count(counted + 1);
                case Progress.Done(Outcome outcome) -> count(outcome.curve().epochs());
            }
            return progress;
        }

        /** The last epoch comes with the outcome alone. */
        private void count(int epochs) {
            if (epochs > counted) meters.epochs().increment(epochs - counted);
            counted = epochs;
        }

        @Override
        public void close() {
            training.close();
            if (!closed) slots.freed(clock.getAsLong());
            closed = true;
        }
    }
}
