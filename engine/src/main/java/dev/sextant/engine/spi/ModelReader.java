// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import java.nio.file.Path;

/**
 * What reads the files that a {@link ModelExporter} writes, to predict with them; found by
 * {@link java.util.ServiceLoader}.
 */
public interface ModelReader {
    /**
     * Reads a file, told by its content, whatever it is called.
     *
     * @param name how messages call it
     * @throws TrainingException where it cannot be predicted with, in words for the person who named it: it is of
     *     another kind or of a newer version, cut or damaged
     */
    Predictor read(Path file, String name) throws TrainingException;
}
