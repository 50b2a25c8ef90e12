// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.TrainingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images in files that say what a row is. Pixel k of row i is (i + 3 k) mod 251. */
class ImageFilesTest {
    private static final int ROWS = 20;

    @TempDir
    private Path folder;

    private static int pixel(int row, int at) {
        return (row + 3 * at) % 251;
    }

    private static ByteBuffer body(int pixels) {
        ByteBuffer body = ByteBuffer.allocate(ROWS * pixels);
        for (int i = 0; i < ROWS; i++) for (int k = 0; k < pixels; k++) body.put((byte) pixel(i, k));
        return body.flip();
    }

    private void write(String name, byte[] head, ByteBuffer body) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(head.length + body.remaining());
        Files.write(folder.resolve(name), file.put(head).put(body).array());
    }

    private void idx(String name, ByteBuffer body, int... sizes) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(4 + 4 * sizes.length).putShort((short) 0);
        head.put((byte) 8).put((byte) sizes.length);
        for (int size : sizes) head.putInt(size);
        write(name, head.array(), body);
    }

    private void npy(String name, ByteBuffer body, String shape) throws IOException {
        String dict = "{'descr': '|u1', 'fortran_order': False, 'shape': (%s), }".formatted(shape);
        ByteBuffer head = ByteBuffer.allocate(10 + dict.length());
        head.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.ISO_8859_1))
                .put((byte) 1)
                .put((byte) 0);
        head.put((byte) dict.length()).put((byte) (dict.length() >> 8));
        write(name, head.put(dict.getBytes(StandardCharsets.ISO_8859_1)).array(), body);
    }

    private void labels() throws IOException {
        byte[] labels = new byte[ROWS];
        for (int i = 0; i < ROWS; i++) labels[i] = (byte) (i % 2);
        idx("labels", ByteBuffer.wrap(labels), ROWS);
        npy("labels.npy", ByteBuffer.wrap(labels), ROWS + ",");
    }

    private Dataset read(String source, String image) throws Exception {
        return new Datasets(folder)
                .dataset(Csv.spec("{%s, \"image\": %s, \"scale\": \"none\"}".formatted(source, image)));
    }

    @Test
    void mnistsFilesAreImagesOfOneChannel() throws Exception {
        labels();
        idx("images", body(28 * 28), ROWS, 28, 28);
        Dataset dataset = read("\"idx\": {\"features\": \"images\", \"target\": \"labels\"}", "true");
        assertEquals("1×28×28", dataset.mostShape().text());
        assertEquals(784, dataset.mostInputs());
        Parts parts = new Parts(dataset, Seeds.ofSearch(3, 0));
        int row = dataset.tableRows(parts.split().training())[5];
        for (int at : new int[] {0, 27, 28, 783})
            assertEquals(pixel(row, at), parts.training().inputs().get(5, at));
    }

    @ParameterizedTest(name = "{0} {1} is {3}")
    @CsvSource(
            delimiter = ';',
            value = {
                "idx; 3,4,5; true; 3×4×5; 23",
                "npy; 4,5; true; 1×4×5; 3",
                "npy; 3,4,5; {}; 3×4×5; 23",
                "npy; 4,5,3; {'order': 'channelsLast'}; 3×4×5; 10",
                "npy; 60; {'channels': 3, 'height': 4, 'width': 5}; 3×4×5; 23"
            })
    void arraysOfThreeAndFourDimensionsAreImages(String format, String sizes, String image, String form, int column)
            throws Exception {
        labels();
        int[] row =
                Arrays.stream(sizes.split(",", -1)).mapToInt(Integer::parseInt).toArray();
        int pixels = Arrays.stream(row).reduce(1, (a, b) -> a * b);
        if (format.equals("npy")) npy("images.npy", body(pixels), ROWS + ", " + sizes);
        else idx("images.idx", body(pixels), ROWS, row[0], row[1], row[2]);
        Dataset dataset = read(
                "\"%s\": {\"features\": \"images.%s\", \"target\": \"labels%s\"}"
                        .formatted(format, format, format.equals("npy") ? ".npy" : ""),
                image.replace('\'', '"'));
        assertEquals(form, dataset.mostShape().text());
        Parts parts = new Parts(dataset, Seeds.ofSearch(3, 0));
        int first = dataset.tableRows(parts.split().training())[0];
        // of three channels [1][0][3], of one [0][0][3]
        assertEquals(pixel(first, column), parts.training().inputs().get(0, form.startsWith("3") ? 23 : 3));
    }

    @Test
    void anArrayWhoseLastNumberIsTheTargetSaysNoShape() throws Exception {
        npy("all.npy", body(4 * 5), ROWS + ", 4, 5");
        TrainingException refused =
                assertThrows(TrainingException.class, () -> read("\"npy\": {\"features\": \"all.npy\"}", "true"));
        assertEquals("all.npy does not say how its 19 columns make an image", refused.getMessage());
    }
}
