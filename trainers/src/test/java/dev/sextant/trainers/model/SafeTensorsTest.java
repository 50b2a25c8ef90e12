// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTensorsTest {
    private static final List<Tensor> TWO = List.of(
            new Tensor("dense1.weight", List.of(2, 3), new float[] {1, -2, 3.5f, 0, -0f, 1e-30f}),
            new Tensor("dense1.bias", List.of(2), new float[] {7, 8}));

    private static byte[] file(String header, byte... data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file =
                ByteBuffer.allocate(Long.BYTES + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        return file.putLong(text.length).put(text).put(data).array();
    }

    @Test
    void whatIsWrittenIsReadBitForBit() throws Exception {
        byte[] file = SafeTensors.write(TWO, Map.of("study", "a \"quoted\" name"));
        List<Tensor> read = SafeTensors.read(file);
        assertEquals(2, read.size());
        for (int i = 0; i < 2; i++) {
            assertEquals(TWO.get(i).name(), read.get(i).name());
            assertEquals(TWO.get(i).shape(), read.get(i).shape());
            assertArrayEquals(TWO.get(i).values(), read.get(i).values());
        }
        long header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertEquals(0, header % 8, "the numbers are aligned");
    }

    @Test
    void halvesAndDoublesBecomeFloatsAndWholeNumbersAreSkipped() throws Exception {
        ByteBuffer data = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        data.putShort(Float.floatToFloat16(1.5f)).putShort((short) (Float.floatToRawIntBits(-2f) >>> 16));
        data.putLong(9).putDouble(0.1);
        List<Tensor> read = SafeTensors.read(file("""
                {"a": {"dtype": "F16", "shape": [1], "data_offsets": [0, 2]},
                 "b": {"dtype": "BF16", "shape": [], "data_offsets": [2, 4]},
                 "n": {"dtype": "I64", "shape": [1], "data_offsets": [4, 12]},
                 "d": {"dtype": "F64", "shape": [1, 1], "data_offsets": [12, 20]}}""", data.array()));
        assertEquals(List.of("a", "b", "d"), read.stream().map(Tensor::name).toList());
        assertEquals(1.5f, read.get(0).values()[0]);
        assertEquals(-2f, read.get(1).values()[0]);
        assertEquals(0.1f, read.get(2).values()[0]);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | its header is no JSON object",
                "{} {} | its header is no JSON",
                "{\"a\": 1} | a has the type \"\"; F16, BF16, F32 and F64 are read",
                "{\"a\": {\"dtype\": \"C64\", \"shape\": [1], \"data_offsets\": [0, 4]}}"
                        + " | a has the type \"C64\"; F16, BF16, F32 and F64 are read",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [-1], \"data_offsets\": [0, 4]}} | a has the shape [-1]",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [65536, 65536], \"data_offsets\": [0, 4]}} | a is too large",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [2147483647, 2147483647, 0, 9], \"data_offsets\": [0, 4]}}"
                        + " | a is too large",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0]}} | a has the data_offsets [0]",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [4, 0]}}"
                        + " | a lies from byte 4 to 0 of 4",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 8]}}"
                        + " | a lies from byte 0 to 8 of 4",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 4]}}"
                        + " | a has 4 bytes, its shape [2] needs 8",
                "{\"a\": {\"dtype\": \"F16\", \"shape\": [1], \"data_offsets\": [2, 4]}}"
                        + " | the bytes of a begin at 2, those before it end at 0",
                "{\"a\": {\"dtype\": \"F16\", \"shape\": [1], \"data_offsets\": [0, 2]}}"
                        + " | 2 bytes follow the last tensor",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 4]},"
                        + " \"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 4]}}"
                        + " | its header is no JSON",
            })
    void aBrokenHeaderSaysWhatIsWrong(String header, String message) {
        ModelFormatException refused =
                assertThrows(ModelFormatException.class, () -> SafeTensors.read(file(header, new byte[] {0, 0, 0, 0})));
        assertTrue(String.valueOf(refused.getMessage()).startsWith(message), refused.getMessage());
    }

    @Test
    void aFileThatEndsEarlyIsRefusedWhereverItEnds() {
        byte[] file = SafeTensors.write(TWO, Map.of());
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThrows(ModelFormatException.class, () -> SafeTensors.read(cut), length + " bytes");
        }
    }

    @Test
    void aMutatedFileIsReadOrRefusedAndNothingElse() {
        byte[] file = SafeTensors.write(TWO, Map.of("study", "x"));
        long seed = 20261121;
        DrawSequence draws = new Draws(seed, 0).of("mutations");
        for (int i = 0; i < 5000; i++) {
            byte[] copy = Arrays.copyOf(file, file.length + (draws.below(4) == 0 ? 1 : 0));
            for (int hits = 1 + draws.below(4); hits > 0; hits--) copy[draws.below(copy.length)] = (byte) draws.word();
            try {
                SafeTensors.read(copy);
            } catch (ModelFormatException refused) {
                assertNotNull(refused.getMessage(), "seed " + seed + ", mutation " + i);
            }
        }
    }
}
