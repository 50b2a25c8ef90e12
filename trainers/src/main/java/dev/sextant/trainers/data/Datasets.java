// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.TrainingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The data of one study: each file read once, each division of it made once, shared read-only by all threads. */
public final class Datasets {
    /** Data documents of one study: few. Kept all in practice, so that a file is not read again while it may change. */
    private static final int MOST_DATASETS = 64;

    /** Divisions: one for the search and one for each replicate of a confirmation. */
    private static final int MOST_DIVISIONS = 16;

    private static final String RESOURCES = "/dev/sextant/datasets/";

    private record Division(DataSpec spec, long study, int split) {}

    private final Path folder;
    private final Memo<DataSpec, Dataset> datasets = new Memo<>(MOST_DATASETS);
    private final Memo<Division, Parts> divisions = new Memo<>(MOST_DIVISIONS);

    /** @param folder where relative paths begin */
    public Datasets(Path folder) {
        this.folder = folder;
    }

    public Dataset dataset(DataSpec spec) throws TrainingException {
        return datasets.get(spec, () -> new Dataset(table(spec.source()), spec));
    }

    public Parts parts(DataSpec spec, Seeds seeds) throws TrainingException {
        return divisions.get(new Division(spec, seeds.study(), seeds.split()), () -> new Parts(dataset(spec), seeds));
    }

    private Table table(DataSpec.Source source) throws TrainingException {
        return switch (source) {
            case DataSpec.Source.Csv csv -> new CsvFile(source.key(), csv.file(), Limits.DEFAULT).read(file(csv));
            case DataSpec.Source.Builtin builtin ->
                new CsvFile(source.key(), builtin.file(), Limits.DEFAULT).parse(resource(builtin));
            case DataSpec.Source.Sine sine -> sine(sine);
        };
    }

    private Path file(DataSpec.Source.Csv csv) throws TrainingException {
        try {
            return folder.resolve(csv.file());
        } catch (InvalidPathException notAPath) {
            throw new TrainingException(
                    csv.key(),
                    "\"%s\" is not a path: %s".formatted(csv.file(), notAPath.getReason()),
                    "write the path of a CSV file");
        }
    }

    private static byte[] resource(DataSpec.Source.Builtin builtin) throws TrainingException {
        try (InputStream stream = Datasets.class.getResourceAsStream(RESOURCES + builtin.file())) {
            if (stream == null)
                throw new TrainingException(
                        builtin.key(),
                        "the data set \"%s\" is not part of this installation".formatted(builtin.name()),
                        "name its file with \"csv\"");
            return stream.readAllBytes();
        } catch (IOException failure) {
            throw new TrainingException(
                    builtin.key(),
                    "the data set \"%s\" cannot be read: %s".formatted(builtin.name(), failure),
                    "check the installation");
        }
    }

    private static Table sine(DataSpec.Source.Sine sine) {
        Column x = new Column("x");
        Column y = new Column("y");
        ByteBuffer bytes = ByteBuffer.allocate(sine.rows() * 2 * Double.BYTES);
        DrawSequence noise = new Draws(0, 0).of("noise");
        for (int i = 0; i < sine.rows(); i++) {
            double at = sine.from() + i * (sine.to() - sine.from()) / (sine.rows() - 1);
            double value = StrictMath.sin(at) + sine.noise() * noise.normal();
            x.add(at);
            y.add(value);
            bytes.putDouble(at).putDouble(value);
        }
        return new Table(
                "sine",
                Checksum.of(bytes.array()),
                sine.rows(),
                List.of(x, y),
                (row, column) -> "sine, row " + (row + 1));
    }
}
