// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import org.junit.jupiter.api.Test;

class NormalFunctionsTest {
    @Test
    void logImprovementIsTheReference() {
        JsonNode golden = Golden.read(NormalFunctionsTest.class, "log_expected_improvement.json");
        double[] z = Golden.doubles(golden.get("z"));
        double[] h = Golden.doubles(golden.get("h"));
        assertTrue(z.length > 50);
        for (int i = 0; i < z.length; i++)
            Golden.near(h[i], NormalFunctions.logImprovement(z[i], new double[2]), 1e-12, "h(%s)".formatted(z[i]));
    }

    @Test
    void itsRatiosAreItsDerivatives() {
        double[] ratios = new double[2];
        for (double u = -30; u < 6; u += 0.37) {
            NormalFunctions.logImprovement(u, ratios);
            double step = 1e-5 * Math.max(1, Math.abs(u));
            double slope = (NormalFunctions.logImprovement(u + step, new double[2])
                            - NormalFunctions.logImprovement(u - step, new double[2]))
                    / (2 * step);
            Golden.near(slope, ratios[0], 1e-7, "slope at " + u); // h' = Φ
            NormalFunctions.logImprovement(u, ratios);
            assertEquals(1, ratios[1] + u * ratios[0], 1e-9 * Math.max(1, Math.abs(u) * ratios[0])); // h = φ + uΦ
        }
    }

    @Test
    void theImprovementIsTheExponentialOfItsLogarithm() {
        double[] parts = new double[2];
        double[] ratios = new double[2];
        for (double u = -37; u < 9; u += 0.0137) {
            double h = NormalFunctions.improvement(u, parts);
            Golden.near(NormalFunctions.logImprovement(u, ratios), StrictMath.log(h), 1e-14, "ln h at " + u);
            Golden.near(ratios[0], parts[0] / h, 1e-13, "Φ/h at " + u);
            Golden.near(ratios[1], parts[1] / h, 1e-13, "φ/h at " + u);
        }
    }

    @Test
    void logCdfAndItsSlopeAgree() {
        Golden.near(-0.6931471805599453, NormalFunctions.logCdf(0), 1e-15, "ln Φ(0)");
        Golden.near(-53.23128515051247, NormalFunctions.logCdf(-10), 1e-14, "ln Φ(-10)"); // tables: 7.6199e-24
        Golden.near(-2.866516129637636e-7, NormalFunctions.logCdf(5), 1e-9, "ln Φ(5)");
        for (double z = -20; z < 5; z += 0.23)
            Golden.near(
                    (NormalFunctions.logCdf(z + 1e-5) - NormalFunctions.logCdf(z - 1e-5)) / 2e-5,
                    NormalFunctions.hazard(z),
                    1e-5,
                    "slope at " + z);
    }

    @Test
    void theExponentialIsRightToTheLastBits() {
        DrawSequence draws = new Draws(11, 0).of("exp");
        double worst = 0;
        for (int i = 0; i < 200_000; i++) {
            double x = (draws.uniform() - 0.6) * (i % 2 == 0 ? 2 : 900);
            double expected = StrictMath.exp(x);
            if (expected < 1e-300) continue;
            worst = Math.max(worst, Math.abs(Exponential.exp(x) - expected) / expected);
        }
        assertTrue(worst < 5e-16, "largest relative error " + worst);
        assertEquals(1, Exponential.exp(0));
        assertEquals(0, Exponential.exp(-1e6));
        assertEquals(Double.POSITIVE_INFINITY, Exponential.exp(1e6));
        assertTrue(Double.isNaN(Exponential.exp(Double.NaN)));
    }

    @Test
    void manyExponentialsHaveTheBitsOfEach() {
        DrawSequence draws = new Draws(11, 1).of("exp");
        for (int n = 0; n < 70; n++) {
            double[] x = new double[n];
            for (int i = 0; i < n; i++) x[i] = draws.uniform() * (i % 3 == 0 ? 800 : i % 3 == 1 ? 5 : 1e-9);
            if (n > 3) x[3] = Double.POSITIVE_INFINITY;
            if (n > 5) x[5] = Double.NaN;
            double[] out = new double[n];
            Exponential.ofNegative(x, n / 5, n, out, new double[n]);
            for (int i = 0; i < n; i++) assertEquals(i < n / 5 ? 0 : Exponential.exp(-x[i]), out[i], "of " + -x[i]);
        }
    }

    @Test
    void theDistributionFunctionIsExactInItsLeftTail() {
        assertEquals(0.5, NormalFunctions.cdf(0));
        assertEquals(0.9750021048517795, NormalFunctions.cdf(1.96), 1e-15);
        assertEquals(7.619853024160525e-24, NormalFunctions.cdf(-10), 1e-37);
    }
}
