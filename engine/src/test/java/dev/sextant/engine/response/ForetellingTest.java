// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.spi.Surrogate;
import dev.sextant.engine.trial.Direction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForetellingTest {
    /** By SciPy 1.17.1: spearmanr([1, 2, 2, 4, 5, 7], [2, 1, 3, 3, 6, 5]).statistic. */
    @Test
    void spearmansCorrelationTakesTiesAtTheirMeanRank() {
        double[] a = {1, 2, 2, 4, 5, 7};
        assertEquals(0.8088235294117647, Foretelling.spearman(a, new double[] {2, 1, 3, 3, 6, 5}), 1e-15);
        assertEquals(1, Foretelling.spearman(a, a), 1e-15);
        assertEquals(Double.NaN, Foretelling.spearman(a, new double[] {3, 3, 3, 3, 3, 3}));
    }

    /** Trials found at 0, 1, 2 …, foretold with these errors and deviation 1. */
    private static Health health(Direction direction, double... errors) {
        List<Surrogate.Foretold> foretold = new ArrayList<>();
        for (int i = 0; i < errors.length; i++)
            foretold.add(new Surrogate.Foretold(i, i, direction.minimized(i + errors[i]), 1));
        KnownSurrogate surrogate = new KnownSurrogate(_ -> 0, (_, _) -> 0, _ -> true, direction, foretold);
        return Foretelling.of(surrogate, new Units(surrogate, direction, new double[] {-1, 99}));
    }

    @Test
    void aTrialIsInsideUpToTwoDeviations() {
        for (Direction direction : Direction.values()) {
            Health health = health(direction, 0, 1.9, -1.9, 2, -2, 0, 0, 0, 0, 0);
            assertEquals(0.8, health.inside());
            assertTrue(health.trusted());
            Health.Prediction second = health.predictions().get(1);
            assertEquals(1, second.found());
            assertEquals(2.9, second.predicted().mean(), 1e-12);
            assertEquals(2.9 - 1.959963984540054, second.predicted().low(), 1e-12);
        }
    }

    @Test
    void aModelThatMissesTooOftenIsNotTrusted() {
        assertFalse(
                health(Direction.MINIMIZE, 0, 2.1, -2.1, 2, -2, 0, 0, 0, 0, 0).trusted());
    }

    @Test
    void aModelThatKnowsNoOrderIsNotTrusted() {
        Health health = health(Direction.MINIMIZE, 1.9, 0, -1.9, 1, -1, 1, -1, 1, -1, 0);
        assertTrue(health.correlation() > Health.LEAST_CORRELATION && health.trusted());
        List<Surrogate.Foretold> constant = new ArrayList<>();
        for (int i = 0; i < 20; i++) constant.add(new Surrogate.Foretold(i, i % 7, 3, 100));
        KnownSurrogate surrogate = new KnownSurrogate(_ -> 0, (_, _) -> 0, _ -> true, Direction.MINIMIZE, constant);
        Health blind = Foretelling.of(surrogate, new Units(surrogate, Direction.MINIMIZE, new double[] {0, 6}));
        assertEquals(1, blind.inside());
        assertEquals(Double.NaN, blind.correlation());
        assertFalse(blind.trusted());
    }

    @Test
    void nineTrialsAreTooFewToTrust() {
        assertFalse(health(Direction.MINIMIZE, new double[9]).trusted());
        assertTrue(health(Direction.MINIMIZE, new double[10]).trusted());
    }
}
