// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.TrainingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sequences in files that say what a row is. Number k of row i is i + k / 8. */
class SequenceFilesTest {
    private static final int ROWS = 20;
    private static final String BOTH = "\"npy\": {\"features\": \"x.npy\", \"target\": \"y.npy\"}";

    @TempDir
    private Path folder;

    private void npy(String name, String shape, float... numbers) throws IOException {
        byte[] dict = "{'descr': '<f4', 'fortran_order': False, 'shape': (%s), }"
                .formatted(shape)
                .getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer file =
                ByteBuffer.allocate(10 + dict.length + 4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.ISO_8859_1)).putShort((short) 1);
        file.putShort((short) dict.length).put(dict);
        for (float number : numbers) file.putFloat(number);
        Files.write(folder.resolve(name), file.array());
    }

    /** @param missing so many numbers at the end of row 3 are none */
    private void write(String sizes, int width, int missing) throws IOException {
        float[] numbers = new float[ROWS * width];
        for (int i = 0; i < ROWS; i++) for (int k = 0; k < width; k++) numbers[i * width + k] = i + k / 8f;
        for (int i = 1; i <= missing; i++) numbers[4 * width - i] = Float.NaN;
        npy("x.npy", ROWS + ", " + sizes, numbers);
        float[] targets = new float[ROWS];
        for (int i = 0; i < ROWS; i++) targets[i] = i + 0.5f;
        npy("y.npy", ROWS + ",", targets);
    }

    private Parts read(String source, String sequence) throws Exception {
        Dataset dataset = new Datasets(folder)
                .dataset(Csv.spec("{%s, \"sequence\": %s, \"scale\": \"none\", \"order\": \"time\"}"
                        .formatted(source, sequence)));
        return new Parts(dataset, Seeds.ofSearch(1, 0));
    }

    @Test
    void anArrayOfStepsOfFeaturesNeedsNothingButTheWord() throws Exception {
        write("4, 3", 12, 3);
        Parts parts = read(BOTH, "{}");
        assertEquals(13, parts.inputs());
        assertEquals(4, parts.training().inputs().get(2, 12));
        assertEquals(2 + 11 / 8f, parts.training().inputs().get(2, 11));
        assertEquals(3, parts.training().inputs().get(3, 12));
        assertEquals(3 + 8 / 8f, parts.training().inputs().get(3, 8));
        assertEquals(0, parts.training().inputs().get(3, 9));
    }

    @Test
    void anArrayOfStepsHasOneFeature() throws Exception {
        write("12", 12, 2);
        assertEquals(10, read(BOTH, "{}").training().inputs().get(3, 12));
    }

    @Test
    void whatTheFileContradictsIsRefused() throws Exception {
        write("4, 3", 12, 1);
        refused(
                "{\"features\": 2}",
                "data.sequence.features",
                "features is written as 2, but x.npy has rows of 4×3",
                "leave it to the file with \"sequence\": {}, or correct it");
        refused(
                "{\"tokens\": true}",
                "data.sequence.tokens",
                "a step is one token, but x.npy has rows of 4×3",
                "reshape it to [n][step], or leave tokens out");
        refused(
                "{}",
                "data.npy",
                "x.npy, row 4: column x12 has no value here, in step 4 of the 4 of its row",
                "only empty cells at the end make a sequence shorter: fill it in, or write \"missing\": \"mean\","
                        + " \"median\" or \"dropRow\"");
        write("2, 2, 3", 12, 0);
        refused(
                "{}",
                "data.sequence.features",
                "x.npy has rows of 2×2×3, a sequence has steps of features",
                "reshape it to [n][step][feature]");
    }

    private void refused(String sequence, String path, String message, String help) {
        TrainingException refused = assertThrows(TrainingException.class, () -> read(BOTH, sequence));
        assertEquals(
                new Refusal(path, message, help),
                new Refusal(refused.path(), String.valueOf(refused.getMessage()), refused.help()));
    }
}
