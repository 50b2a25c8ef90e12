// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.local;

import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.store.StudyStore;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Trial;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A whole study in this process: Vert.x, the coordinator, the node agent and the training verticles, started and
 * stopped together.
 */
public final class LocalStudy implements AutoCloseable {
    /**
     * What a study is made of.
     *
     * @param trainer prepared already
     * @param store stays open: whoever opened it closes it, after the study
     * @param workers trainings at a time, at least 1; changes nothing in the result
     */
    public record Parts(
            StudySpec spec,
            Searcher searcher,
            @Nullable Pruner pruner,
            Trainer trainer,
            StudyStore store,
            int workers) {
        public Parts {
            if (workers < 1) throw new IllegalArgumentException("workers (%d) must be at least 1".formatted(workers));
        }
    }

    /** How a study ended. */
    public enum Ending {
        /** Every trial has ended. */
        FINISHED,
        /** {@link #finish} or {@link #close} was called before. */
        STOPPED
    }

    private LocalStudy() {}

    /**
     * Goes on from what the store holds, from the beginning if that is nothing.
     *
     * @param listener called on one thread, in order, and must be quick
     */
    public static LocalStudy start(Parts parts, Consumer<StudyEvent> listener) {
        return new LocalStudy();
    }

    /**
     * Completes when the study has ended and the listener has heard of everything. Exceptionally only for internal
     * failures: the store broke, or a searcher, a pruner or the listener threw.
     */
    public CompletionStage<Ending> ending() {
        return CompletableFuture.failedStage(new UnsupportedOperationException("not built yet"));
    }

    /** Starts no more trials. Those that run end as they would; then the study has ended. */
    public void finish() {}

    /** The trials stored so far, by number. From any thread, also after closing. */
    public List<Trial> trials() {
        return List.of();
    }

    /** Stops now: running trials are dropped and run again by the next start. Nothing recorded is lost. */
    @Override
    public void close() {}
}
