// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.Rehearsal;
import dev.sextant.engine.spi.SearcherContract;
import dev.sextant.engine.spi.Surrogate;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.searchers.random.RandomSearcherFactory;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GaussianProcessSurrogateTest {
    private static final Space PLANE = SearcherContract.plane();

    private static final ObjectNode NO_OPTIONS = Rehearsal.defaults(new RandomSearcherFactory().options());

    private static View view(Direction direction, int trials, ToDoubleFunction<Configuration> response) {
        return new Rehearsal(new RandomSearcherFactory(), NO_OPTIONS, PLANE, direction, 1, 3)
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

    /** One trial after the other is left out and the process made anew, with the hyperparameters of all. */
    @Test
    void leavingOneOutIsWhatAProcessOfTheOthersSays() {
        Outcome pruned = new Outcome.Pruned(2, 1, new LearningCurve(new double[] {2}));
        View view = new Rehearsal(new RandomSearcherFactory(), NO_OPTIONS, PLANE, Direction.MAXIMIZE, 1, 3)
                .runTo(
                        24,
                        (trial, c) -> trial % 7 == 6 ? pruned : Rehearsal.outcome(3 - SearcherContract.bowl(PLANE, c)))
                .view(24);
        GaussianProcessSurrogate surrogate = (GaussianProcessSurrogate) new GaussianProcessSurrogate.Fit().fit(view);
        Evidence evidence = surrogate.evidence();
        Hyperparameters at = surrogate.hyperparameters();
        List<Surrogate.Foretold> foretold = surrogate.leaveOneOut();
        assertEquals(21, foretold.size());
        for (int out = 0; out < foretold.size(); out++) {
            int left = out;
            int[] others = IntStream.range(0, evidence.points().length)
                    .filter(i -> i != left)
                    .toArray();
            double[][] x =
                    Arrays.stream(others).mapToObj(i -> evidence.points()[i]).toArray(double[][]::new);
            double[] y = Arrays.stream(others).mapToDouble(i -> evidence.y()[i]).toArray();
            double[] diagonal = Arrays.stream(others)
                    .mapToDouble(i -> evidence.extra()[i] + at.noise())
                    .toArray();
            boolean[] numeric = new boolean[2];
            GaussianProcess process = new GaussianProcess(Kernel.MATERN_52, x, numeric, at, diagonal);
            JointPosterior posterior = new JointPosterior(
                    process,
                    process.solve(y),
                    x,
                    new Inputs(new double[][] {evidence.points()[out]}, numeric, at.weights()));
            Surrogate.Foretold one = foretold.get(out);
            assertEquals(posterior.mean()[0], one.mean(), 1e-8, "mean of trial " + one.trial());
            assertEquals(posterior.variance()[0] + at.noise(), one.variance(), 1e-8, "variance of " + one.trial());
            Outcome found = view.observed().get((int) one.trial()).outcome();
            assertEquals(((Outcome.Completed) found).value(), one.found());
        }
    }

    @Test
    void whereAllDivergedNothingIsExpectedToTrain() {
        ToDoubleFunction<Configuration> cliff =
                c -> PLANE.toUnit(c)[0] > 0.7 ? Double.NaN : SearcherContract.bowl(PLANE, c);
        double[] trains = new GaussianProcessSurrogate.Fit()
                .fit(view(Direction.MINIMIZE, 60, cliff))
                .trains(ASKED);
        assertTrue(trains[0] > 0.9 && trains[1] < 0.2, Arrays.toString(trains));
        double[] all = new GaussianProcessSurrogate.Fit()
                .fit(view(Direction.MINIMIZE, 60, c -> SearcherContract.bowl(PLANE, c)))
                .trains(ASKED);
        assertArrayEquals(new double[] {1, 1, 1}, all);
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
