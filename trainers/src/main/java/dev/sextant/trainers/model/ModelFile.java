// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.model;

import dev.sextant.trainers.table.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads saved models from files. */
public final class ModelFile {
    /** Ours: a gigabyte. */
    private static final long LARGEST = 1L << 30;

    private ModelFile() {}

    /**
     * @param name how messages call it
     * @throws ModelFormatException where it is no model
     * @throws IOException where it cannot be read
     */
    public static SavedModel read(Path file, String name) throws ModelFormatException, IOException {
        if (Files.isDirectory(file)) throw new ModelFormatException("it is a directory");
        if (!Files.isRegularFile(file)) throw new ModelFormatException("it is not a regular file");
        long size = Files.size(file);
        if (size > LARGEST)
            throw new ModelFormatException("it has %d bytes, at most %d are read".formatted(size, LARGEST));
        byte[] bytes = Files.readAllBytes(file);
        List<Tensor> tensors = SafeTensors.read(bytes);
        if (tensors.isEmpty()) throw new ModelFormatException("it holds no tensor");
        for (Tensor tensor : tensors) checkFinite(tensor);
        return new SavedModel(name, Checksum.of(bytes), tensors);
    }

    private static void checkFinite(Tensor tensor) throws ModelFormatException {
        float[] values = tensor.values();
        for (int i = 0; i < values.length; i++)
            if (!Float.isFinite(values[i]))
                throw new ModelFormatException(
                        "value %d of %s is %s, weights must be finite".formatted(i, tensor.name(), values[i]));
    }
}
