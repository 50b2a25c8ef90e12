// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Readings;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class TrialCheckpointTest {
    private static final Assignment ASSIGNMENT = assignment("{\"a\": 1, \"b\": [0.5, {\"c\": null}]}", 7);

    private static final TrialCheckpoint CHECKPOINT = new TrialCheckpoint(
            new LearningCurve(
                    new double[] {0.5, -0.0, Double.MIN_VALUE},
                    new Readings(Map.of(
                            "rate", new double[] {0.1, Double.NaN, Double.NEGATIVE_INFINITY},
                            "größe", new double[] {1, 2, 3}))),
            new long[] {5, 7},
            new byte[] {9, 8, 7});

    private static Assignment assignment(String document, int trial) {
        try {
            return new Assignment(
                    (ObjectNode) new ObjectMapper().readTree(document),
                    new Objective("loss", Direction.MINIMIZE),
                    Seeds.ofSearch(1, trial),
                    false);
        } catch (com.fasterxml.jackson.core.JsonProcessingException mistake) {
            throw new IllegalArgumentException(mistake);
        }
    }

    private static String refusal(byte[] bytes, Assignment assignment) {
        return String.valueOf(assertThrows(CheckpointException.class, () -> TrialCheckpoint.of(bytes, assignment))
                .getMessage());
    }

    @Test
    void everyBitComesBack() throws Exception {
        TrialCheckpoint read = TrialCheckpoint.of(CHECKPOINT.encoded(ASSIGNMENT), ASSIGNMENT);
        assertEquals(CHECKPOINT.curve(), read.curve());
        assertArrayEquals(CHECKPOINT.nanos(), read.nanos());
        assertArrayEquals(CHECKPOINT.training(), read.training());
    }

    @Test
    void theOrderOfADocumentsKeysDoesNotCount() throws Exception {
        Assignment same = assignment("{\"b\": [0.5, {\"c\": null}], \"a\": 1}", 7);
        TrialCheckpoint.of(CHECKPOINT.encoded(same), ASSIGNMENT);
    }

    @Test
    void thatOfAnotherAssignmentIsRefused() {
        byte[] bytes = CHECKPOINT.encoded(ASSIGNMENT);
        String words = "it is of another document, objective or seed";
        assertEquals(words, refusal(bytes, assignment("{\"a\": 1, \"b\": [0.5, {\"c\": 0}]}", 7)));
        assertEquals(words, refusal(bytes, assignment("{\"a\": 1, \"b\": [0.5, {\"c\": null}]}", 8)));
        assertEquals(
                words,
                refusal(
                        bytes,
                        new Assignment(
                                ASSIGNMENT.document(),
                                new Objective("loss", Direction.MAXIMIZE),
                                ASSIGNMENT.seeds(),
                                false)));
        assertEquals(
                words,
                refusal(
                        bytes,
                        new Assignment(ASSIGNMENT.document(), ASSIGNMENT.objective(), ASSIGNMENT.seeds(), true)));
    }

    @Test
    void whatIsDamagedOrCutIsRefused() {
        byte[] bytes = CHECKPOINT.encoded(ASSIGNMENT);
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            refusal(damaged, ASSIGNMENT);
        }
        for (int length = 0; length < bytes.length; length++) refusal(Arrays.copyOf(bytes, length), ASSIGNMENT);
        refusal(Arrays.copyOf(bytes, bytes.length + 1), ASSIGNMENT);
        assertEquals("it is not the checkpoint of a trial", refusal(new byte[200], ASSIGNMENT));
    }

    @Test
    void anotherFormatOrVersionIsRefusedWithBothNamed() {
        byte[] bytes = CHECKPOINT.encoded(ASSIGNMENT);
        ByteBuffer.wrap(bytes).putInt(4, 9);
        assertEquals("it has format 9, this version reads 1", refusal(bytes, ASSIGNMENT));
        byte[] older = CHECKPOINT.encoded(ASSIGNMENT);
        older[10] = 'D';
        assertEquals("Sextant Development kept it, this is development", refusal(summed(older), ASSIGNMENT));
    }

    @Test
    void lengthsThatCannotBeMakeNothing() {
        byte[] bytes = CHECKPOINT.encoded(ASSIGNMENT);
        int epochsAt = bytes.length - epochsBefore(bytes);
        ByteBuffer.wrap(bytes).putInt(epochsAt, Integer.MAX_VALUE);
        String refusal = refusal(summed(bytes), ASSIGNMENT);
        assertEquals("it says 2147483647 where", refusal.substring(0, 24));
        ByteBuffer.wrap(bytes).putInt(epochsAt, 0);
        assertEquals("no epoch has ended in it", refusal(summed(bytes), ASSIGNMENT));
    }

    /** From the number of epochs to the end: whatever version is written before it. */
    private static int epochsBefore(byte[] bytes) {
        int version = ByteBuffer.wrap(bytes).getShort(8);
        return bytes.length - (4 + 4 + 2 + version + 32);
    }

    /** With the check sum that belongs to it. */
    private static byte[] summed(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - Integer.BYTES);
        ByteBuffer.wrap(bytes).putInt(bytes.length - Integer.BYTES, (int) crc.getValue());
        return bytes;
    }
}
