// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.engine.local.LocalStudy;
import dev.sextant.engine.local.StudyParts;
import dev.sextant.engine.store.MemoryStore;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.trial.Trial;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** A study that is running in this process and leaves nothing on the disk. */
final class MemoryRun implements Running {
    private final PreparedStudy study;
    private final LocalStudy running;

    /**
     * Goes on from what the store holds.
     *
     * @param workers trainings at a time
     * @param listener called on one thread, in order, and must be quick
     */
    MemoryRun(PreparedStudy study, MemoryStore store, int workers, Consumer<StudyEvent> listener) {
        this.study = study;
        this.running = LocalStudy.start(
                new StudyParts(study.file().spec(), study.searcher(), study.pruner(), study.trainer(), store, workers),
                listener);
    }

    @Override
    public List<Trial> trials() {
        return running.trials();
    }

    @Override
    public void finish() {
        running.finish();
    }

    @Override
    public void stop() {
        running.close();
    }

    /** With what the trials say by themselves: nobody reads a report of it. */
    @Override
    public StudyRun.Ended await() throws ExecutionException, InterruptedException {
        LocalStudy.Ending ending = running.ending().toCompletableFuture().get();
        List<Trial> trials = running.trials();
        return new StudyRun.Ended(
                ending,
                trials,
                Rankings.of(study.file().spec(), study.searcher(), trials, ending == LocalStudy.Ending.OUT_OF_TIME));
    }

    @Override
    public void close() {
        running.close();
    }
}
