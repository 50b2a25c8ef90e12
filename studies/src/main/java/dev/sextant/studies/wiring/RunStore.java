// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.engine.store.SqliteSource;
import dev.sextant.engine.store.StoreSource;

/**
 * Where a run keeps its trials: in a file of its own folder, unless its {@link StoreFile} says that they lie elsewhere.
 */
public final class RunStore {
    private RunStore() {}

    /**
     * The store of the run in this directory; nothing is opened.
     *
     * @throws RefusedException where what should say it cannot be read
     */
    public static StoreSource of(RunDirectory run) throws RefusedException {
        return new SqliteSource(run.store());
    }
}
