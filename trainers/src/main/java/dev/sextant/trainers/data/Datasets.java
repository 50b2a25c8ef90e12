// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.StudyFolder;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The data of one study: each file read once, each division of it made once, shared read-only by all threads. */
public final class Datasets {
    /** Data documents of one study: few. Kept all in practice, so that a file is not read again while it may change. */
    private static final int MOST_DATASETS = 64;

    /** Divisions: one for the search and one for each replicate of a confirmation. */
    public static final int MOST_DIVISIONS = 16;

    /** Replicates of a confirmation whose classes are looked at before the first trial. */
    private static final int CHECKED_REPLICATES = 10;

    private record Drawn(DataSpec spec, long study, int split) {}

    private final Tables tables;
    private final Memo<DataSpec, Dataset> datasets = new Memo<>(MOST_DATASETS);
    private final Memo<Drawn, List<Parts>> divisions = new Memo<>(MOST_DIVISIONS);
    private final Memo<Drawn, Preparation> preparations = new Memo<>(MOST_DATASETS);

    /** @param folder where relative paths begin */
    public Datasets(Path folder) {
        this(new StudyFolder(folder));
    }

    public Datasets(StudyFolder folder) {
        tables = new Tables(folder);
    }

    public Dataset dataset(DataSpec spec) throws TrainingException {
        return datasets.get(spec, () -> new Dataset(tables.read(spec.source()), spec));
    }

    /** The division of data that is not divided into folds. */
    public Parts parts(DataSpec spec, Seeds seeds) throws TrainingException {
        return folds(spec, seeds).getFirst();
    }

    /**
     * The divisions that a trial trains on, one after the other: one, or as many as there are folds. All have the same
     * test rows.
     */
    public List<Parts> folds(DataSpec spec, Seeds seeds) throws TrainingException {
        return divisions.get(new Drawn(spec, seeds.study(), seeds.split()), () -> {
            Dataset dataset = dataset(spec);
            List<Parts> folds = new ArrayList<>();
            for (Split split : dataset.splits(seeds)) folds.add(new Parts(dataset, split));
            return List.copyOf(folds);
        });
    }

    /**
     * Looks at the data before the first trial: reads it, divides and encodes it as that trial will have it, and tells
     * what was found.
     */
    public Preparation prepare(DataSpec spec, Seeds seeds) throws TrainingException {
        return preparations.get(new Drawn(spec, seeds.study(), seeds.split()), () -> look(spec, seeds));
    }

    private Preparation look(DataSpec spec, Seeds seeds) throws TrainingException {
        Dataset dataset = dataset(spec);
        List<Parts> folds = folds(spec, seeds);
        int checked = spec.division().order() == Division.Order.GROUPED ? CHECKED_REPLICATES : 0;
        for (int replicate = 1; replicate <= checked; replicate++)
            for (Split split : dataset.splits(Seeds.ofConfirmation(seeds.study(), replicate)))
                dataset.checkClasses(split);
        return new Preparation(
                Facts.of(dataset, folds), ColumnSummary.of(dataset), new Suspicions(dataset, folds).warnings());
    }
}
