// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.spi.Surrogate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JointDrawsTest {
    private static Surrogate.Posterior posterior(double[] mean, double[][] covariance) {
        double[] variance = new double[mean.length];
        for (int i = 0; i < mean.length; i++) variance[i] = covariance[i][i];
        return new Surrogate.Posterior() {
            @Override
            public double[] mean() {
                return mean;
            }

            @Override
            public double[] variance() {
                return variance;
            }

            @Override
            public void covariances(int point, double[] row) {
                System.arraycopy(covariance[point], 0, row, 0, mean.length);
            }
        };
    }

    /** [point][draw] */
    private static double[][] draws(double[] mean, double[][] covariance) {
        double[][] all = new double[mean.length][2 * Normals.COUNT];
        int[] done = {0};
        new JointDraws(posterior(mean, covariance), Integer.MAX_VALUE)
                .read(new Normals(Studies.DRAWS), Normals.COUNT, (values, count) -> {
                    for (int i = 0; i < mean.length; i++) System.arraycopy(values[i], 0, all[i], done[0], count);
                    done[0] += count;
                });
        return all;
    }

    private static double covariance(double[] a, double[] b, double ofA, double ofB) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += (a[i] - ofA) * (b[i] - ofB) / a.length;
        return sum;
    }

    @Test
    void drawsHaveTheMeansAndCovariancesAskedFor() {
        double[] mean = {1, -2, 0.5, 30};
        double[][] covariance = {{1, 0.6, 0, -0.02}, {0.6, 2, 0.3, 0}, {0, 0.3, 0.5, 0.01}, {-0.02, 0, 0.01, 0.01}};
        double[][] draws = draws(mean, covariance);
        for (int i = 0; i < 4; i++) {
            assertEquals(mean[i], Arrays.stream(draws[i]).average().orElseThrow(), 1e-9, "mean " + i);
            for (int j = 0; j < 4; j++) {
                double scale = Math.sqrt(covariance[i][i] * covariance[j][j]);
                assertEquals(
                        covariance[i][j] / scale,
                        covariance(draws[i], draws[j], mean[i], mean[j]) / scale,
                        0.06, // 2.7 deviations of a correlation over 2000 independent pairs
                        "covariance " + i + " " + j);
            }
        }
    }

    @Test
    void equalPointsAreDrawnEqual() {
        double[][] draws = draws(new double[] {3, 3, 0}, new double[][] {{1, 1, 0.5}, {1, 1, 0.5}, {0.5, 0.5, 1}});
        assertArrayEquals(draws[0], draws[1], 1e-12);
    }

    @Test
    void whatIsCertainIsDrawnAsItIs() {
        double[][] draws = draws(new double[] {3, 7}, new double[2][2]);
        assertEquals(3, Arrays.stream(draws[0]).min().orElseThrow());
        assertEquals(7, Arrays.stream(draws[1]).max().orElseThrow());
    }

    @Test
    void theRankEndsWhereNothingIsLeft() {
        int n = 30;
        double[][] line = new double[n][n];
        for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) line[i][j] = 1 + i * j / 100.0;
        assertEquals(2, new JointDraws(posterior(new double[n], line), Integer.MAX_VALUE).rank());
    }
}
