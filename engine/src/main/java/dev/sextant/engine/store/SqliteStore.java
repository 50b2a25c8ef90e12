// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.space.Space;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A study in one SQLite file. */
public final class SqliteStore implements StudyStore {
    private SqliteStore() {}

    /**
     * Creates the file, or opens it to go on. Holds the lock file next to it until closed; the lock of a dead process
     * is taken over.
     *
     * @throws LockedException when another live process holds it
     * @throws StoreException when the file is of another study, of a newer version, or not a store
     */
    public static SqliteStore open(Path file, StudySpec spec) throws StoreException {
        if (spec.trials() > 0) throw new StoreException("not built yet: " + file, null);
        return new SqliteStore();
    }

    /** All trials by number, also while another process writes. Changes nothing. */
    public static List<Trial> read(Path file, Space space) throws StoreException {
        if (space.dimensions() > 0) throw new StoreException("not built yet: " + file, null);
        return List.of();
    }

    @Override
    public CompletionStage<Content> load() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> add(List<Trial> trials) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> begin(Attempt attempt) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Outcome> end(Attempt attempt, Outcome outcome) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
