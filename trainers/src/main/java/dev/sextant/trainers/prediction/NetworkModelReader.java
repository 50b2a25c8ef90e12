// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.prediction;

import dev.sextant.engine.spi.ModelReader;
import dev.sextant.engine.spi.Predictor;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.model.ModelFile;
import dev.sextant.trainers.model.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads networks that were exported, to predict with them. */
public final class NetworkModelReader implements ModelReader {
    private static final String EXPORT =
            "name a network that was written by: sextant export RUN --to " + String.join("|", ModelFile.formats());

    /** Needed by {@link java.util.ServiceLoader}. */
    public NetworkModelReader() {}

    @Override
    public Predictor read(Path file, String name) throws TrainingException {
        if (Files.notExists(file))
            throw new TrainingException("", "there is no file %s".formatted(name), "check the spelling; " + EXPORT);
        try {
            return new NetworkPredictor(ModelFile.network(file));
        } catch (ModelFormatException broken) {
            throw new TrainingException(
                    "", "%s cannot be predicted with: %s".formatted(name, broken.getMessage()), EXPORT);
        } catch (IOException failure) {
            throw new TrainingException(
                    "", "%s cannot be read: %s".formatted(name, failure), "check the disk and the permissions");
        }
    }
}
