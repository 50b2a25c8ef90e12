// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.TrainingException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Small valid files of every format, damaged at random: whatever the damage, there is a table or a refusal in words, in
 * no time and within the limits.
 */
class MutationTest {
    private static final long SEED = 20261121;
    private static final int ROUNDS = 1500;
    private static final Limits LIMITS = new Limits(1 << 16, 1 << 16, 1000, 100, 10_000, 8);

    private static byte[] sample(String format) throws Exception {
        return switch (format) {
            case "csv" -> "x,\"y y\",z\n1,2.5,a\n-3,NA,\"b\"\"\n\"\n4;1,5e3,?\n".getBytes(StandardCharsets.UTF_8);
            case "tsv" -> "\uFEFFx\ty\n1\tcaf\u00e9\n2.5\t7\n".getBytes(StandardCharsets.UTF_16LE);
            case "csv.gz" -> Folder.gzip("x,y\n1,2\n3,4\n5,6\n".getBytes(StandardCharsets.UTF_8));
            case "libsvm" -> "# c\n+1 1:0.5 3:2 # d\n-1 2:1e3  1:-4\n0.5 10:7\n".getBytes(StandardCharsets.UTF_8);
            case "arff" ->
                "@relation r\n@attribute a real\n@attribute 'b c' {x,'y z'}\n@attribute s string\n@data\n1,x,'q'\n{0 2, 2 w}\n?,?,?\n"
                        .getBytes(StandardCharsets.UTF_8);
            case "idx" -> IdxFileTest.images();
            case "idx.gz" -> Folder.gzip(IdxFileTest.images());
            case "npy" -> NpyFileTest.file(NpyFileTest.head("<f4", "(3, 2)"), 24);
            case "npy.fortran" ->
                NpyFileTest.file(NpyFileTest.head("<i8", "(3, 2, 2)").replace("False", "True"), 96);
            case "npz" ->
                NpzFileTest.zip("x.npy", NpzFileTest.array("(3, 2)", 6), "y.npy", NpzFileTest.array("(3,)", 3));
            default -> throw new IllegalArgumentException(format);
        };
    }

    /** Reads and touches everything that a message may ask for. */
    private static void read(String format, byte[] bytes) throws TrainingException {
        Table table;
        try (DataFile file =
                new DataFile("data.x", "d." + format, new ByteArrayInputStream(bytes), 1 << 16, Checksum.begin())) {
            table = switch (format) {
                case "csv", "tsv", "csv.gz" -> {
                    TextFile text = TextFile.read(file, null);
                    yield new CsvFile(text, new Source.Csv("d"), LIMITS).table("");
                }
                case "libsvm" -> new LibsvmFile(TextFile.read(file, null), LIMITS).table("");
                case "arff" -> new ArffFile(TextFile.read(file, null), LIMITS).table("");
                case "npz" -> {
                    List<NamedArray> arrays = new NpzFile(file, new Source.Npz("d", null, null), LIMITS).read();
                    yield ArrayTable.of("data.x", "d", "", arrays.getFirst(), arrays.getLast());
                }
                default -> {
                    NumberArray form =
                            format.startsWith("idx") ? IdxFile.head(file.bytes()) : NpyFile.head(file.bytes());
                    List<Column> columns = ArrayTable.features(file.bytes(), form, LIMITS);
                    yield ArrayTable.of("data.x", "d", "", new NamedArray("d", form, columns), null);
                }
            };
            file.finish();
        }
        assertTrue(table.rows() > 0 && table.rows() <= LIMITS.rows());
        assertTrue(!table.columns().isEmpty() && table.columns().size() <= LIMITS.columns() + 1);
        for (int column = 0; column < table.columns().size(); column++) {
            Column cells = table.columns().get(column);
            cells.number(table.rows() - 1);
            cells.category(0);
            assertTrue(table.places().of(table.rows() - 1, column).startsWith("d"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"csv", "tsv", "csv.gz", "libsvm", "arff", "idx", "idx.gz", "npy", "npy.fortran", "npz"})
    void aDamagedFileIsReadOrRefusedInWords(String format) throws Exception {
        byte[] sample = sample(format);
        read(format, sample);
        DrawSequence random = new Draws(SEED, 0).of(format);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = damaged(sample, random);
            String which = "seed %d, round %d, %s: %s"
                    .formatted(SEED, round, format, HexFormat.of().formatHex(damaged));
            long begin = System.nanoTime();
            try {
                read(format, damaged);
            } catch (TrainingException words) {
                refused++;
                assertTrue(Objects.requireNonNull(words.getMessage()).startsWith("d"), which + " " + words);
                assertTrue(words.getMessage().length() < 400, which);
            } catch (RuntimeException | Error escaped) {
                fail(which, escaped);
            }
            assertTrue(System.nanoTime() - begin < 5_000_000_000L, which);
        }
        assertTrue(refused > ROUNDS / 10, "only %d of %d damaged files were refused".formatted(refused, ROUNDS));
    }

    private static byte[] damaged(byte[] sample, DrawSequence random) {
        byte[] bytes = sample.clone();
        for (int count = 1 + random.below(4); count > 0 && bytes.length > 0; count--) {
            int at = random.below(bytes.length);
            switch (random.below(7)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.below(8));
                case 1 -> bytes[at] = (byte) random.below(256);
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> bytes[at] = (byte) "09,;:{}'\"\n\t #%@?-.eEL()\\".charAt(random.below(24));
                case 4 -> {
                    int length = Math.min(1 + random.below(8), bytes.length - at);
                    byte[] shorter = new byte[bytes.length - length];
                    System.arraycopy(bytes, 0, shorter, 0, at);
                    System.arraycopy(bytes, at + length, shorter, at, shorter.length - at);
                    bytes = shorter;
                }
                case 5 -> {
                    int length = Math.min(1 + random.below(40), bytes.length - at);
                    byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
                    System.arraycopy(bytes, at, longer, bytes.length, length);
                    bytes = longer;
                }
                default ->
                    Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) (random.below(2) == 0 ? 0xFF : 0));
            }
        }
        return bytes;
    }

    @Test
    void rubbishIsRefusedInEveryFormat() {
        DrawSequence random = new Draws(SEED, 1).of("rubbish");
        for (int round = 0; round < 300; round++) {
            byte[] rubbish = new byte[random.below(200)];
            for (int i = 0; i < rubbish.length; i++) rubbish[i] = (byte) random.below(256);
            for (String format : List.of("csv", "libsvm", "arff", "idx", "npy", "npz"))
                try {
                    read(format, rubbish);
                    fail("seed %d, round %d: %s was read of %s"
                            .formatted(SEED, round, format, HexFormat.of().formatHex(rubbish)));
                } catch (TrainingException words) {
                    assertTrue(Objects.requireNonNull(words.getMessage()).startsWith("d"), words.toString());
                }
        }
    }
}
