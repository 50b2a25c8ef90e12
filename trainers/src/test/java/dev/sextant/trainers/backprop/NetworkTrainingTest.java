// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sextant.engine.random.Draws;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NetworkTrainingTest {
    private static int[] order(int trial, int epoch) {
        int[] order = new int[50];
        FoldTraining.shuffle(new Draws(7, trial), epoch, order);
        return order;
    }

    @Test
    void everyEpochVisitsAllRowsInAnOrderOfItsOwn() {
        for (int epoch = 1; epoch <= 20; epoch++) {
            int[] order = order(3, epoch);
            assertArrayEquals(order, order(3, epoch));
            assertFalse(Arrays.equals(order, order(3, epoch + 1)));
            assertFalse(Arrays.equals(order, order(4, epoch)));
            Arrays.sort(order);
            assertArrayEquals(IntStream.range(0, 50).toArray(), order);
        }
    }
}
