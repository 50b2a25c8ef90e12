// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import dev.sextant.engine.spi.StudyFolder;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.model.ModelFile;
import dev.sextant.trainers.model.ModelFormatException;
import dev.sextant.trainers.model.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The saved models that one study's documents name: each read once, shared by all threads. */
final class SavedModels {
    static final String KEY = "initialWeights";

    private final StudyFolder folder;
    private final Map<String, SavedModel> read = new HashMap<>();

    SavedModels(StudyFolder folder) {
        this.folder = folder;
    }

    synchronized SavedModel read(String name) throws TrainingException {
        SavedModel known = read.get(name);
        if (known != null) return known;
        try {
            Path file = folder.resolve(name);
            if (!Files.exists(file))
                throw new TrainingException(
                        KEY,
                        "there is no file %s".formatted(file),
                        "paths begin at the study's folder; check the spelling");
            SavedModel model = ModelFile.read(file, name);
            read.put(name, model);
            return model;
        } catch (InvalidPathException notAPath) {
            throw new TrainingException(
                    KEY, "\"%s\" is not a path: %s".formatted(name, notAPath.getReason()), "name a file");
        } catch (ModelFormatException broken) {
            throw new TrainingException(
                    KEY,
                    "%s is not a saved network: %s".formatted(name, broken.getMessage()),
                    "name a safetensors or npz file, or the json of an export");
        } catch (IOException failure) {
            throw new TrainingException(
                    KEY, "%s cannot be read: %s".formatted(name, failure), "check the disk and the permissions");
        }
    }
}
