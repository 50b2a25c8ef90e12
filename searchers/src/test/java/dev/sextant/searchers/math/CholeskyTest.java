// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CholeskyTest {
    private static double[][] random(int n) {
        DrawSequence draws = new Draws(n, 0).of("matrix");
        double[][] half = new double[n][n];
        for (double[] row : half) for (int i = 0; i < n; i++) row[i] = draws.normal();
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) {
                double sum = i == j ? n : 0;
                for (int k = 0; k < n; k++) sum += half[i][k] * half[j][k];
                a[i][j] = sum;
            }
        return a;
    }

    private static double[][] copy(double[][] a) {
        return Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 31, 33, 64, 67, 130})
    void factorsInverseAndProductsAreRight(int n) {
        double[][] a = random(n);
        double[][] u = copy(a);
        Cholesky cholesky = new Cholesky();
        assertTrue(cholesky.factor(u, n));
        double[][] m = Cholesky.triangle(n);
        Cholesky.invert(u, n, m);
        double[][] inverse = new double[n][n];
        Cholesky.inverse(m, n, inverse);
        double[][] t = new double[n][n];
        Cholesky.transpose(m, n, t);
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++) {
                double product = 0;
                double identity = 0;
                double both = 0;
                for (int k = 0; k <= j; k++) product += u[k][i] * u[k][j];
                for (int k = j; k <= i; k++) identity += u[k][i] * m[k][j];
                for (int k = 0; k < n; k++) both += a[i][k] * inverse[Math.min(k, j)][Math.max(k, j)];
                assertEquals(a[i][j], product, 1e-12 * n * n);
                assertEquals(i == j ? 1 : 0, identity, 1e-12 * n);
                assertEquals(i == j ? 1 : 0, both, 1e-11 * n);
            }
        double[] x = vector(n);
        double[] down = new double[n];
        double[] up = new double[n];
        double[] solved = new double[n];
        Cholesky.lowerTimes(t, n, x, down);
        Cholesky.upperTimes(m, n, x, up);
        Cholesky.solve(u, n, x, solved);
        for (int i = 0; i < n; i++) {
            double lowerSum = 0;
            double upperSum = 0;
            for (int k = 0; k <= i; k++) lowerSum += m[i][k] * x[k];
            for (int k = i; k < n; k++) upperSum += m[k][i] * x[k];
            assertEquals(lowerSum, down[i], 1e-12 * n);
            assertEquals(upperSum, up[i], 1e-12 * n);
            assertEquals(down[i], solved[i], 1e-11 * n);
        }
    }

    private static double[] vector(int n) {
        DrawSequence draws = new Draws(n, 1).of("vector");
        double[] x = new double[n];
        for (int i = 0; i < n; i++) x[i] = draws.normal();
        return x;
    }

    /** The chain that every element is, written down once more without blocks. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 23, 64, 65, 67, 131})
    void blockingDoesNotChangeABit(int n) {
        double[][] a = random(n);
        double[][] u = copy(a);
        assertTrue(new Cholesky().factor(u, n));
        double[][] m = Cholesky.triangle(n);
        Cholesky.invert(u, n, m);
        double[][] inverse = new double[n][n];
        Cholesky.inverse(m, n, inverse);
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < j; k++) sum = Math.fma(u[k][i], u[k][j], sum);
                double rest = a[i][j] - sum;
                assertEquals(i == j ? Math.sqrt(rest) : rest / u[j][j], u[j][i]);
                double inverted = 0;
                for (int k = j; k < i; k++) inverted = Math.fma(u[k][i], m[k][j], inverted);
                assertEquals(i == j ? 1 / u[i][i] : -inverted / u[i][i], m[i][j]);
                double whole = 0;
                for (int k = i; k < n; k++) whole = Math.fma(m[k][i], m[k][j], whole);
                assertEquals(whole, inverse[j][i]);
            }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 63, 64, 65, 129, 130})
    void aFactorThatGrowsHasTheBitsOfOneMadeAnew(int from) {
        int n = 131;
        double[][] a = random(n);
        double[][] whole = copy(a);
        assertTrue(new Cholesky().factor(whole, n));
        double[][] grown = copy(a);
        Cholesky cholesky = new Cholesky();
        assertTrue(cholesky.factor(grown, from));
        assertTrue(cholesky.factor(grown, from, n));
        for (int i = 0; i < n; i++) for (int j = i; j < n; j++) assertEquals(whole[i][j], grown[i][j]);
    }

    @Test
    void productsWithManyColumnsHaveTheBitsOfProductsWithOne() {
        int n = 37;
        double[][] u = random(n);
        assertTrue(new Cholesky().factor(u, n));
        double[][] m = Cholesky.triangle(n);
        Cholesky.invert(u, n, m);
        double[][] t = new double[n][n];
        Cholesky.transpose(m, n, t);
        double[][] x = random(n);
        double[][] together = new double[n][19];
        Cholesky.lowerTimes(t, n, x, together, 19);
        for (int c = 0; c < 19; c++) {
            double[] column = new double[n];
            double[] alone = new double[n];
            for (int i = 0; i < n; i++) column[i] = x[i][c];
            Cholesky.lowerTimes(t, n, column, alone);
            for (int i = 0; i < n; i++) assertEquals(alone[i], together[i][c]);
        }
    }

    @Test
    void whatIsNotPositiveDefiniteIsSaidToBe() {
        assertFalse(new Cholesky().factor(new double[][] {{1, 2}, {0, 1}}, 2));
        assertFalse(new Cholesky().factor(new double[][] {{Double.NaN}}, 1));
    }
}
