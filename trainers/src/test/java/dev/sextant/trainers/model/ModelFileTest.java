// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {
    @TempDir
    private Path folder;

    private static void assertRefused(byte[] file, String words) {
        ModelFormatException refused = assertThrows(
                ModelFormatException.class, () -> ModelFile.network(file).network());
        assertTrue(
                String.valueOf(refused.getMessage()).contains(words), () -> words + "\n in \n" + refused.getMessage());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String json() throws Exception {
        return new String(ModelFile.write(SmallNetwork.made(), "json"), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"safetensors", "npz", "json"})
    void whatIsReadBackIsWhatWasWritten(String format) throws Exception {
        TrainedNetwork made = SmallNetwork.made();
        byte[] file = ModelFile.write(made, format);
        TrainedNetwork read = ModelFile.network(file);
        assertEquals(Description.text(made), Description.text(read));
        for (int i = 0; i < made.tensors().size(); i++)
            assertArrayEquals(
                    made.tensors().get(i).values(), read.tensors().get(i).values());
        assertArrayEquals(file, ModelFile.write(read, format), "the same bytes again");
        assertEquals(made.facts(), read.facts());
        assertEquals(made.input(), read.input());
        assertEquals(made.answer(), read.answer());
        assertEquals(made.scores(), read.scores());
        assertEquals(made.reading(), read.reading());
    }

    @ParameterizedTest
    @ValueSource(strings = {"safetensors", "npz", "json"})
    void aFileThatWasCutAnywhereIsRefused(String format) throws Exception {
        byte[] file = ModelFile.write(SmallNetwork.made(), format);
        // of JSON the last byte is a line feed, which nobody misses
        int last = format.equals("json") ? file.length - 1 : file.length;
        for (int length = 0; length < last; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThrows(ModelFormatException.class, () -> ModelFile.network(cut), length + " bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"safetensors", "npz", "json"})
    void aByteThatWasFlippedIsNoticedOrChangesNothing(String format) throws Exception {
        TrainedNetwork made = SmallNetwork.made();
        byte[] file = ModelFile.write(made, format);
        long seed = 11;
        DrawSequence random = new Draws(seed, 0).of(format);
        int noticed = 0;
        for (int round = 0; round < 150; round++) {
            byte[] damaged = file.clone();
            for (int flips = 1 + random.below(3); flips > 0; flips--)
                damaged[random.below(file.length)] ^= (byte) (1 << random.below(8));
            try {
                TrainedNetwork read = ModelFile.network(damaged);
                read.network();
                // blanks, dates of a zip file, names of facts that say nothing
                assertEquals(made.input(), read.input(), "seed " + seed + ", round " + round);
                for (int i = 0; i < made.tensors().size(); i++)
                    assertArrayEquals(
                            made.tensors().get(i).values(),
                            read.tensors().get(i).values());
            } catch (ModelFormatException told) {
                assertFalse(String.valueOf(told.getMessage()).isBlank());
                noticed++;
            }
        }
        assertTrue(noticed > 90, noticed + " of 150 were noticed");
    }

    @Test
    void aFileOfANewerFormatIsRefused() throws Exception {
        assertRefused(
                bytes(json().replace("\"version\" : 1,", "\"version\" : 2,")),
                "it has version 2 of the format, this program reads up to 1: a newer Sextant wrote it");
    }

    @Test
    void aNumberThatWasChangedByHandIsNoticed() throws Exception {
        assertRefused(
                bytes(json().replace("\"divisor\" : 1.0E-7", "\"divisor\" : 1.0E-6")), "the checksum does not fit");
        String unsigned = json().replaceAll(" *\"sha256\" : \"[0-9a-f]+\",\n", "");
        ModelFile.network(bytes(unsigned.replace("\"divisor\" : 1.0E-7", "\"divisor\" : 1.0E-6")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"dense\" : 3 | \"dense\" : 16000000 | its layers have",
                "\"dense\" : 3 | \"dense\" : -1 | its description has -1 in network.layers.0.dense, which must be a whole number from 1",
                "\"dense\" : 3 | \"sparse\" : 3 | its description has a layer \"sparse\" in network.layers.0, which is not known here",
                "\"vector\" : 4 | \"vector\" : 5 | contradicts itself: the data have 4 numbers a sample, the network reads 5",
                "\"tanh\" | \"tanhh\" | its description has \"tanhh\" in network.layers.2.activation, which must be one of relu,",
                "\"crossEntropy\" | \"huber\" | its checksum",
                "\"labels\" : [ \"no\", \"yes\" ] | \"labels\" : [ \"no\" ] | answer.classes.labels, which must be at least two classes",
                "\"column\" : \"größe\", | | its description has no input.rows.numbers.0.column, which must be a text",
                "\"shape\" : [ 3 ] | \"shape\" : [ 4 ] | has 3 values, its shape [4] needs 4",
                "\"shape\" : [ 3 ] | \"shape\" : [ 2000000000, 2000000000 ] | has 3 values, its shape",
                "dense1.bias | dense1.bais | this network has no dense1.bais",
                "\"format\" : \"sextant-model\" | \"format\" : \"other\" | its description has \"other\" in format, which must be \"sextant-model\"",
            })
    void aDescriptionThatMakesNoSenseIsRefusedWithThePlace(String from, String to, String words) throws Exception {
        String unsigned = json().replaceAll(" *\"sha256\" : \"[0-9a-f]+\",\n", "");
        assertTrue(unsigned.contains(from), from);
        String other = unsigned.replaceFirst(
                java.util.regex.Pattern.quote(from), java.util.regex.Matcher.quoteReplacement(to == null ? "" : to));
        if (words.equals("its checksum")) ModelFile.network(bytes(other)).network();
        else assertRefused(bytes(other), words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "hello | it ends within the first eight bytes",
                "{} | it is a JSON object without \"format\": \"sextant-model\"",
                "{\"a\": | it is no JSON",
                "[1, 2] and more | its header would have",
                "PK and no zip | it is no zip archive",
            })
    void whatIsNoModelIsRefused(String text, String words) {
        assertRefused(bytes(text), words);
    }

    @Test
    void filesOfOtherProgramsAreToldApart() {
        assertRefused(new byte[0], "it ends within the first eight bytes");
        assertRefused(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}, "it is a single array of NumPy's");
        assertRefused(new byte[] {0x1F, (byte) 0x8B, 8, 0}, "it is packed with gzip; unpack it");
        assertRefused(
                new byte[] {8, 8, 0x12, 7, 's', 'e', 'x', 't', 'a', 'n', 't'},
                "it is an ONNX file; onnxruntime runs it, here another format is needed");
        assertRefused(
                SafeTensors.write(
                        java.util.List.of(new Tensor("w", java.util.List.of(1), new float[1])), java.util.Map.of()),
                "it holds weights and no description of what they belong to");
    }

    @Test
    void aHeaderThatPromisesMoreThanThereIsTakesNoMemory() throws Exception {
        ByteBuffer huge = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(16L << 20);
        assertRefused(huge.array(), "it ends within its header of 16777216 bytes");
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            zip.putNextEntry(new ZipEntry("w.npy"));
            String head = "{'descr': '<f4', 'fortran_order': False, 'shape': (2000000000,), }\n";
            zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) head.length(), 0});
            zip.write(bytes(head));
        }
        assertRefused(archive.toByteArray(), "w.npy ends early: its shape is 2000000000 f32");
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bomb)) {
            zip.putNextEntry(new ZipEntry("zeros"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 80; i++) zip.write(zeros);
        }
        assertRefused(bomb.toByteArray(), "zeros has more than");
    }

    @Test
    void aFolderAndAMissingFileAreRefused() {
        assertEquals(
                "it is a directory",
                assertThrows(ModelFormatException.class, () -> ModelFile.network(folder))
                        .getMessage());
        assertEquals(
                "it is not a regular file",
                assertThrows(ModelFormatException.class, () -> ModelFile.network(folder.resolve("none")))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"safetensors", "npz", "json"})
    void anyFormatGivesWeightsToStartFrom(String format) throws Exception {
        TrainedNetwork made = SmallNetwork.made();
        Path file = Files.write(folder.resolve("w"), ModelFile.write(made, format));
        SavedModel saved = ModelFile.read(file, "w");
        assertEquals(
                made.tensors().stream().map(Tensor::name).toList(),
                saved.tensors().stream().map(Tensor::name).toList());
        assertArrayEquals(
                made.tensors().getFirst().values(), saved.tensors().getFirst().values());
    }
}
