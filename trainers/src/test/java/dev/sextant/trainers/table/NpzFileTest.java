// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzFileTest {
    private static final Folder ARRAYS = new Folder(Path.of("src/test/resources/arrays"));

    @TempDir
    private Path folder;

    /** An archive of these entries: a name, its bytes, a name … */
    static byte[] zip(Object... entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) entries[i]));
                zip.write((byte[]) entries[i + 1]);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    static byte[] array(String shape, int body) {
        return NpyFileTest.file(NpyFileTest.head("|u1", shape), body);
    }

    @Test
    void whatNumPySavedIsRead() throws Exception {
        Table stored = ARRAYS.read("{\"npz\": \"stored.npz\"}");
        assertArrayEquals(new double[] {6.5, 7.5, 8.5, 9.5, 10.5, 11.5, 1}, Folder.row(stored, 1));
        assertEquals("stored.npz/x, row 2", stored.places().of(1, 0));
        Table deflated = ARRAYS.read("{\"npz\": {\"file\": \"deflated.npz\"}}");
        assertArrayEquals(new double[] {6.5, 7.5, 8.5, 9.5, 10.5, 11.5, 2.5}, Folder.row(deflated, 1));
        assertEquals(
                "{featuresArray=4×3×2 f32, targetArray=4 f64}",
                deflated.reading().toString());
        Table named = ARRAYS.read("{\"npz\": {\"file\": \"deflated.npz\", \"target\": \"labels\"}}");
        assertArrayEquals(new double[] {6.5, 7.5, 8.5, 9.5, 10.5, 11.5, 1}, Folder.row(named, 1));
    }

    @Test
    void anArrayThatIsNotThereIsRefused() {
        ARRAYS.refuses(
                "{\"npz\": {\"file\": \"deflated.npz\", \"target\": \"lables\"}}",
                "deflated.npz has no array \"lables\"",
                "did you mean \"labels\"?");
        assertEquals(
                "data.npz.target",
                ARRAYS.refusal("{\"npz\": {\"file\": \"deflated.npz\", \"target\": \"z\"}}")
                        .path());
        ARRAYS.refuses(
                "{\"npz\": {\"file\": \"deflated.npz\", \"target\": \"names\"}}",
                "deflated.npz/names holds texts (dtype \"<U1\"), only numbers and booleans are read",
                "number the classes, with numpy.unique(…, return_inverse=True) for one");
    }

    @Test
    void anArchiveWithoutKnownNamesSaysWhichItHas() throws Exception {
        new Folder(folder)
                .write("a.npz", zip("p.npy", array("(3, 2)", 6), "q.npy", array("(3,)", 3)))
                .refuses(
                        "{\"npz\": \"a.npz\"}",
                        "a.npz holds none of the arrays x, X, features, data, x_train, X_train",
                        "write \"features\" and the name of one of p, q");
    }

    @Test
    void theOrderOfTheEntriesDoesNotMatter() throws Exception {
        Table table = new Folder(folder)
                .write("a.npz", zip("y.npy", array("(3,)", 3), "readme", new byte[5], "x.npy", array("(3, 2)", 6)))
                .read("{\"npz\": \"a.npz\"}");
        assertEquals(3, table.columns().size());
        assertEquals(3, table.rows());
    }

    @Test
    void whatIsNoArchiveIsRefused() throws Exception {
        Folder here = new Folder(folder);
        byte[] whole = zip("x.npy", array("(3, 2)", 6), "y.npy", array("(3,)", 3));
        here.write("a.npz", array("(3, 2)", 6))
                .refuses(
                        "{\"npz\": \"a.npz\"}",
                        "a.npz is no NPZ archive: it is not a zip file, or an empty one",
                        "save it with numpy.savez, or name a single array with \"npy\"");
        here.write("a.npz", Arrays.copyOf(whole, 60))
                .refuses(
                        "{\"npz\": \"a.npz\"}",
                        "a.npz/x ends early: its zip data is cut off",
                        "copy or download it again");
        assertEquals(
                "a.npz holds two arrays \"x\"",
                here.write("a.npz", zip("x.npy", array("(3, 2)", 6), "x", array("(3, 2)", 6)))
                        .refusal("{\"npz\": \"a.npz\"}")
                        .getMessage());
    }

    @Test
    void bombsAreRefusedWhileTheyUnpack() throws Exception {
        Folder small = new Folder(folder, new Limits(1000, 100_000, 1000, 1000, 100_000, 3));
        byte[] bomb = zip("a", new byte[60_000], "b", new byte[60_000], "x.npy", array("(3,)", 3));
        assertEquals(
                "a.npz/b has more than 40000 bytes unpacked, no more are read",
                small.write("a.npz", bomb).refusal("{\"npz\": \"a.npz\"}").getMessage());
        assertEquals(
                "a.npz has more than 3 entries",
                small.write("a.npz", zip("a", new byte[1], "b", new byte[1], "c", new byte[1], "d", new byte[1]))
                        .refusal("{\"npz\": \"a.npz\"}")
                        .getMessage());
        assertEquals(
                "a.npz/x has more than 100000 bytes unpacked, no more are read",
                small.write("a.npz", zip("x.npy", array("(1000, 100)", 100_000)))
                        .refusal("{\"npz\": \"a.npz\"}")
                        .getMessage());
    }
}
