// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.Rehearsal;
import dev.sextant.engine.spi.SearcherContract;
import dev.sextant.engine.spi.Surrogate;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Direction;
import dev.sextant.searchers.random.RandomSearcherFactory;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class GaussianProcessSurrogateTest {
    private static final Space PLANE = SearcherContract.plane();

    private static View view(Direction direction, int trials, ToDoubleFunction<Configuration> response) {
        return new Rehearsal(
                        new RandomSearcherFactory(),
                        Rehearsal.defaults(new RandomSearcherFactory().options()),
                        PLANE,
                        direction,
                        1,
                        3)
                .run(trials, response)
                .view(trials);
    }

    private static final List<Configuration> ASKED = List.of(
            PLANE.fromUnit(new double[] {.3, .3}),
            PLANE.fromUnit(new double[] {.8, .3}),
            PLANE.fromUnit(new double[] {.81, .3}));

    @Test
    void predictionsAreInTheObjectivesUnits() {
        ToDoubleFunction<Configuration> response = c -> 1000 + 100 * SearcherContract.bowl(PLANE, c);
        Surrogate surrogate = new GaussianProcessSurrogate.Fit().fit(view(Direction.MINIMIZE, 40, response));
        Surrogate.Posterior posterior = surrogate.at(ASKED);
        for (int i = 0; i < 3; i++)
            assertEquals(
                    response.applyAsDouble(ASKED.get(i)),
                    surrogate.value(posterior.mean()[i]),
                    1.0,
                    "point " + i);
        double[] row = new double[3];
        posterior.covariances(1, row);
        assertEquals(posterior.variance()[1], row[1]);
        double near = row[2] / Math.sqrt(posterior.variance()[1] * posterior.variance()[2]);
        double far = row[0] / Math.sqrt(posterior.variance()[0] * posterior.variance()[1]);
        assertTrue(near > 0.8 && Math.abs(far) < near, near + " and " + far);
    }

    @Test
    void maximizingMirrorsMinimizing() {
        Surrogate.Factory factory =
                ServiceLoader.load(Surrogate.Factory.class).findFirst().orElseThrow();
        Surrogate down = factory.fit(view(Direction.MINIMIZE, 12, c -> SearcherContract.bowl(PLANE, c)));
        Surrogate up = factory.fit(view(Direction.MAXIMIZE, 12, c -> -SearcherContract.bowl(PLANE, c)));
        assertArrayEquals(down.at(ASKED).mean(), up.at(ASKED).mean());
        assertArrayEquals(down.at(ASKED).variance(), up.at(ASKED).variance());
        for (double latent : new double[] {-9, -1, 0, 0.5, 9})
            assertEquals(down.value(latent), -up.value(latent), "latent " + latent);
    }

    /** Of thousands of trials a part is enough, and takes a second instead of hours. */
    @Test
    void thousandsOfTrialsAreModelledByAPart() {
        Surrogate surrogate = new GaussianProcessSurrogate.Fit()
                .fit(view(Direction.MINIMIZE, 3000, c -> SearcherContract.bowl(PLANE, c)));
        double[] mean = surrogate.at(ASKED).mean();
        for (int i = 0; i < 3; i++)
            assertEquals(SearcherContract.bowl(PLANE, ASKED.get(i)), surrogate.value(mean[i]), 0.01, "point " + i);
    }

    @Test
    void tooFewTrialsAreRefusedInWords() {
        assertEquals(
                "a surrogate needs at least 3 completed trials, got 2",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new GaussianProcessSurrogate.Fit().fit(view(Direction.MINIMIZE, 2, c -> 1)))
                        .getMessage());
    }
}
