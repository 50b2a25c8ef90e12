// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.model;

import dev.sextant.trainers.table.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Files of networks: safetensors, NPZ archives and JSON. A file is told by its content, whatever it is called; every
 * reader refuses in words what is no such file, and takes no more memory than a small multiple of the file's size.
 */
public final class ModelFile {
    /** Ours: a gigabyte. */
    private static final long LARGEST = 1L << 30;

    private static final int ZIP = 'P' | 'K' << 8;
    private static final int NPY = 0x93 | 'N' << 8;
    private static final int GZIP = 0x8B1F;

    /** The first field of an ONNX model, its version, and the number of its kind. */
    private static final int ONNX = 0x08;

    private static final Map<String, Function<TrainedNetwork, byte[]>> WRITERS = new LinkedHashMap<>();

    static {
        WRITERS.put("safetensors", SafeTensors::write);
        WRITERS.put("npz", NpzModel::write);
        WRITERS.put("json", JsonModel::write);
    }

    private ModelFile() {}

    /** What {@link #write} writes, by the files' endings; the usual one first. */
    public static List<String> formats() {
        return List.copyOf(WRITERS.keySet());
    }

    /**
     * A network's file. Equal networks have equal bytes.
     *
     * @param format one of {@link #formats}
     */
    public static byte[] write(TrainedNetwork network, String format) {
        Function<TrainedNetwork, byte[]> writer = WRITERS.get(format);
        if (writer == null) throw new IllegalArgumentException("there is no format " + format);
        return writer.apply(network);
    }

    /**
     * The tensors of a file, of whatever program.
     *
     * @param name how messages call it
     * @throws ModelFormatException where it is no model
     * @throws IOException where it cannot be read
     */
    public static SavedModel read(Path file, String name) throws ModelFormatException, IOException {
        byte[] bytes = bytes(file);
        List<Tensor> tensors = parts(bytes).tensors();
        if (tensors.isEmpty()) throw new ModelFormatException("it holds no tensor");
        for (Tensor tensor : tensors) checkFinite(tensor);
        return new SavedModel(name, Checksum.of(bytes), tensors);
    }

    /**
     * The network of a file that {@link #write} wrote.
     *
     * @throws ModelFormatException where it is no such file, or damaged
     * @throws IOException where it cannot be read
     */
    public static TrainedNetwork network(Path file) throws ModelFormatException, IOException {
        return network(bytes(file));
    }

    static TrainedNetwork network(byte[] file) throws ModelFormatException {
        ModelParts parts = parts(file);
        if (parts.description() == null)
            throw new ModelFormatException(
                    "it holds weights and no description of what they belong to: only a network that sextant export of"
                            + " this version wrote can be predicted with");
        for (Tensor tensor : parts.tensors()) checkFinite(tensor);
        return Description.network(parts.description(), parts.tensors());
    }

    private static byte[] bytes(Path file) throws ModelFormatException, IOException {
        if (Files.isDirectory(file)) throw new ModelFormatException("it is a directory");
        if (!Files.isRegularFile(file)) throw new ModelFormatException("it is not a regular file");
        long size = Files.size(file);
        if (size > LARGEST)
            throw new ModelFormatException("it has %d bytes, at most %d are read".formatted(size, LARGEST));
        return Files.readAllBytes(file);
    }

    private static ModelParts parts(byte[] file) throws ModelFormatException {
        int begin = file.length < 2 ? -1 : (file[0] & 0xFF) | (file[1] & 0xFF) << 8;
        if (begin == ZIP) return NpzModel.parts(file);
        if (begin == NPY)
            throw new ModelFormatException("it is a single array of NumPy's; a network is an archive of several");
        if (begin == GZIP) throw new ModelFormatException("it is packed with gzip; unpack it");
        if (begin >= 0
                && file[0] == ONNX
                && file[1] < 32
                && (file.length < Long.BYTES || file[2] == 0x12 || file[2] == 0x3A))
            throw new ModelFormatException("it is an ONNX file; onnxruntime runs it, here another format is needed");
        if (object(file)) return JsonModel.parts(file);
        return SafeTensors.parts(file);
    }

    /** Whether the first character that is no blank opens an object. A safetensors file's header is shorter. */
    private static boolean object(byte[] file) {
        int at = 0;
        while (at < file.length && (file[at] == ' ' || file[at] == '\n' || file[at] == '\r' || file[at] == '\t')) at++;
        if (at == file.length || file[at] != '{') return false;
        // the length of a header that begins with such a byte would be read from the seven bytes behind it
        for (int i = Integer.BYTES; i < Math.min(Long.BYTES, file.length); i++) if (file[i] != 0) return true;
        return file.length < Long.BYTES;
    }

    private static void checkFinite(Tensor tensor) throws ModelFormatException {
        float[] values = tensor.values();
        for (int i = 0; i < values.length; i++)
            if (!Float.isFinite(values[i]))
                throw new ModelFormatException(
                        "value %d of %s is %s, weights must be finite".formatted(i, tensor.name(), values[i]));
    }
}
