// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.trial.Direction;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for schedules of any settings; random ones are drawn from a seed that the failure names. */
class ScheduleLawsTest {
    private static final int SCHEDULES = 400;

    /** A schedule's rates, a row an epoch and a column a mini-batch. */
    private static double[][] rates(Schedule schedule, double base, int epochs, int batches) {
        Random metrics = new Random(5);
        Course course = schedule.start(base, Direction.MINIMIZE, batches);
        double[][] rates = new double[epochs][batches];
        for (double[] row : rates) {
            for (int batch = 0; batch < batches; batch++) {
                row[batch] = course.rate();
                course.batch();
            }
            course.advance(metrics.nextDouble());
        }
        return rates;
    }

    private static Schedule simple(Random random, Per per) {
        int length = 1 + random.nextInt(12);
        double share = random.nextDouble();
        return switch (random.nextInt(12)) {
            case 0 -> Constant.DEFAULT;
            case 1 -> new Step(length, share * 2 + 1e-3);
            case 2 -> new MultiStep(List.of(length, length, 2 * length), share + 1e-3);
            case 3 -> new Exponential(share * 2 + 1e-3, per);
            case 4 -> new InverseTime(share * 3, length, random.nextBoolean(), per);
            case 5 -> new Linear(share + 1e-9, random.nextDouble(), length, per);
            case 6 -> new Polynomial(length, share * 4 + 1e-3, random.nextDouble(), per);
            case 7 -> new Cosine(length, share * 0.01, per);
            case 8 -> new CosineWarmRestarts(length, 1 + random.nextInt(3), share * 0.01, per);
            case 9 ->
                new Cyclic(
                        random.nextBoolean() ? null : share,
                        length,
                        1 + random.nextInt(9),
                        oneOf(random, List.of(Cyclic.Mode.values())),
                        random.nextDouble() + 1e-9,
                        per);
            case 10 -> {
                boolean three = random.nextBoolean();
                yield new OneCycle(
                        length,
                        three ? share / 2 : share,
                        oneOf(random, List.of(OneCycle.Anneal.values())),
                        three,
                        1 + 50 * random.nextDouble(),
                        StrictMath.pow(10, 8 * random.nextDouble()),
                        true,
                        0.8,
                        0.9,
                        per);
            }
            default -> new ReduceOnPlateau(0.01 + share * 0.9, length % 4, 0, ReduceOnPlateau.Mode.RELATIVE, 1, 0, 0);
        };
    }

    private static <T> T oneOf(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static Schedule any(Random random, Per per) {
        Schedule schedule = simple(random, per);
        if (random.nextInt(4) == 0)
            schedule = new Sequence(
                    List.of(schedule, simple(random, per), simple(random, per)),
                    List.of(1 + random.nextInt(3), 4 + random.nextInt(3)));
        if (random.nextInt(3) == 0)
            schedule = new Warmup(1 + random.nextInt(5), random.nextDouble() + 1e-9, per, schedule);
        return schedule;
    }

    @Test
    void noRateIsNegativeOrNotANumber() {
        for (long seed = 0; seed < SCHEDULES; seed++) {
            Random random = new Random(seed);
            Schedule schedule = any(random, random.nextBoolean() ? Per.EPOCH : Per.BATCH);
            double base = StrictMath.pow(10, random.nextInt(13) - 9);
            int batches = 1 + random.nextInt(4);
            Course course = schedule.start(base, Direction.MINIMIZE, batches);
            for (int epoch = 0; epoch < 60; epoch++) {
                for (int batch = 0; batch < batches; batch++) {
                    String where = "seed " + seed + ", epoch " + epoch + ": " + schedule;
                    assertTrue(course.rate() >= 0 && Double.isFinite(course.rate()), where + " " + course.rate());
                    assertTrue(
                            Double.isNaN(course.momentum()) || (course.momentum() >= 0.79 && course.momentum() < 0.91),
                            where + " " + course.momentum());
                    course.batch();
                }
                course.advance(random.nextInt(9) == 0 ? Double.NaN : random.nextDouble());
            }
        }
    }

    @Test
    void perBatchIsPerEpochWhereEpochsBegin() {
        for (long seed = 0; seed < SCHEDULES; seed++) {
            Schedule coarse = any(new Random(seed), Per.EPOCH);
            Schedule fine = any(new Random(seed), Per.BATCH);
            if (coarse.toString().contains("OneCycle")) continue; // its last tick is its end: the one that differs
            int batches = 1 + (int) (seed % 7);
            double[][] expected = rates(coarse, 0.3, 40, batches);
            double[][] actual = rates(fine, 0.3, 40, batches);
            for (int epoch = 0; epoch < 40; epoch++)
                assertEquals(
                        expected[epoch][0],
                        actual[epoch][0],
                        1e-12 * expected[epoch][0] + 1e-17,
                        "seed " + seed + ", epoch " + epoch + ": " + coarse);
        }
    }

    @Test
    void perBatchIsTheSameScheduleOfThatManyShortEpochs() {
        Schedule fine = new OneCycle(5, 0.3, OneCycle.Anneal.COSINE, false, 25, 1e4, true, 0.85, 0.95, Per.BATCH);
        Schedule coarse = new OneCycle(20, 0.3, OneCycle.Anneal.COSINE, false, 25, 1e4, true, 0.85, 0.95, Per.EPOCH);
        double[][] long_ = rates(coarse, 0.3, 20, 1);
        double[][] short_ = rates(fine, 0.3, 5, 4);
        for (int tick = 0; tick < 20; tick++) assertEquals(long_[tick][0], short_[tick / 4][tick % 4]);
    }

    @Test
    void perEpochEveryMiniBatchHasTheSameRate() {
        for (long seed = 0; seed < SCHEDULES; seed++) {
            Schedule schedule = any(new Random(seed), Per.EPOCH);
            for (double[] row : rates(schedule, 0.3, 20, 5))
                for (double rate : row) assertEquals(row[0], rate, "seed " + seed + ": " + schedule);
        }
    }

    @Test
    void equalSchedulesGiveEqualBits() {
        for (long seed = 0; seed < SCHEDULES; seed++) {
            double[][] first = rates(any(new Random(seed), Per.BATCH), 0.3, 20, 3);
            double[][] again = rates(any(new Random(seed), Per.BATCH), 0.3, 20, 3);
            assertTrue(java.util.Arrays.deepEquals(first, again), "seed " + seed);
        }
    }

    @Test
    void aWarmupDelaysTheScheduleAndClimbsToItsFirstRate() {
        for (long seed = 0; seed < SCHEDULES; seed++) {
            Schedule then = simple(new Random(seed), Per.EPOCH);
            int iters = 1 + (int) (seed % 5);
            double[][] alone = rates(then, 0.3, 30, 1);
            double[][] warmed = rates(new Warmup(iters, 0.2, Per.EPOCH, then), 0.3, 30 + iters, 1);
            String where = "seed " + seed + ": " + then;
            for (int t = 0; t < iters; t++)
                assertEquals(alone[0][0] * (0.2 + 0.8 * t / iters), warmed[t][0], 1e-15, where);
            // A plateau is told other metrics, for it is told later ones.
            if (then instanceof ReduceOnPlateau) continue;
            for (int t = 0; t < 30; t++) assertEquals(alone[t][0], warmed[t + iters][0], where);
        }
    }

    @Test
    void aPlateauAfterAWarmupSeesNoMetricOfIt() {
        Schedule plateau = new ReduceOnPlateau(0.5, 0, 0, ReduceOnPlateau.Mode.ABSOLUTE, 0, 0, 0);
        Course course = new Warmup(2, 0.1, Per.EPOCH, plateau).start(1, Direction.MINIMIZE, 1);
        List<Double> rates = new ArrayList<>();
        for (double metric : new double[] {0, 9, 5, 4, 4, 3, 3}) {
            rates.add(course.rate());
            course.advance(metric);
        }
        assertEquals(List.of(0.1, 0.55, 1.0, 1.0, 1.0, 0.5, 0.5), rates);
    }

    @Test
    void aSequenceGivesEverySpanToOneScheduleFromItsOwnBeginning() {
        Schedule sequence = new Sequence(
                List.of(new Linear(0.5, 1, 2, Per.EPOCH), new Step(2, 0.1), new Exponential(0.5, Per.EPOCH)),
                List.of(2, 5));
        double[][] rates = rates(sequence, 1, 8, 1);
        double[] expected = {0.5, 0.75, 1, 1, 0.1, 1, 0.5, 0.25};
        for (int t = 0; t < expected.length; t++) assertEquals(expected[t], rates[t][0], 1e-15);
    }

    @Test
    void restartsComeWhereThePeriodsAddUp() {
        double[][] rates = rates(new CosineWarmRestarts(3, 2, 0, Per.EPOCH), 1, 50, 1);
        for (int t = 0; t < 50; t++)
            assertEquals(t == 0 || t == 3 || t == 9 || t == 21 || t == 45, rates[t][0] == 1, "epoch " + t);
        // The longest period there is, after the longest training there is.
        CosineWarmRestarts longest = new CosineWarmRestarts(1_000_000, 1_000_000, 0, Per.BATCH);
        assertTrue(longest.rate(1, 999_999_999_999L * 7, 1_000_000) >= 0);
    }

    @Test
    void beyondTheEndARateStays() {
        for (Per per : Per.values()) {
            List<Schedule> ended = List.of(
                    new Linear(0.5, 0.25, 3, per),
                    new Polynomial(3, 2, 0.1, per),
                    new OneCycle(3, 0.3, OneCycle.Anneal.LINEAR, true, 25, 1e4, true, 0.85, 0.95, per));
            for (Schedule schedule : ended) {
                double[][] rates = rates(schedule, 1, 9, 2);
                for (int t = 3; t < 9; t++) assertEquals(rates[3][0], rates[t][1], 1e-15, schedule.toString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aTrainingOfOneEpochHasARate(int quarters) {
        for (boolean three : new boolean[] {false, true}) {
            double start = three ? quarters / 6.0 : quarters / 3.0;
            OneCycle cycle =
                    new OneCycle(1, start, OneCycle.Anneal.COSINE, three, 25, 1e4, true, 0.85, 0.95, Per.EPOCH);
            double rate = cycle.start(1, Direction.MINIMIZE, 1).rate();
            assertTrue(rate > 0 && rate <= 1, "pctStart " + start + ": " + rate);
        }
        assertEquals(
                1, new Cosine(1, 0, Per.EPOCH).start(1, Direction.MINIMIZE, 1).rate());
    }

    @Test
    void theCycleTouchesBothEnds() {
        Cyclic cyclic = new Cyclic(0.01, 2, 3, Cyclic.Mode.TRIANGULAR2, 1, Per.EPOCH);
        double[][] rates = rates(cyclic, 0.5, 12, 1);
        assertEquals(0.01, rates[0][0]);
        assertEquals(0.5, rates[2][0]);
        assertEquals(0.01, rates[5][0], 1e-17);
        assertEquals(0.255, rates[7][0], 1e-15, "half as high above baseRate");
        assertEquals(0.05, new Cyclic(null, 2, 2, Cyclic.Mode.TRIANGULAR, 1, Per.EPOCH).rate(0.5, 0, 1));
    }

    @Test
    void inverseTimeIsKerass() {
        assertEquals(0.5 / 1.75, new InverseTime(0.5, 4, false, Per.EPOCH).rate(0.5, 6, 1), 1e-16);
        assertEquals(0.5 / 1.5, new InverseTime(0.5, 4, true, Per.EPOCH).rate(0.5, 6, 1), 1e-16);
    }

    @Test
    void aRateThatGrowsWithoutEndStaysFinite() {
        double[][] rates = rates(new Exponential(1e100, Per.EPOCH), 1e300, 9, 1);
        assertEquals(Double.MAX_VALUE, rates[8][0]);
    }

    @Test
    void theCosineIsTheCosine() {
        for (int i = 0; i <= 4000; i++) {
            double x = i / 1000.0;
            assertEquals(StrictMath.cos(StrictMath.PI * x), Curves.cosPi(x), 5e-16 * (1 + x), "cos(pi " + x + ")");
        }
        assertEquals(
                List.of(1.0, 0.0, -1.0, 0.0, 1.0),
                List.of(0.0, 0.5, 1.0, 1.5, 2.0).stream()
                        .map(x -> Curves.cosPi(x) + 0.0)
                        .toList());
    }

    @Test
    void aTickAllocatesNothing() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (long seed = 0; seed < 60; seed++) {
            Schedule schedule = any(new Random(seed), Per.BATCH);
            Course course = schedule.start(0.1, Direction.MINIMIZE, 5000);
            double sum = ticks(course);
            course.advance(1);
            long before = threads.getCurrentThreadAllocatedBytes();
            sum += ticks(course);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(sum > 0);
            // The first reading of the counter itself may cost something; 5000 ticks would cost far more.
            assertTrue(allocated < 2000, "seed " + seed + ": " + allocated + " bytes: " + schedule);
        }
    }

    /** The ticks of one epoch. */
    private static double ticks(Course course) {
        double sum = 0;
        for (int batch = 0; batch < 5000; batch++) {
            double momentum = course.momentum();
            sum += course.rate() + (momentum > 0 ? momentum : 0);
            course.batch();
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aLearningRateThatIsNoneIsRefused(double base) {
        for (long seed = 0; seed < 40; seed++) {
            Schedule schedule = any(new Random(seed), Per.EPOCH);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> schedule.start(base, Direction.MINIMIZE, 1),
                    schedule::toString);
        }
    }
}
