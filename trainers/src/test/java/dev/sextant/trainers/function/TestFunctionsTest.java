// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.function;

import static dev.sextant.trainers.function.Documents.document;
import static dev.sextant.trainers.function.Documents.vector;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The functions have the least values that are published, where they are published, moved or not. */
class TestFunctionsTest {
    private static final long SEED = 20261120;
    private static final Shift NONE = Shift.of(Seeds.ofSearch(SEED, 0), false);

    /**
     * A vector function, with the range that it is usually searched on.
     *
     * @param at where it is least
     */
    record Known(String name, double low, double high, double value, double... at) {
        VectorFunction function() {
            return (VectorFunction) TestFunctionsTest.function(name);
        }

        @Override
        public String toString() {
            return name + " of " + at.length;
        }
    }

    private static TestFunction function(String name) {
        TestFunction function = TestFunctions.ALL.get(name);
        if (function == null) throw new AssertionError("no function " + name);
        return function;
    }

    private static double[] filled(int d, double value) {
        double[] x = new double[d];
        Arrays.fill(x, value);
        return x;
    }

    private static List<Known> known() {
        return List.of(
                new Known("hartmann3", 0, 1, -3.86278, 0.114614, 0.555649, 0.852547),
                new Known("hartmann6", 0, 1, -3.32237, 0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573),
                new Known("rosenbrock", -2, 2, 0, filled(5, 1)),
                new Known("levy", -10, 10, 0, filled(8, 1)),
                new Known("levy", -10, 10, 0, 1),
                new Known("ackley", -32, 32, 0, filled(10, 0)),
                new Known("styblinskiTang", -5, 5, -39.16617 * 6, filled(6, -2.903534)),
                new Known("ellipsoid", -5, 5, 0, filled(6, 0)),
                new Known("rastrigin", -5.12, 5.12, 0, filled(4, 0)));
    }

    @ParameterizedTest
    @MethodSource("known")
    void theLeastValueIsThePublishedOne(Known known) {
        double value = known.function().at(vector(known.at), NONE, 1);
        assertEquals(known.value, value, 1e-4);
        assertEquals(value, known.function().minimum(vector(known.at)), 1e-5);
    }

    /** Elsewhere than at their minimum, computed with NumPy from the published formulas. */
    @ParameterizedTest
    @CsvSource({
        "hartmann3, 0.1 0.6 0.4, -0.7539621786158721",
        "hartmann6, 0.3 0.1 0.5 0.2 0.4 0.7, -2.6451687449722496",
        "rosenbrock, 0.5 -1.5 2 0.25, 1726.25",
        "levy, -4 3.5 7 0.2, 12.17886371385235",
        "ackley, 1.5 -2.25 10, 15.671308831097612",
        "styblinskiTang, 1 -2 3.5, -48.21875",
        "rastrigin, 0.5 -1.25 3, 40.8125"
    })
    void valuesAreThePublishedOnes(String name, String point, double value) {
        double[] x = Arrays.stream(point.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertEquals(value, function(name).at(vector(x), NONE, 1), 1e-12 * Math.abs(value));
    }

    @ParameterizedTest
    @MethodSource("known")
    void nothingLiesBelowTheLeastValue(Known known) {
        int d = known.at.length;
        double least = known.function().minimum(vector(known.at));
        DrawSequence draws = new Draws(SEED, 0).of("points");
        for (int i = 0; i < 4_000; i++) {
            double[] x = new double[d];
            boolean near = i % 2 == 0;
            for (int j = 0; j < d; j++)
                x[j] = near
                        ? known.at[j] + (known.high - known.low) * StrictMath.pow(10, -1 - i % 6) * draws.normal()
                        : known.low + (known.high - known.low) * draws.uniform();
            double value = known.function().at(vector(x), NONE, 1);
            assertTrue(value >= least - 1e-12, "seed " + SEED + ": " + value + " at " + Arrays.toString(x));
        }
    }

    /** Whatever the study's seed, the minimum is moved to a place within the range, and is as low as before. */
    @ParameterizedTest
    @MethodSource("known")
    void theShiftMovesTheMinimumAndKeepsItInTheRange(Known known) {
        VectorFunction function = known.function();
        for (long seed = 0; seed < 200; seed++) {
            Seeds seeds = Seeds.ofSearch(seed, 3);
            Shift shift = Shift.of(seeds, true);
            double[] x = known.at.clone();
            for (int j = 0; j < x.length; j++) x[j] += shift.along(j, function.reach());
            for (double each : x) assertTrue(known.low <= each && each <= known.high, Arrays.toString(x));
            assertFalse(Arrays.equals(x, known.at));
            assertEquals(function.minimum(vector(x)), function.at(vector(x), shift, 1), 1e-5);
        }
    }

    @Test
    void braninHasThreeEqualValleys() {
        for (double[] at : List.of(
                new double[] {-Math.PI, 12.275}, new double[] {Math.PI, 2.275}, new double[] {9.42478, 2.475})) {
            double value = branin(at[0], at[1]);
            assertEquals(0.397887, value, 1e-6);
            assertEquals(Branin.MINIMUM, value, 1e-9);
        }
        assertEquals(24.129964413622268, branin(2.5, 7.5), 1e-12);
        DrawSequence draws = new Draws(SEED, 0).of("points");
        for (int i = 0; i < 10_000; i++)
            assertTrue(branin(-5 + 15 * draws.uniform(), 15 * draws.uniform()) >= Branin.MINIMUM);
    }

    private static double branin(double x1, double x2) {
        ObjectNode arguments =
                JsonNodeFactory.instance.objectNode().put("x1", x1).put("x2", x2);
        return function("branin").at(arguments, NONE, 1);
    }

    /** A turn keeps lengths and angles, so it is told by them. */
    @Test
    void theEllipsoidIsTurnedAndNothingElse() {
        for (long seed = 0; seed < 50; seed++) {
            Draws draws = Seeds.ofSearch(seed, 0).studyDraws();
            DrawSequence points = new Draws(SEED, 0).of("points");
            double[] a = new double[7];
            double[] b = new double[7];
            for (int j = 0; j < 7; j++) {
                a[j] = points.normal();
                b[j] = points.normal();
            }
            double[] turnedA = Rotation.turned(a, draws);
            double[] turnedB = Rotation.turned(b, draws);
            assertEquals(dot(a, a), dot(turnedA, turnedA), 1e-12 * dot(a, a));
            assertEquals(dot(a, b), dot(turnedA, turnedB), 1e-12 * dot(a, a));
            assertFalse(Arrays.equals(a, turnedA));
            double value = function("ellipsoid").at(vector(a), new Shift(draws, false), 1);
            double expected = 0;
            for (int j = 0; j < 7; j++) expected += StrictMath.pow(10, j) * turnedA[j] * turnedA[j];
            assertEquals(expected, value, 1e-12 * expected, "seed " + seed);
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'0': {'r8': 0, 'x2': {'0': {'x4': 0}}}}|0.1|0.1",
                "{'0': {'r8': 0, 'x2': {'1': {'x5': 0}}}}|0.1|0.12",
                "{'1': {'r9': 0, 'x3': {'0': {'x6': 0}}}}|0.1|0.14",
                "{'1': {'r9': 0, 'x3': {'1': {'x7': 0}}}}|0.1|0.16",
                "{'1': {'r9': 0.5, 'x3': {'1': {'x7': -0.3}}}}|0.69|0.75",
            })
    void jenattonsTreeHasFourLeavesAndOffsetsMakeOneTheBest(String tree, double equal, double graded) {
        ObjectNode plain =
                document("{'x1': %s, 'offsets': [0, 0, 0, 0]}".formatted(tree).replace('\'', '"'));
        ObjectNode offset = document(
                "{'x1': %s, 'offsets': [0, 0.02, 0.04, 0.06]}".formatted(tree).replace('\'', '"'));
        TestFunction jenatton = function("jenatton");
        assertEquals(equal, jenatton.at(plain, NONE, 1), 1e-12);
        assertEquals(graded, jenatton.at(offset, NONE, 1), 1e-12);
        assertEquals(0.1, jenatton.minimum(plain));
        assertEquals(0.1, jenatton.minimum(offset));
    }

    @Test
    void theValleyOfLearningRateAndMomentumRunsAlongTheirRatioAndEndsAtACliff() {
        ToDoubleFunction<double[]> loss = x -> function("learningRateMomentum")
                .at(
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("learningRate", x[0])
                                .put("momentum", x[1]),
                        NONE,
                        1);
        assertEquals(0.25, loss.applyAsDouble(new double[] {0.01, 0.9}), 1e-12);
        assertEquals(0.27, loss.applyAsDouble(new double[] {0.1, 0}), 1e-12);
        assertEquals(0.27, loss.applyAsDouble(new double[] {0.001, 0.99}), 1e-12);
        assertTrue(Double.isNaN(loss.applyAsDouble(new double[] {0.26, 0.9})));
        assertTrue(Double.isFinite(loss.applyAsDouble(new double[] {0.25, 0.9})));
        // half a unit of the exponent beside the valley: 1.5 (1 - e^-1)
        double beside = StrictMath.pow(10, -2 - 0.7 * Math.sqrt(2));
        assertEquals(0.25 + 1.5 * (1 - StrictMath.exp(-1)), loss.applyAsDouble(new double[] {beside, 0.9}), 1e-9);
        DrawSequence draws = new Draws(SEED, 0).of("points");
        for (int i = 0; i < 10_000; i++) {
            double value = loss.applyAsDouble(new double[] {
                StrictMath.pow(10, -6 + 7 * draws.uniform()), 0.999 * draws.uniform()
            });
            assertFalse(value < LearningRateMomentum.MINIMUM);
        }
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"constant\"|0.001|0.35",
                "{'constant': {}}|0.0079|0.446",
                "{'constant': {}}|0.0080|NaN",
                "{'step': {'gamma': 0.1}}|0.001995262|0.30",
                "{'step': {'gamma': 0.01}}|0.001995262|0.35",
                "{'cosine': {}}|0.003981072|0.27",
                "{'cosine': {}}|0.0398|0.39",
                "{'cosine': {}}|0.0399|NaN",
                "{'warmupCosine': {'warmup': 0.08}}|0.01|0.25",
                "{'warmupCosine': {'warmup': 0.28}}|0.01|0.31",
                "{'warmupCosine': {'warmup': 0}}|0.0399|NaN",
                "{'warmupCosine': {'warmup': 0.1}}|0.0399|0.294",
            })
    void everyScheduleHasItsOwnBestRateAndItsOwnCliff(String schedule, double rate, double loss) throws Exception {
        ObjectNode trained = document("""
                {"function": {"learningRateSchedule": {"learningRate": %s, "schedule": %s}}, "shift": false}""".formatted(rate, schedule.replace('\'', '"')));
        var outcome = Documents.train(trained, Seeds.ofSearch(1, 0));
        assertEquals(loss, outcome.curve().at(1), 1e-3);
    }

    /** The best rates and their values after some epochs, as they were computed when the problem was designed. */
    @ParameterizedTest(name = "epoch {0}")
    @CsvSource({
        "1, -1.134, 0.8214",
        "3, -1.488, 0.6390",
        "9, -1.840, 0.4827",
        "27, -2.184, 0.3541",
        "81, -2.300, 0.26610"
    })
    void theBestLearningRateFallsWithTheBudget(int epoch, double rate, double value) {
        double best = Double.POSITIVE_INFINITY;
        double at = 0;
        for (int i = 0; i <= 5_000; i++) {
            double x = -5 + i * 1e-3;
            double found = curve(x, epoch);
            if (found < best) {
                best = found;
                at = x;
            }
        }
        assertEquals(value, best, 1e-4);
        assertEquals(rate, at, 1.5e-3);
        if (epoch == LearningRateCurves.EPOCHS) assertEquals(LearningRateCurves.MINIMUM, best, 1e-9);
    }

    private static double curve(double x, int epoch) {
        JsonNode arguments = JsonNodeFactory.instance.objectNode().put("learningRate", StrictMath.pow(10, x));
        return function("learningRateCurves").at((ObjectNode) arguments, NONE, epoch);
    }

    /** A shift by so many decades is the same as a learning rate that many decades smaller. */
    @ParameterizedTest
    @CsvSource({"learningRateMomentum", "learningRateSchedule", "learningRateCurves"})
    void theShiftMovesLearningRatesByDecades(String name) {
        Map<String, String> arguments = Map.of(
                "learningRateMomentum", "{'learningRate': %s, 'momentum': 0.5}",
                "learningRateSchedule", "{'learningRate': %s, 'schedule': {'cosine': {}}}",
                "learningRateCurves", "{'learningRate': %s}");
        for (long seed = 0; seed < 50; seed++) {
            Shift shift = Shift.of(Seeds.ofSearch(seed, 0), true);
            double decades = shift.along(0, LearningRateMomentum.DECADES);
            assertTrue(Math.abs(decades) <= 0.6);
            String text = String.valueOf(arguments.get(name)).replace('\'', '"');
            double moved = function(name).at(document(text.formatted(StrictMath.pow(10, -2.9 + decades))), shift, 1);
            assertEquals(function(name).at(document(text.formatted(StrictMath.pow(10, -2.9))), NONE, 1), moved, 1e-9);
        }
    }

    @Test
    void everyFunctionSaysWhatItsArgumentsAre() {
        TestFunctions.ALL.forEach((name, function) -> {
            assertFalse(function.schema().description().isBlank(), name);
            assertFalse(function.schema().keys().isEmpty(), name);
            assertTrue(function.epochs() >= 1, name);
        });
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        TestFunctions.ALL.keySet().forEach(names::add);
        assertEquals(13, names.size());
    }
}
