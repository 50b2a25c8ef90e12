// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.TrainingException;
import java.nio.file.Path;
import java.util.List;

/** The data of one study: each file read once, each division of it made once, shared read-only by all threads. */
public final class Datasets {
    /** Data documents of one study: few. Kept all in practice, so that a file is not read again while it may change. */
    private static final int MOST_DATASETS = 64;

    /** Divisions: one for the search and one for each replicate of a confirmation. */
    private static final int MOST_DIVISIONS = 16;

    private record Division(DataSpec spec, long study, int split) {}

    private final Tables tables;
    private final Memo<DataSpec, Dataset> datasets = new Memo<>(MOST_DATASETS);
    private final Memo<Division, Parts> divisions = new Memo<>(MOST_DIVISIONS);

    /** @param folder where relative paths begin */
    public Datasets(Path folder) {
        tables = new Tables(folder);
    }

    public Dataset dataset(DataSpec spec) throws TrainingException {
        return datasets.get(spec, () -> new Dataset(tables.read(spec.source()), spec));
    }

    public Parts parts(DataSpec spec, Seeds seeds) throws TrainingException {
        return divisions.get(new Division(spec, seeds.study(), seeds.split()), () -> new Parts(dataset(spec), seeds));
    }

    /**
     * The divisions that a trial trains on, one after the other: one, or as many as there are folds. All have the same
     * test rows.
     */
    public List<Parts> folds(DataSpec spec, Seeds seeds) throws TrainingException {
        return List.of(parts(spec, seeds));
    }
}
