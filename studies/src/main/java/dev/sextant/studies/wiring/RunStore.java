// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.engine.store.SqliteSource;
import dev.sextant.engine.store.StoreSource;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a run keeps its trials: in a file of its own folder, unless its {@link StoreFile} says that they lie elsewhere.
 */
public final class RunStore {
    private RunStore() {}

    /**
     * The store of the run in this directory; nothing is opened. Where it needs a password, that of the environment.
     *
     * @throws RefusedException where what should say it cannot be read
     */
    public static StoreSource of(RunDirectory run) throws RefusedException {
        return of(run, null);
    }

    /** With the password in this file, where it needs one and the file is not null. */
    static StoreSource of(RunDirectory run, @Nullable Path passwordFile) throws RefusedException {
        StoreFile elsewhere = StoreFile.read(run);
        return elsewhere == null
                ? new SqliteSource(run.store())
                : DatabaseStudies.source(run.storeFile(), elsewhere, passwordFile);
    }
}
