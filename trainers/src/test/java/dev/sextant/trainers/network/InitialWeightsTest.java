// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.Draws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InitialWeightsTest {
    private static Weights draw(Initializer initializer, Activation activation, int inputs, int outputs) {
        TensorLayout layout = new TensorLayout();
        Tensor weights = layout.weights("w", inputs, outputs);
        float[] array = new float[layout.parameters()];
        InitialWeights.draw(initializer, activation, new Draws(3, 1).of("weights", 0), weights, array);
        return weights.copy(array);
    }

    @ParameterizedTest
    @CsvSource({
        "GLOROT_UNIFORM, TANH, 300, 0.005, true",
        "GLOROT_NORMAL, TANH, 300, 0.005, false",
        "HE_UNIFORM, TANH, 300, 0.00666667, true",
        "HE_NORMAL, TANH, 300, 0.00666667, false",
        "DEFAULT, TANH, 300, 0.005, true",
        "DEFAULT, IDENTITY, 300, 0.005, true",
        "DEFAULT, SOFTPLUS, 300, 0.00666667, true"
    })
    void momentsAreThoseOfTheDistribution(
            Initializer initializer, Activation activation, int inputs, double variance, boolean uniform) {
        float[] values = draw(initializer, activation, inputs, 100).values();
        double mean = 0;
        double squares = 0;
        double largest = 0;
        for (float w : values) {
            mean += w / values.length;
            squares += (double) w * w / values.length;
            largest = Math.max(largest, Math.abs(w));
        }
        assertEquals(0, mean, 4 * Math.sqrt(variance / values.length));
        assertEquals(variance, squares, 0.05 * variance);
        // a uniform distribution ends at √3 deviations, 30 000 normal draws go to about 4
        assertEquals(uniform, largest <= Math.sqrt(3 * variance) * 1.0001);
        if (!uniform) assertTrue(largest < 6 * Math.sqrt(variance));
    }

    @ParameterizedTest
    @CsvSource({"20, 20", "33, 7", "7, 33"})
    void orthogonalMatricesHaveOrthonormalRowsOrColumns(int inputs, int outputs) {
        double[][] w = NetworkSamples.square(draw(Initializer.ORTHOGONAL, Activation.RELU, inputs, outputs));
        int few = Math.min(inputs, outputs);
        for (int a = 0; a < few; a++)
            for (int b = 0; b <= a; b++) {
                double product = 0;
                for (int i = 0; i < Math.max(inputs, outputs); i++)
                    product += outputs <= inputs ? w[a][i] * w[b][i] : w[i][a] * w[i][b];
                assertEquals(a == b ? 1 : 0, product, 1e-6);
            }
    }

    @Test
    void zerosAreZeros() {
        for (float w : draw(Initializer.ZEROS, Activation.RELU, 20, 20).values()) assertEquals(0f, w);
    }

    @ParameterizedTest
    @EnumSource
    void drawsAloneDecide(Initializer initializer) {
        assertArrayEquals(
                draw(initializer, Activation.RELU, 9, 5).values(),
                draw(initializer, Activation.RELU, 9, 5).values());
    }
}
