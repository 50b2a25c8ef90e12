// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.tensor.ColumnKernels;
import dev.sextant.trainers.tensor.Kernels;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
    private static final int ROWS = 61;
    private static final int WIDTH = 40;
    private static final Pass PASS = new Pass(new TensorLayout(), new int[0]);

    /** What a layer gives for ones, step by step: [step][row][unit]. */
    private static float[][][] steps(int steps, int rows, int number, double probability, Draws draws) {
        Signal input = Signal.of(new Shape.Vector(WIDTH), ROWS, Storage.real());
        Arrays.fill(input.values(), 1f);
        Dropout dropout = new Dropout(number, input, probability, draws, ROWS, Storage.real());
        float[][][] given = new float[steps][rows][WIDTH];
        for (int step = 0; step < steps; step++) {
            pass(rows, true);
            dropout.forward(PASS);
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < WIDTH; j++)
                    given[step][i][j] = dropout.output().values()[Signal.at(i, j, rows)];
        }
        return given;
    }

    private static void pass(int rows, boolean training) {
        Kernels plain = Kernels.twins().getFirst();
        PASS.begin(plain, ColumnKernels.besides(plain), rows, training);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.5, 0.9})
    void leavesOutTheShareAskedForAndScalesTheRest(double probability) {
        int left = 0;
        int all = 0;
        for (float[][] step : steps(100, ROWS, 1, probability, new Draws(5, 5)))
            for (float[] row : step)
                for (float value : row) {
                    all++;
                    if (value == 0f) left++;
                    else assertEquals(1 / (1 - probability), value, 1e-6 / (1 - probability));
                }
        double deviation = Math.sqrt(probability * (1 - probability) / all);
        assertEquals(probability, left / (double) all, 4 * deviation);
    }

    @Test
    void masksOfOtherStepsRowsUnitsLayersAndSeedsTellNothingAboutEachOther() {
        float[][][] own = steps(101, ROWS, 1, 0.5, new Draws(5, 5));
        float[][][] layer = steps(101, ROWS, 2, 0.5, new Draws(5, 5));
        float[][][] seed = steps(101, ROWS, 1, 0.5, new Draws(6, 5));
        double[] agreement = new double[6];
        int all = 0;
        for (int s = 0; s < 100; s++)
            for (int i = 0; i < ROWS - 1; i++)
                for (int j = 0; j < WIDTH - 16; j++) {
                    all++;
                    float[] others = {
                        own[s + 1][i][j],
                        own[s][i + 1][j],
                        own[s][i][j + 1],
                        own[s][i][j + 16],
                        layer[s][i][j],
                        seed[s][i][j]
                    };
                    for (int k = 0; k < others.length; k++) if (own[s][i][j] == others[k]) agreement[k]++;
                }
        for (double share : agreement) assertEquals(0.5, share / all, 4 * 0.5 / Math.sqrt(all));
    }

    @Test
    void aMaskDoesNotDependOnHowManyRowsTheBatchHas() {
        float[][] many = steps(1, ROWS, 1, 0.3, new Draws(1, 1))[0];
        float[][] few = steps(1, 5, 1, 0.3, new Draws(1, 1))[0];
        for (int i = 0; i < few.length; i++) assertArrayEquals(many[i], few[i]);
    }

    @Test
    void evaluationChangesNothingAndTakesNoDraws() {
        Signal input = Signal.of(new Shape.Vector(WIDTH), ROWS, Storage.real());
        for (int i = 0; i < input.values().length; i++) input.values()[i] = i;
        Dropout dropout = new Dropout(1, input, 0.5, new Draws(1, 1), ROWS, Storage.real());
        pass(ROWS, false);
        dropout.forward(PASS);
        assertArrayEquals(
                Arrays.copyOf(input.values(), input.length(ROWS)),
                Arrays.copyOf(dropout.output().values(), input.length(ROWS)));
        Arrays.fill(input.values(), 1f);
        pass(1, true);
        dropout.forward(PASS);
        float[] first = steps(1, 1, 1, 0.5, new Draws(1, 1))[0][0];
        for (int j = 0; j < WIDTH; j++) assertEquals(first[j], dropout.output().values()[Signal.at(0, j, 1)]);
    }
}
