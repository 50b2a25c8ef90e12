// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.spi.TrainingException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of the folder arrays were written by NumPy 2.4.6: 4×3×2 numbers, row-major 0, 1, 2 … and what is added. */
class NpyFileTest {
    private static final Folder ARRAYS = new Folder(Path.of("src/test/resources/arrays"));

    @TempDir
    private Path folder;

    /** A file of version 1.0 with this head, and so many bytes after it. */
    static byte[] file(String head, int body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        byte[] text = head.getBytes(StandardCharsets.ISO_8859_1);
        bytes.writeBytes(ByteBuffer.allocate(2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) text.length)
                .array());
        bytes.writeBytes(text);
        bytes.writeBytes(new byte[body]);
        return bytes.toByteArray();
    }

    static String head(String descr, String shape) {
        return "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n".formatted(descr, shape);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "u1, 0, u8",
        "u2, 0, u16",
        "u2be, 0, u16",
        "u4, 0, u32",
        "u8, 0, u64",
        "i1, -5, i8",
        "i2, -5, i16",
        "i2be, -5, i16",
        "i4, -5, i32",
        "i4be, -5, i32",
        "i8, -5, i64",
        "f2, 0.5, f16",
        "f4, 0.5, f32",
        "f4be, 0.5, f32",
        "f8, 0.5, f64",
        "f8be, 0.5, f64",
        "f8fortran, 0.5, f64",
        "i2fortran, -5, i16",
        "version2, 0.5, f64",
        "version3, 0.5, f64",
    })
    void everyTypeOrderAndVersionOfNumPyIsRead(String file, double added, String type) throws Exception {
        Table table = ARRAYS.read("{\"npy\": {\"features\": \"%s.npy\"}}".formatted(file));
        assertEquals(List.of("x1", "x2", "x3", "x4", "x5", "x6"), table.names());
        assertEquals(4, table.rows());
        for (int row = 0; row < 4; row++)
            for (int column = 0; column < 6; column++)
                assertEquals(
                        row * 6 + column + added, table.columns().get(column).number(row));
        assertEquals("{featuresArray=4×3×2 %s}".formatted(type), table.reading().toString());
    }

    @Test
    void booleansAreZeroAndOne() throws Exception {
        Table table = ARRAYS.read("{\"npy\": {\"features\": \"bool.npy\", \"target\": \"labels.npy\"}}");
        assertArrayEquals(new double[] {0, 1, 0, 1, 0, 1, 0}, Folder.row(table, 0));
        assertArrayEquals(new double[] {0, 1, 0, 1, 0, 1, 1}, Folder.row(table, 1));
        assertEquals("target", table.names().getLast());
        assertEquals("bool.npy, row 2", table.places().of(1, 5));
        assertEquals("labels.npy, row 2", table.places().of(1, 6));
    }

    @Test
    void theChecksumIsOfBothFilesOneAfterTheOther() throws Exception {
        Folder here = new Folder(folder)
                .write("x.npy", file(head("|u1", "(3,)"), 3))
                .write("y.npy", file(head("|u1", "(3,)"), 3));
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(file(head("|u1", "(3,)"), 3));
        both.writeBytes(file(head("|u1", "(3,)"), 3));
        assertEquals(
                Checksum.of(both.toByteArray()),
                here.read("{\"npy\": {\"features\": \"x.npy\", \"target\": \"y.npy\"}}")
                        .sha256());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "texts ; texts (dtype \"<U1\") ; number the classes, with numpy.unique(…, return_inverse=True) for one",
                "objects ; Python objects (dtype \"|O\") ; convert it, with array.astype(\"float64\") for one",
                "complex ; complex numbers (dtype \"<c16\") ; convert it, with array.astype(\"float64\") for one",
            })
    void whatIsNoNumberIsRefused(String file, String found, String help) {
        ARRAYS.refuses(
                "{\"npy\": {\"features\": \"%s.npy\"}}".formatted(file),
                "%s.npy holds %s, only numbers and booleans are read".formatted(file, found),
                help);
    }

    @Test
    void recordsAreRefused() {
        assertEquals(
                "records.npy holds records of named fields",
                ARRAYS.refusal("{\"npy\": {\"features\": \"records.npy\"}}").getMessage());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }; x.npy is no NPY file: no whole number that is at"
                        + " least 0 at character 52 of its head",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (9999999999999999999,), }; x.npy is no NPY file: a size of"
                        + " 19 digits at character 71 of its head",
                "{'descr': '<f8', 'fortran_order': 0, 'shape': (1,)}; x.npy is no NPY file: neither True nor False at"
                        + " character 35 of its head",
                "{'descr': '<f8', 'descr': '<f8'}; x.npy is no NPY file: descr a second time at character 26 of its head",
                "{'descr': __import__('os'), 'shape': (1,)}; x.npy is no NPY file: no text in quotes at character 11 of its"
                        + " head",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'more': 1}; x.npy is no NPY file: the key \"more\" at"
                        + " character 64 of its head",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)} + 1; x.npy is no NPY file: text after the head at"
                        + " character 57 of its head",
                "{'descr': '<f8', 'fortran_order': False}; x.npy is no NPY file: no shape at character 41 of its head",
                "{'descr': '<f\\x38', 'fortran_order': False}; x.npy is no NPY file: a backslash at character 11 of its head",
                "{'descr': '<f8; x.npy is no NPY file: an unclosed quote at character 11 of its head",
                "{'descr': '<f8', 'fortran_order': False, 'shape': ()}; x.npy holds a single number",
                "{'descr': '=f8', 'fortran_order': False, 'shape': (1,)}; x.npy holds an unknown type (dtype \"=f8\"), only"
                        + " numbers and booleans are read",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 0)}; x.npy holds no numbers: its shape is 3×0 f64",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (6000000, 1)}; x.npy has 6000000 rows, at most 5000000"
                        + " are read",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 999999999999999999, 99)}; x.npy has far too many"
                        + " columns (2×999999999999999999×99 f64), at most 10000 are read",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (5000000, 10000)}; x.npy has 50000000000 numbers"
                        + " (5000000×10000 f64), at most 100000000 are read",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (10000, 10000)}; x.npy ends early, in row 1: its shape is"
                        + " 10000×10000 f64",
                "{'descr': '<f8', 'fortran_order': True, 'shape': (4000000, 25)}; x.npy ends early: its shape is 4000000×25"
                        + " f64",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)}; x.npy has 8 bytes after its last number: its shape"
                        + " is 1 f64",
            })
    void aHostileHeadIsRefused(String head, String message) throws Exception {
        Folder here = new Folder(folder).write("x.npy", file(head, 16));
        assertEquals(
                message, here.refusal("{\"npy\": {\"features\": \"x.npy\"}}").getMessage());
    }

    @Test
    void aFileOfAnotherKindOrVersionIsRefused() throws Exception {
        Folder here = new Folder(folder);
        String document = "{\"npy\": {\"features\": \"x.npy\"}}";
        here.write("x.npy", "x,y\n1,2\n")
                .refuses(
                        document,
                        "x.npy is no NPY file: it does not begin with \\x93NUMPY",
                        "save it with numpy.save, or name an archive of arrays with \"npz\"");
        byte[] later = file(head("<f8", "(1,)"), 8);
        later[6] = 4;
        here.write("x.npy", later)
                .refuses(
                        document,
                        "x.npy has version 4.0 of the NPY format, 1.0 to 3.0 are read",
                        "save it again with numpy.save");
        byte[] long2 = file(head("<f8", "(1,)"), 8);
        long2[6] = 2;
        long2[11] = 0x7F;
        assertEquals(
                "x.npy has a head of %d bytes, at most 65536 are read"
                        .formatted(ByteBuffer.wrap(long2, 8, 4)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getInt()),
                here.write("x.npy", long2).refusal(document).getMessage());
    }

    @Test
    void everyPrefixIsRefused() throws Exception {
        byte[] whole = file(head("<f8", "(2, 2)"), 32);
        Folder here = new Folder(folder);
        List<String> messages = new ArrayList<>();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            TrainingException refused = here.write("x.npy", cut).refusal("{\"npy\": {\"features\": \"x.npy\"}}");
            assertEquals("data.npy.features", refused.path());
            if (messages.isEmpty() || !messages.getLast().equals(refused.getMessage()))
                messages.add(refused.getMessage());
        }
        assertEquals(
                List.of(
                        "x.npy is no NPY file: it does not begin with \\x93NUMPY",
                        "x.npy ends within its head",
                        "x.npy ends early, in row 1: its shape is 2×2 f64",
                        "x.npy ends early, in row 2: its shape is 2×2 f64"),
                messages);
    }

    @Test
    void aWholeNumberThatWouldBeRoundedIsRefused() throws Exception {
        byte[] bytes = file(head("<i8", "(2, 2)"), 32);
        bytes[bytes.length - 2] = 0x20; // 2^53, as which 2^53 + 1 would be read too
        Folder here = new Folder(folder).write("x.npy", bytes);
        here.refuses(
                "{\"npy\": {\"features\": \"x.npy\"}}",
                "x.npy, row 2: column x2 holds a whole number of 2^53 or more, which may be rounded",
                "save it as float64 where rounding does no harm");
        Arrays.fill(bytes, bytes.length - 8, bytes.length - 2, (byte) 0xFF);
        bytes[bytes.length - 2] = 0x1F;
        here.write("x.npy", bytes);
        assertEquals(
                0x1p53 - 1,
                here.read("{\"npy\": {\"features\": \"x.npy\"}}")
                        .columns()
                        .get(1)
                        .number(1));
    }

    @Test
    void featuresAndTargetMustFit() throws Exception {
        Folder here = new Folder(folder)
                .write("x.npy", file(head("|u1", "(3, 2)"), 6))
                .write("y.npy", file(head("|u1", "(2,)"), 2))
                .write("z.npy", file(head("|u1", "(3, 10)"), 30));
        here.refuses(
                "{\"npy\": {\"features\": \"x.npy\", \"target\": \"y.npy\"}}",
                "y.npy has 2 rows, but x.npy has 3",
                "name the features and the target of the same rows");
        here.refuses(
                "{\"npy\": {\"features\": \"x.npy\", \"target\": \"z.npy\"}}",
                "z.npy has 10 columns (3×10 u8), a target has one",
                "write one number a row, the class where it was one-hot; or exchange features and target");
    }
}
