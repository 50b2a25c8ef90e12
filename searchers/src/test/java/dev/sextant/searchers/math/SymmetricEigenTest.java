// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenTest {
    /** Only the lower triangle is filled, as is allowed. */
    private static double[][] random(int n, double stretch) {
        DrawSequence draws = new Draws(n, 1).of("matrix");
        double[][] factor = new double[n][n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) factor[i][j] = draws.normal() * StrictMath.pow(stretch, i / (double) n);
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++) for (int k = 0; k < n; k++) matrix[i][j] += factor[i][k] * factor[j][k];
        return matrix;
    }

    @ParameterizedTest(name = "{0} dimensions")
    @ValueSource(ints = {0, 1, 2, 3, 8, 31, 40})
    void valuesAndVectorsMakeTheMatrixAgain(int n) {
        for (double stretch : new double[] {1, 1e6}) {
            double[][] matrix = random(n, stretch);
            SymmetricEigen eigen = SymmetricEigen.of(matrix);
            double scale = 0;
            for (int i = 0; i < n; i++) scale = Math.max(scale, matrix[i][i]);
            for (int i = 0; i < n; i++) {
                assertTrue(eigen.value(i) > 0);
                for (int j = 0; j <= i; j++) {
                    double again = 0;
                    double product = 0;
                    for (int k = 0; k < n; k++) {
                        again += eigen.value(k) * eigen.component(i, k) * eigen.component(j, k);
                        product += eigen.component(k, i) * eigen.component(k, j);
                    }
                    assertEquals(matrix[i][j], again, 1e-13 * scale * n);
                    assertEquals(i == j ? 1 : 0, product, 1e-13 * n);
                }
            }
        }
    }

    @Test
    void twoByTwoByHand() {
        SymmetricEigen eigen = SymmetricEigen.of(new double[][] {{2, Double.NaN}, {1, 2}});
        assertEquals(1, eigen.value(0), 1e-15);
        assertEquals(3, eigen.value(1), 1e-15);
        assertEquals(Math.sqrt(0.5), eigen.component(0, 1), 1e-15);
        assertEquals(Math.sqrt(0.5), eigen.component(1, 1), 1e-15);
    }

    @Test
    void aMatrixOfZerosAndADiagonalOneAreDoneAtOnce() {
        SymmetricEigen zeros = SymmetricEigen.of(new double[3][3]);
        assertEquals(0, zeros.value(2));
        assertEquals(1, zeros.component(2, 2));
        SymmetricEigen diagonal = SymmetricEigen.of(new double[][] {{1e-300, 0}, {0, 1e300}});
        assertEquals(1e-300, diagonal.value(0));
        assertEquals(1e300, diagonal.value(1));
    }

    @Test
    void theSameBitsEverywhere() {
        SymmetricEigen eigen = SymmetricEigen.of(random(9, 100));
        long bits = 0;
        for (int i = 0; i < 9; i++) {
            bits = bits * 31 + Double.doubleToLongBits(eigen.value(i));
            for (int j = 0; j < 9; j++) bits = bits * 31 + Double.doubleToLongBits(eigen.component(i, j));
        }
        assertEquals(-6341151344453650931L, bits);
    }
}
