// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProjectedLbfgsTest {
    private static final ProjectedLbfgs OPTIMIZER = new ProjectedLbfgs(8, 200, 1e-8, 0, 0.3, 2);

    private static double rosenbrock(double[] x, double[] gradient) {
        double a = x[1] - x[0] * x[0];
        double b = 1 - x[0];
        gradient[0] = -400 * a * x[0] - 2 * b;
        gradient[1] = 200 * a;
        return 100 * a * a + b * b;
    }

    @Test
    void aCurvedValleyIsFollowedToItsEnd() {
        double[] x = {-1.2, 1};
        double value = OPTIMIZER.minimize(ProjectedLbfgsTest::rosenbrock, x, box(-5), box(5));
        assertArrayEquals(new double[] {1, 1}, x, 1e-6);
        assertEquals(0, value, 1e-12);
    }

    @Test
    void boundsHold() {
        double[] x = {-1.2, 1};
        OPTIMIZER.minimize(ProjectedLbfgsTest::rosenbrock, x, box(-2), box(0.5));
        assertArrayEquals(new double[] {0.5, 0.25}, x, 1e-6);
        double[] corner = {0.3, 0.3};
        OPTIMIZER.minimize(
                (at, gradient) -> {
                    Arrays.fill(gradient, -1);
                    return -at[0] - at[1];
                },
                corner,
                box(0),
                box(1));
        assertArrayEquals(new double[] {1, 1}, corner);
    }

    @Test
    void aWallOfInfinityIsBackedAwayFrom() {
        double[] x = {0.5, 0.5};
        OPTIMIZER.minimize(
                (at, gradient) -> {
                    gradient[0] = -1;
                    gradient[1] = 2 * at[1];
                    return at[0] > 0.75 ? Double.POSITIVE_INFINITY : -at[0] + at[1] * at[1];
                },
                x,
                box(0),
                box(1));
        assertEquals(0.75, x[0], 0.01);
    }

    private static double[] box(double end) {
        return new double[] {end, end};
    }
}
