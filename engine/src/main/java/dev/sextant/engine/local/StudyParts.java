// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.local;

import dev.sextant.engine.checkpoint.Checkpoints;
import dev.sextant.engine.metrics.StudyMetrics;
import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.store.StudyStore;
import dev.sextant.engine.study.StudySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a study is made of.
 *
 * @param trainer prepared already
 * @param store stays open: whoever opened it closes it, after the study
 * @param workers trainings at a time in this process, at least 1, or 0 where others train; changes nothing in the
 *     result
 * @param metrics what counts and times the study, or null; changes nothing in the result
 * @param checkpoints where those of running trials are kept; changes nothing in the result
 */
public record StudyParts(
        StudySpec spec,
        Searcher searcher,
        @Nullable Pruner pruner,
        Trainer trainer,
        StudyStore store,
        int workers,
        @Nullable StudyMetrics metrics,
        Checkpoints checkpoints) {
    public StudyParts {
        if (workers < 0) throw new IllegalArgumentException("workers (%d) must not be negative".formatted(workers));
    }

    /** Without metrics and checkpoints. */
    public StudyParts(
            StudySpec spec,
            Searcher searcher,
            @Nullable Pruner pruner,
            Trainer trainer,
            StudyStore store,
            int workers) {
        this(spec, searcher, pruner, trainer, store, workers, null);
    }

    /** Without checkpoints. */
    public StudyParts(
            StudySpec spec,
            Searcher searcher,
            @Nullable Pruner pruner,
            Trainer trainer,
            StudyStore store,
            int workers,
            @Nullable StudyMetrics metrics) {
        this(spec, searcher, pruner, trainer, store, workers, metrics, Checkpoints.NONE);
    }

    /** These parts, each timed where there are metrics. */
    StudyParts timed() {
        if (metrics == null) return this;
        return new StudyParts(
                spec,
                metrics.searcher(searcher),
                pruner == null ? null : metrics.pruner(pruner),
                metrics.trainer(trainer),
                store,
                workers,
                metrics,
                checkpoints);
    }
}
