// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.model;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.FloatArchive;
import dev.sextant.trainers.table.FloatArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A network as an NPZ archive: a zip file, nothing in it packed, of one NPY file for each tensor and the description
 * before them. NumPy's {@code load} gives the arrays by the tensors' names.
 *
 * <p>Source: NumPy's manual, numpy.lib.format. Every entry has the oldest date that zip knows, so that equal networks
 * have equal bytes.
 */
final class NpzModel {
    private static final LocalDateTime OLDEST = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** The numbers of an NPY file begin at a multiple of so many bytes. */
    private static final int ALIGNED = 64;

    private static final int NPY_BEGIN = 10;

    /** What an archive may unpack to: weights are noise, which packing hardly shrinks. */
    private static final int MOST_SHRUNK = 20;

    private static final long ALWAYS = 64L << 20;

    private NpzModel() {}

    static byte[] write(TrainedNetwork network) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, Description.ENTRY, Description.text(network).getBytes(StandardCharsets.UTF_8));
            for (Tensor tensor : network.tensors()) put(zip, tensor.name() + ".npy", npy(tensor));
        } catch (IOException memoryDoesNotFail) {
            throw new UncheckedIOException(memoryDoesNotFail);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(OLDEST);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] npy(Tensor tensor) {
        String lengths = tensor.shape().stream().map(String::valueOf).collect(Collectors.joining(", "));
        String head = "{'descr': '<f4', 'fortran_order': False, 'shape': (%s%s), }"
                .formatted(lengths, tensor.shape().size() == 1 ? "," : "");
        int padded = Math.ceilDiv(NPY_BEGIN + head.length() + 1, ALIGNED) * ALIGNED - NPY_BEGIN;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) padded, (byte) (padded >> 8)});
        bytes.writeBytes((head + " ".repeat(padded - head.length() - 1) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(Description.bytes(tensor));
        return bytes.toByteArray();
    }

    static ModelParts parts(byte[] file) throws ModelFormatException {
        FloatArchive archive;
        try {
            archive = FloatArchive.read(
                    file, "the archive", Description.ENTRY, ALWAYS + (long) MOST_SHRUNK * file.length);
        } catch (TrainingException refused) {
            throw new ModelFormatException(String.valueOf(refused.getMessage()));
        }
        List<Tensor> tensors = new ArrayList<>();
        for (FloatArray array : archive.arrays()) tensors.add(new Tensor(array.name(), array.shape(), array.values()));
        String text = archive.text();
        return new ModelParts(text == null ? null : Description.parse(text), tensors);
    }
}
