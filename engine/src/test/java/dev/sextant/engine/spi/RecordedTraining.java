// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a training said until its end, epoch by epoch.
 *
 * @param checkpoints those that it gave, by the epoch after which it did
 */
public record RecordedTraining(List<Progress> said, Map<Integer, byte[]> checkpoints) {
    /** Runs a training to its end. */
    public static RecordedTraining of(Training training) throws TrainingException {
        List<Progress> said = new ArrayList<>();
        Map<Integer, byte[]> checkpoints = new TreeMap<>();
        while (true) {
            Progress progress = training.step();
            if (progress instanceof Progress.Running) continue;
            said.add(progress);
            if (!(progress instanceof Progress.Epoch epoch)) return new RecordedTraining(said, checkpoints);
            byte[] checkpoint = training.checkpoint();
            if (checkpoint != null) checkpoints.put(epoch.epoch(), checkpoint);
        }
    }

    /** Without the last, which comes with the outcome. */
    public int epochs() {
        return said.size() - 1;
    }

    /** The other must have said what this one did after an epoch, and have kept the same, bit for bit. */
    public void checkEndsWith(RecordedTraining rest, int epoch, String of) {
        assertEquals(said.subList(epoch, said.size()), rest.said, () -> "after epoch %d of %s".formatted(epoch, of));
        for (Map.Entry<Integer, byte[]> kept : rest.checkpoints.entrySet())
            assertArrayEquals(
                    checkpoints.get(kept.getKey()),
                    kept.getValue(),
                    () -> "the checkpoint of epoch %d, from that of %d, of %s".formatted(kept.getKey(), epoch, of));
    }
}
