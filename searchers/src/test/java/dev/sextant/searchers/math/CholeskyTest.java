// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CholeskyTest {
    private static double[] random(int n) {
        DrawSequence draws = new Draws(n, 0).of("matrix");
        double[] half = new double[n * n];
        for (int i = 0; i < half.length; i++) half[i] = draws.normal();
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) {
                double sum = i == j ? n : 0;
                for (int k = 0; k < n; k++) sum += half[i * n + k] * half[j * n + k];
                a[i * n + j] = sum;
            }
        return a;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 16, 31, 33, 64})
    void factorsInverseAndProductsAreRight(int n) {
        double[] a = random(n);
        double[] l = a.clone();
        Cholesky cholesky = new Cholesky();
        assertTrue(cholesky.factor(l, n));
        double[] u = new double[n * n];
        cholesky.invert(l, n, u);
        double[] inverse = new double[n * n];
        cholesky.inverse(u, n, inverse);
        double[] lower = new double[n * n];
        Cholesky.transpose(u, n, lower);
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++) {
                double product = 0;
                double identity = 0;
                double both = 0;
                for (int k = 0; k <= j; k++) product += l[i * n + k] * l[j * n + k];
                for (int k = j; k <= i; k++) identity += l[i * n + k] * lower[k * n + j];
                for (int k = 0; k < n; k++) both += a[i * n + k] * inverse[Math.max(k, j) * n + Math.min(k, j)];
                assertEquals(a[i * n + j], product, 1e-12 * n * n);
                assertEquals(i == j ? 1 : 0, identity, 1e-12 * n);
                assertEquals(i == j ? 1 : 0, both, 1e-11 * n);
            }
        DrawSequence draws = new Draws(n, 1).of("vector");
        double[] x = new double[n];
        for (int i = 0; i < n; i++) x[i] = draws.normal();
        double[] down = new double[n];
        double[] up = new double[n];
        Cholesky.lowerTimes(lower, n, x, down);
        Cholesky.upperTimes(u, n, x, up);
        for (int i = 0; i < n; i++) {
            double lowerSum = 0;
            double upperSum = 0;
            for (int k = 0; k <= i; k++) lowerSum += lower[i * n + k] * x[k];
            for (int k = i; k < n; k++) upperSum += u[i * n + k] * x[k];
            assertEquals(lowerSum, down[i], 1e-12 * n);
            assertEquals(upperSum, up[i], 1e-12 * n);
        }
    }

    @Test
    void blockingDoesNotChangeABit() {
        int n = 23;
        double[] a = random(n);
        double[] l = a.clone();
        assertTrue(new Cholesky().factor(l, n));
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < j; k++) sum = Math.fma(a[i * n + k], a[j * n + k], sum);
                double rest = a[i * n + j] - sum;
                a[i * n + j] = i == j ? Math.sqrt(rest) : rest / a[j * n + j];
                assertEquals(a[i * n + j], l[i * n + j]);
            }
    }

    @Test
    void whatIsNotPositiveDefiniteIsSaidToBe() {
        assertFalse(new Cholesky().factor(new double[] {1, 0, 2, 1}, 2));
        assertFalse(new Cholesky().factor(new double[] {Double.NaN}, 1));
    }
}
