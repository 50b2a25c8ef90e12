// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestTest {
    @Test
    void theSmallestAreFoundAndOfEqualsTheFirst() {
        DrawSequence draws = new Draws(3, 3).of("numbers");
        for (int round = 0; round < 500; round++) {
            int n = draws.below(60);
            int from = n == 0 ? 0 : draws.below(n);
            double[] numbers = new double[n];
            for (int i = 0; i < n; i++) numbers[i] = draws.below(20);
            int most = 1 + draws.below(30);
            int[] expected = IntStream.range(from, n)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> numbers[i]))
                    .limit(most)
                    .mapToInt(i -> i)
                    .sorted()
                    .toArray();
            int between = from + (n - from) / 2;
            Nearest nearest = new Nearest(most);
            assertArrayEquals(expected, nearest.among(numbers, from, n).places());
            assertArrayEquals(
                    expected,
                    nearest.among(numbers, from, between)
                            .also(numbers, between, n)
                            .places());
        }
    }

    @Test
    void whatIsNoNumberIsNeverNear() {
        double[] numbers = {Double.NaN, 3, Double.NaN, 1};
        assertArrayEquals(new int[] {1, 3}, new Nearest(3).among(numbers, 0, 4).places());
        assertEquals(0, new Nearest(3).among(numbers, 0, 1).places().length);
    }
}
