// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import dev.sextant.engine.trial.Outcome;
import java.util.List;
import java.util.Map;

/**
 * What a {@link Trainer} may be, too: one whose trained models can be kept. Nothing of a model is stored while a study
 * runs; a training is a function of its assignment, so it is done again and gives the same model bit for bit.
 */
public interface ModelExporter {
    /** The file formats by the names that people type, which are the files' endings too; the first is the usual one. */
    List<String> formats();

    /**
     * Trains to the end.
     *
     * @param format one of {@link #formats}
     * @param facts what the file says about where it comes from, by name
     */
    Model train(Assignment assignment, String format, Map<String, String> facts) throws TrainingException;

    /**
     * A trained model.
     *
     * @param file empty where the training did not complete
     */
    record Model(Outcome outcome, byte[] file) {
        public Model {
            file = file.clone();
        }
    }
}
