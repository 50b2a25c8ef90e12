// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.management.ThreadMXBean;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every rule. Random cases print their seed. */
class StepperTest {
    /** Not a multiple of any vector's width. */
    private static final int PARAMETERS = 67;

    /** Every name with its defaults, every name with both decays, and the forms that are not defaults. */
    static Stream<OptimizerRule> everyRule() {
        Stream<OptimizerRule> named = names().map(name -> Optimizers.read(name, 0));
        Stream<OptimizerRule> decayed = names().map(name -> Optimizers.read(name, 1e-2, 3e-2));
        Stream<OptimizerRule> forms = Stream.of(
                new Sgd(0.8, 0.3, false, Decay.NONE),
                new Sgd(0, 0.3, false, new Decay(0, 0.1)),
                new Adagrad(1e-3, 0.1, 1e-10, Decay.NONE),
                new RmsProp(0.9, 1e-8, 0.7, false, Decay.NONE),
                new RmsProp(0.9, 1e-8, 0, true, Decay.NONE),
                new RmsProp(0.9, 1e-8, 0.7, true, new Decay(1e-3, 1e-3)),
                new Adam(0.9, 0.99, 1e-8, true, Decay.NONE),
                new Adam(0, 0, 1e-6, false, Decay.NONE),
                new RAdam(0.9, 0.5, 1e-8, Decay.NONE),
                new Rprop(0.3, 1.7, 1e-4, 1e-2, Decay.NONE));
        return Stream.of(named, decayed, forms).flatMap(rules -> rules);
    }

    private static Stream<TextNode> names() {
        return Optimizers.variants().keySet().stream().map(TextNode::new);
    }

    /** A rate at which the rule moves by about 1e-3 a step. */
    private static double rate(OptimizerRule rule) {
        return rule instanceof Adadelta ? 1 : 1e-3;
    }

    @ParameterizedTest
    @MethodSource("everyRule")
    void floatsStayWithTheirTwinForThousandsOfSteps(OptimizerRule rule) {
        // one at which no sign hangs on a rounding: there Lion and Rprop would part for good
        long seed = 27;
        assertStaysWithTwin(rule, seed, 4000, _ -> Double.NaN);
    }

    @ParameterizedTest
    @MethodSource("everyRule")
    void prescribedMomentumReachesTheTwinToo(OptimizerRule rule) {
        long seed = 18;
        // down and up again, as a one-cycle schedule does; now and then the rule's own
        assertStaysWithTwin(rule, seed, 400, t -> t % 50 == 49 ? Double.NaN : 0.85 + 0.1 * Math.abs(t - 200) / 200);
    }

    private static void assertStaysWithTwin(OptimizerRule rule, long seed, int steps, IntToDoubleFunction momentum) {
        DrawSequence draws = new Draws(seed, 0).of("twin");
        float[] parameters = new float[PARAMETERS];
        double[] theta = new double[PARAMETERS];
        double[] drift = new double[PARAMETERS];
        for (int i = 0; i < PARAMETERS; i++) {
            parameters[i] = (float) draws.normal();
            theta[i] = parameters[i];
            drift[i] = 0.3 * draws.normal();
        }
        DoubleStepper twin = new DoubleStepper(rule, PARAMETERS);
        OptimizerRule.Stepper stepper = rule.stepper(PARAMETERS);
        float[] gradient = new float[PARAMETERS];
        double[] exact = new double[PARAMETERS];
        double[] farthest = new double[PARAMETERS];
        Arrays.fill(farthest, 1);
        double worst = 0;
        for (int t = 0; t < steps; t++) {
            double rate = rate(rule) * (1 - t / (double) steps);
            for (int i = 0; i < PARAMETERS; i++) {
                // from 1e-2 to 1e2: below, a step of plain descent is hardly more than a rounding
                double size = Math.pow(10, 4.0 * i / PARAMETERS - 2);
                gradient[i] = (float) (size * (draws.normal() + drift[i]));
                exact[i] = gradient[i];
            }
            stepper.begin(rate, momentum.applyAsDouble(t));
            stepper.move(parameters, gradient, 0, PARAMETERS, 1);
            twin.step(theta, exact, rate, momentum.applyAsDouble(t));
            for (int i = 0; i < PARAMETERS; i++) {
                farthest[i] = Math.max(farthest[i], Math.abs(theta[i]));
                worst = Math.max(worst, Math.abs(theta[i] - parameters[i]) / farthest[i]);
            }
        }
        // sizes that are products of hundreds of factors, and steps no larger than a rounding
        double tolerance = rule instanceof Rprop ? 5e-5 : 2e-5;
        assertTrue(worst < tolerance, "%s: off by %s, seed %d".formatted(rule, worst, seed));
    }

    @ParameterizedTest
    @MethodSource("everyRule")
    void rangesInAnyOrderAreOneWholeBitForBit(OptimizerRule rule) {
        long seed = 19;
        float[] whole = start(seed);
        float[] split = whole.clone();
        OptimizerRule.Stepper one = rule.stepper(PARAMETERS);
        OptimizerRule.Stepper many = rule.stepper(PARAMETERS);
        for (int t = 0; t < 60; t++) {
            float[] gradient = gradient(seed, t);
            float[] given = gradient.clone();
            one.step(whole, gradient, rate(rule));
            many.begin(rate(rule), Double.NaN);
            many.move(split, gradient, 41, PARAMETERS, 1);
            many.move(split, gradient, 0, 1, 1);
            many.move(split, gradient, 1, 41, 1);
            many.move(split, gradient, 5, 5, 1); // nothing
            assertArrayEquals(whole, split, "step %d, seed %d".formatted(t, seed));
            assertArrayEquals(given, gradient, "the gradient must stay");
        }
    }

    @ParameterizedTest
    @MethodSource("everyRule")
    void aRangeThatIsNotMovedIsFrozenAndTheOthersDoNotCare(OptimizerRule rule) {
        long seed = 20;
        float[] start = start(seed);
        float[] whole = start.clone();
        float[] partly = start.clone();
        OptimizerRule.Stepper one = rule.stepper(PARAMETERS);
        OptimizerRule.Stepper other = rule.stepper(PARAMETERS);
        for (int t = 0; t < 30; t++) {
            one.step(whole, gradient(seed, t), rate(rule));
            other.begin(rate(rule), Double.NaN);
            other.move(partly, gradient(seed, t), 0, 30, 1);
            other.move(partly, gradient(seed, t), 50, PARAMETERS, 1);
        }
        assertArrayEquals(Arrays.copyOfRange(start, 30, 50), Arrays.copyOfRange(partly, 30, 50));
        assertArrayEquals(Arrays.copyOfRange(whole, 0, 30), Arrays.copyOfRange(partly, 0, 30));
        assertArrayEquals(Arrays.copyOfRange(whole, 50, PARAMETERS), Arrays.copyOfRange(partly, 50, PARAMETERS));
        assertFalse(Arrays.equals(start, partly));
    }

    @ParameterizedTest
    @MethodSource("everyRule")
    void aFactorIsThatManyTimesTheRate(OptimizerRule rule) {
        long seed = 21;
        float[] factored = start(seed);
        float[] rated = factored.clone();
        OptimizerRule.Stepper one = rule.stepper(PARAMETERS);
        OptimizerRule.Stepper other = rule.stepper(PARAMETERS);
        for (int t = 0; t < 30; t++) {
            double rate = rate(rule) / (1 + t);
            one.begin(rate, Double.NaN);
            one.move(factored, gradient(seed, t), 0, PARAMETERS, 0.3);
            other.begin(rate * 0.3, Double.NaN);
            other.move(rated, gradient(seed, t), 0, PARAMETERS, 1);
        }
        assertArrayEquals(rated, factored, "seed " + seed);
    }

    @ParameterizedTest
    @MethodSource("everyRule")
    void paddingStaysExactlyZero(OptimizerRule rule) {
        OptimizerRule.Stepper stepper = rule.stepper(PARAMETERS);
        float[] parameters = new float[PARAMETERS];
        for (int t = 0; t < 50; t++) stepper.step(parameters, new float[PARAMETERS], rate(rule));
        for (float parameter : parameters) assertEquals(0, Float.floatToRawIntBits(parameter));
    }

    @ParameterizedTest
    @MethodSource("everyRule")
    void noGradientHoweverHugeOrTinyGivesNaN(OptimizerRule rule) {
        float[] sizes = {1e37f, 1e25f, 1e19f, 1e10f, 1f, 1e-10f, 1e-19f, 1e-25f, 1e-38f, Float.MIN_VALUE, 0f};
        for (float size : sizes) {
            // a mean square that forgets everything at once cannot forget an infinite one: 0 times infinity
            if (size > 1e18f && rule instanceof Adam adam && adam.beta2() == 0) continue;
            OptimizerRule.Stepper stepper = rule.stepper(4);
            float[] parameters = {1, -1, 0, 1e-3f};
            for (int t = 0; t < 40; t++) {
                // first one sign, then turning, then nothing at all
                float g = t < 10 ? size : t < 20 ? (t % 2 == 0 ? size : -size) : 0;
                stepper.step(parameters, new float[] {g, -g, g, g}, rate(rule));
                for (float parameter : parameters)
                    assertTrue(Float.isFinite(parameter), "%s: %s at step %d".formatted(rule, size, t));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyRule")
    void theRateMayBeZero(OptimizerRule rule) {
        float[] start = start(22);
        float[] parameters = start.clone();
        OptimizerRule.Stepper stepper = rule.stepper(PARAMETERS);
        stepper.step(parameters, gradient(22, 0), 0);
        // the least step size of resilient propagation is not 0
        if (!(rule instanceof Rprop)) assertArrayEquals(start, parameters);
        stepper.step(parameters, gradient(22, 1), rate(rule));
        stepper.step(parameters, gradient(22, 2), 0);
        for (float parameter : parameters) assertTrue(Float.isFinite(parameter));
    }

    @ParameterizedTest
    @MethodSource("everyRule")
    void steppersShareNothing(OptimizerRule rule) {
        long seed = 23;
        float[] alone = start(seed);
        float[] beside = alone.clone();
        float[] others = alone.clone();
        OptimizerRule.Stepper one = rule.stepper(PARAMETERS);
        for (int t = 0; t < 20; t++) one.step(alone, gradient(seed, t), rate(rule));
        OptimizerRule.Stepper two = rule.stepper(PARAMETERS);
        OptimizerRule.Stepper other = rule.stepper(PARAMETERS);
        for (int t = 0; t < 20; t++) {
            other.step(others, gradient(seed + 1, t), 10 * rate(rule));
            two.step(beside, gradient(seed, t), rate(rule));
        }
        assertArrayEquals(alone, beside, "seed " + seed);
    }

    @ParameterizedTest
    @MethodSource("everyRule")
    void aStepAllocatesNothing(OptimizerRule rule) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        float[] parameters = start(25);
        float[] gradient = gradient(25, 0);
        OptimizerRule.Stepper stepper = rule.stepper(PARAMETERS);
        long allocated = -1;
        // the first round loads classes
        for (int round = 0; round < 2; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int t = 0; t < 50; t++) {
                stepper.begin(1e-3, t % 2 == 0 ? Double.NaN : 0.8);
                stepper.move(parameters, gradient, 0, PARAMETERS, 0.5);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertEquals(0, allocated);
    }

    /** θ ← θ(1 − ηλ) before what the rule does to a gradient that knows nothing of the decay. */
    @Test
    void decoupledDecayIsTheHandFormula() {
        for (TextNode name : names().toList()) {
            OptimizerRule plain = Optimizers.read(name, 0);
            OptimizerRule decayed = Optimizers.read(name, 0, 0.5);
            double eta = rate(plain);
            // adamw and lion add their own
            double lambda = decayed.decay().decoupled() - plain.decay().decoupled();
            assertEquals(0.5, lambda, 1e-15);
            float[] theta = start(24);
            float[] free = theta.clone();
            float[] pulled = theta.clone();
            OptimizerRule.Stepper one = plain.stepper(PARAMETERS);
            OptimizerRule.Stepper other = decayed.stepper(PARAMETERS);
            for (int t = 0; t < 5; t++) {
                // both start each step from the same parameters
                System.arraycopy(free, 0, pulled, 0, PARAMETERS);
                float[] before = free.clone();
                one.step(free, gradient(24, t), eta);
                other.step(pulled, gradient(24, t), eta);
                for (int i = 0; i < PARAMETERS; i++)
                    assertEquals(
                            free[i] - eta * lambda * before[i],
                            pulled[i],
                            2e-7 * Math.max(1, Math.abs(before[i])),
                            name.textValue());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-2, 1e-4})
    void aSmallDecoupledDecayIsNotRoundedAway(double lambda) {
        OptimizerRule.Stepper stepper = new Adam(0.9, 0.999, 1e-8, false, new Decay(0, lambda)).stepper(1);
        float[] parameters = {1};
        for (int t = 0; t < 10_000; t++) stepper.step(parameters, new float[1], 1e-2);
        double expected = Math.pow(1 - 1e-2 * lambda, 10_000);
        assertEquals(1 - expected, 1 - parameters[0], 0.05 * (1 - expected));
    }

    @Test
    void aPrescribedMomentumWakesPlainDescent() {
        float[] plain = {1};
        float[] rolling = {1};
        OptimizerRule.Stepper one = Sgd.PLAIN.stepper(1);
        OptimizerRule.Stepper other = Sgd.PLAIN.stepper(1);
        for (int t = 0; t < 3; t++) {
            one.begin(0.1, Double.NaN);
            one.move(plain, new float[] {1}, 0, 1, 1);
            other.begin(0.1, 0.5);
            other.move(rolling, new float[] {1}, 0, 1, 1);
        }
        assertEquals(0.7, plain[0], 1e-6);
        // 1 + 1.5 + 1.75
        assertEquals(1 - 0.425, rolling[0], 1e-6);
    }

    @ParameterizedTest
    @ValueSource(floats = {0f, 0x1p-75f, -0x1.fffffep-75f, 1e-20f, 1f, -3e-20f, 1e30f, Float.MAX_VALUE})
    void meansOfAnyUseAreLeftAlone(float value) {
        assertEquals(value, Underflow.settle(value));
    }

    @Test
    void fadingMeansStayAwayFromSubnormalNumbers() {
        float mean = 1;
        for (int t = 0; t < 2000; t++) {
            mean = Underflow.settle(0.9f * mean);
            assertTrue(mean >= 0x1p-99f && mean * 1e-7f >= Float.MIN_NORMAL, "%s after %d steps".formatted(mean, t));
        }
        assertTrue(mean < 1e-29f);
        assertTrue(Float.isNaN(Underflow.settle(Float.NaN)));
    }

    @Test
    void everyNameMovesDownhill() {
        for (TextNode name : names().toList()) {
            OptimizerRule rule = Optimizers.read(name, 0);
            float[] parameters = {1, -1};
            OptimizerRule.Stepper stepper = rule.stepper(2);
            List<Float> start = List.of(parameters[0], parameters[1]);
            for (int t = 0; t < 200; t++)
                stepper.step(parameters, new float[] {2 * parameters[0], 2 * parameters[1]}, rate(rule));
            assertTrue(parameters[0] < start.get(0) && parameters[0] > -0.1, name.textValue());
            assertEquals(-parameters[0], parameters[1], name.textValue());
        }
    }

    private static float[] start(long seed) {
        DrawSequence draws = new Draws(seed, 0).of("start");
        float[] parameters = new float[PARAMETERS];
        for (int i = 0; i < PARAMETERS; i++) parameters[i] = (float) draws.normal();
        return parameters;
    }

    private static float[] gradient(long seed, int step) {
        DrawSequence draws = new Draws(seed, 1).of("gradient", step);
        float[] gradient = new float[PARAMETERS];
        for (int i = 0; i < PARAMETERS; i++) gradient[i] = (float) draws.normal();
        return gradient;
    }
}
