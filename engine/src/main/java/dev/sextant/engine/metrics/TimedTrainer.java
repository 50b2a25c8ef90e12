// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.metrics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Circumstances;
import dev.sextant.engine.spi.Memory;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Structure;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

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
    public Structure structure(ObjectNode document) throws TrainingException {
        return trainer.structure(document);
    }

    @Override
    public List<String> files(ObjectNode document) throws TrainingException {
        return trainer.files(document);
    }

    @Override
    public Training start(Assignment assignment) throws TrainingException {
        return start(assignment, Circumstances.PLAIN);
    }

    @Override
    public Training start(Assignment assignment, Circumstances circumstances) throws TrainingException {
        slots.begun(assignment, clock.getAsLong())
                .ifPresent(nanos -> meters.dispatch().record(nanos, TimeUnit.NANOSECONDS));
        boolean started = false;
        try {
            Training training =
                    new TimedTraining(trainer.start(assignment, circumstances), circumstances.checkpoint() != null);
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

        /** Whether epochs before those that it tells of were trained by another attempt, which counted them. */
        private boolean later;

        private TimedTraining(Training training, boolean later) {
            this.training = training;
            this.later = later;
        }

        @Override
        public Progress step() throws TrainingException {
            long from = clock.getAsLong();
            Progress progress = training.step();
            meters.slice().record(clock.getAsLong() - from, TimeUnit.NANOSECONDS);
            switch (progress) {
                case Progress.Running() -> {}
                case Progress.Epoch(int epoch, double _, var _) -> count(epoch);
                case Progress.Done(Outcome outcome) -> count(outcome.curve().epochs());
            }
            return progress;
        }

        /** The last epoch comes with the outcome alone. */
        private void count(int epochs) {
            if (later) counted = epochs - 1;
            later = false;
            if (epochs > counted) meters.epochs().increment(epochs - counted);
            counted = epochs;
        }

        @Override
        public byte @Nullable [] checkpoint() {
            return training.checkpoint();
        }

        @Override
        public void close() {
            training.close();
            if (!closed) slots.freed(clock.getAsLong());
            closed = true;
        }
    }
}
