// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Circumstances;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Toy trainings that go on from checkpoints, which are the number of their epochs; counts what it trains. */
public class RestingToys extends ToyStudy.ToyTrainer {
    private final AtomicInteger slices = new AtomicInteger();
    private final Map<Integer, Integer> resumed = new ConcurrentHashMap<>();

    /** Epochs that were trained, the last of each training included. */
    public int slices() {
        return slices.get();
    }

    /** After how many epochs a training went on last, by the stream of its seeds. */
    public Map<Integer, Integer> resumed() {
        return Map.copyOf(resumed);
    }

    @Override
    public Training start(Assignment assignment) throws TrainingException {
        return start(assignment, Circumstances.PLAIN);
    }

    @Override
    public Training start(Assignment assignment, Circumstances circumstances) throws TrainingException {
        byte[] checkpoint = circumstances.checkpoint();
        int begun = 0;
        if (checkpoint != null) {
            if (checkpoint.length != 1)
                throw new TrainingException("", "it has %d bytes, not 1".formatted(checkpoint.length), "");
            begun = checkpoint[0];
            resumed.put(assignment.seeds().training(), begun);
        }
        return new Resting(startAfter(begun, assignment), begun);
    }

    private final class Resting implements Training {
        private final Training training;
        private int epoch;

        private Resting(Training training, int begun) {
            this.training = training;
            this.epoch = begun;
        }

        @Override
        public Progress step() throws TrainingException {
            Progress progress = training.step();
            slices.incrementAndGet();
            if (progress instanceof Progress.Epoch ended) epoch = ended.epoch();
            return progress;
        }

        @Override
        public byte @Nullable [] checkpoint() {
            return new byte[] {(byte) epoch};
        }

        @Override
        public void close() {
            training.close();
        }
    }
}
