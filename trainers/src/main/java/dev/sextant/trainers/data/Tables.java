// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.TrainingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Makes a table of what a source names: files are read, generated data is generated. */
final class Tables {
    private static final String RESOURCES = "/dev/sextant/datasets/";

    private final Path folder;

    /** @param folder where relative paths begin */
    Tables(Path folder) {
        this.folder = folder;
    }

    Table read(Source source) throws TrainingException {
        return switch (source) {
            case Source.Csv csv -> new CsvFile(source.key(), csv.file(), Limits.DEFAULT).read(file(csv));
            case Source.Builtin builtin ->
                new CsvFile(source.key(), builtin.file(), Limits.DEFAULT).parse(resource(builtin));
            case Source.Sine sine -> sine(sine);
        };
    }

    private Path file(Source.Csv csv) throws TrainingException {
        try {
            return folder.resolve(csv.file());
        } catch (InvalidPathException notAPath) {
            throw new TrainingException(
                    csv.key(),
                    "\"%s\" is not a path: %s".formatted(csv.file(), notAPath.getReason()),
                    "write the path of a CSV file");
        }
    }

    private static byte[] resource(Source.Builtin builtin) throws TrainingException {
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

    private static Table sine(Source.Sine sine) {
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
