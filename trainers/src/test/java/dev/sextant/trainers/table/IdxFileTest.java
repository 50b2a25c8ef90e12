// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxFileTest {
    private static final String DOCUMENT = "{\"idx\": {\"features\": \"images\", \"target\": \"labels\"}}";

    @TempDir
    private Path folder;

    static byte[] head(int type, int... sizes) {
        ByteBuffer head = ByteBuffer.allocate(4 + 4 * sizes.length).putShort((short) 0);
        head.put((byte) type).put((byte) sizes.length);
        for (int size : sizes) head.putInt(size);
        return head.array();
    }

    static byte[] joined(byte[] head, byte... body) {
        byte[] both = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, both, head.length, body.length);
        return both;
    }

    /** Three images of 2×2 grey values. */
    static byte[] images() {
        return joined(head(8, 3, 2, 2), new byte[] {0, 1, 2, 3, 4, 5, 6, 7, (byte) 200, 9, 10, (byte) 255});
    }

    static byte[] labels() {
        return joined(head(8, 3), new byte[] {7, 0, 7});
    }

    @Test
    void imagesAndLabelsAreRows() throws Exception {
        Table table = new Folder(folder)
                .write("images", images())
                .write("labels", labels())
                .read(DOCUMENT);
        assertEquals(List.of("x1", "x2", "x3", "x4", "target"), table.names());
        assertArrayEquals(new double[] {0, 1, 2, 3, 7}, Folder.row(table, 0));
        assertArrayEquals(new double[] {200, 9, 10, 255, 7}, Folder.row(table, 2));
        assertEquals("images", table.name());
        assertEquals(
                "{featuresArray=3×2×2 u8, targetArray=3 u8}", table.reading().toString());
        assertEquals("images, row 3", table.places().of(2, 1));
        assertEquals("labels, row 3", table.places().of(2, 4));
    }

    @Test
    void packedFilesAreReadAlikeAndHashedAsTheyStandOnTheDisk() throws Exception {
        byte[] images = Folder.gzip(images());
        byte[] labels = Folder.gzip(labels());
        Table table = new Folder(folder)
                .write("images", images)
                .write("labels", labels)
                .read(DOCUMENT);
        assertArrayEquals(new double[] {200, 9, 10, 255, 7}, Folder.row(table, 2));
        assertEquals(Checksum.of(joined(images, labels)), table.sha256());
    }

    @Test
    void filesOfMnistThatAreNotThereAreToBeDownloaded() throws Exception {
        String document = """
                {"idx": {"features": "mnist/train-images-idx3-ubyte.gz", "target": "mnist/train-labels-idx1-ubyte.gz"}}
                """;
        Folder here = new Folder(folder);
        Path mnist = folder.resolve("mnist");
        here.refuses(
                document,
                "there is no file " + mnist.resolve("train-images-idx3-ubyte.gz"),
                "download train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz of MNIST, or of a set with the same"
                        + " names (Fashion-MNIST, KMNIST), into "
                        + mnist);
        Files.createDirectory(mnist);
        here.write("mnist/train-images-idx3-ubyte", images())
                .refuses(
                        document,
                        "there is no file " + mnist.resolve("train-images-idx3-ubyte.gz"),
                        "there is train-images-idx3-ubyte, which is read too: write that");
    }

    @ParameterizedTest(name = "type {0}")
    @CsvSource({"9, 1, i8", "11, 2, i16", "12, 4, i32", "13, 4, f32", "14, 8, f64"})
    void everyTypeIsRead(int type, int size, String word) throws Exception {
        ByteBuffer body = ByteBuffer.allocate(3 * size);
        double[] numbers = {-7, 100, type >= 13 ? 0.25 : 1};
        for (double number : numbers)
            switch (type) {
                case 9 -> body.put((byte) number);
                case 11 -> body.putShort((short) number);
                case 12 -> body.putInt((int) number);
                case 13 -> body.putFloat((float) number);
                default -> body.putDouble(number);
            }
        Table table = new Folder(folder)
                .write("images", joined(head(type, 3, 1), body.array()))
                .write("labels", labels())
                .read(DOCUMENT);
        for (int row = 0; row < 3; row++)
            assertEquals(numbers[row], table.columns().getFirst().number(row));
        assertEquals("3×1 " + word, table.reading().get("featuresArray"));
    }

    private void refuses(byte[] images, String message) throws Exception {
        assertEquals(
                message,
                new Folder(folder)
                        .write("labels", labels())
                        .write("images", images)
                        .refusal(DOCUMENT)
                        .getMessage());
    }

    @Test
    void whatIsNoIdxFileIsRefused() throws Exception {
        refuses(new byte[0], "images is no IDX file: it has only 0 bytes");
        refuses(new byte[] {0, 0, 8}, "images is no IDX file: it has only 3 bytes");
        refuses(joined(head(8, 3, 2, 2)), "images ends early, in row 1: its shape is 3×2×2 u8");
        refuses(Arrays.copyOf(images(), 10), "images ends within its head");
        refuses(Arrays.copyOf(images(), 21), "images ends early, in row 2: its shape is 3×2×2 u8");
        refuses(joined(images(), (byte) 1), "images has 1 byte after its last number: its shape is 3×2×2 u8");
        refuses(joined(head(8, 0, 28, 28)), "images holds no numbers: its shape is 0×28×28 u8");
        refuses(joined(head(8, -1, 28, 28)), "images has 4294967295 rows, at most 5000000 are read");
        refuses(
                joined(head(8, 3, -1, -1, -1)),
                "images has far too many columns (3×4294967295×4294967295×4294967295 u8)," + " at most 10000 are read");
        refuses(new byte[] {0, 0, 8, 9}, "images has 9 dimensions, at most 8 are read");
        byte[] packed = Folder.gzip(images());
        refuses(Arrays.copyOf(packed, packed.length - 12), "images ends early: its gzip data is cut off");
        packed[packed.length - 8] ^= 1;
        refuses(packed, "images is damaged: its gzip data cannot be unpacked (Corrupt GZIP trailer)");
    }

    @Test
    void aWrongMagicIsToldWithWhatItShouldBe() throws Exception {
        new Folder(folder)
                .write("labels", labels())
                .write("images", new byte[] {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3})
                .refuses(
                        DOCUMENT,
                        "images is no IDX file: it begins with 89 50 4e 47",
                        "it must begin with 00 00, the type (08, 09, 0b, 0c, 0d or 0e) and the number of dimensions,"
                                + " perhaps packed with gzip");
    }

    @Test
    void exchangedFilesAreRefused() throws Exception {
        new Folder(folder)
                .write("labels", images())
                .write("images", labels())
                .refuses(
                        DOCUMENT,
                        "labels has 4 columns (3×2×2 u8), a target has one",
                        "write one number a row, the class where it was one-hot; or exchange features and target");
    }

    @Test
    void aBombIsRefusedWhileItUnpacks() throws Exception {
        Folder small = new Folder(folder, new Limits(1000, 100_000, 1000, 1000, 1000, 10));
        byte[] bomb = Folder.gzip(joined(head(8, 3, 2, 2), new byte[50_000_000]));
        small.write("labels", labels())
                .write("images", bomb)
                .refuses(
                        DOCUMENT,
                        "images has more than 100000 bytes unpacked, no more are read",
                        "use a sample of its rows");
    }
}
