// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualClockTest {
    private static Observation observation(long trial, int epochs) {
        Outcome outcome = new Outcome.Failed("", new LearningCurve(new double[epochs]));
        return new Observation(trial, Configuration.EMPTY, outcome, Note.EMPTY);
    }

    /** Every trial's end, simulated second by second: the order in which they end, those together by number. */
    private static List<Long> bruteForce(int slots, long[] costs, int[] epochs) {
        record Busy(long trial, long end) {}
        List<Busy> busy = new ArrayList<>();
        List<Long> order = new ArrayList<>();
        int next = 0;
        for (long now = 0; order.size() < costs.length; now++) {
            long second = now;
            List<Busy> ending = busy.stream()
                    .filter(one -> one.end() == second)
                    .sorted(Comparator.comparingLong(Busy::trial))
                    .toList();
            for (Busy one : ending) order.add(one.trial());
            busy.removeAll(ending);
            while (busy.size() < slots && next < costs.length) {
                busy.add(new Busy(next, now + costs[next] * Math.max(1, epochs[next])));
                next++;
            }
        }
        return order;
    }

    @ParameterizedTest(name = "{0} slots")
    @ValueSource(ints = {1, 2, 3, 8, 40})
    void resultsComeInTheOrderOfASimulationThatKnowsEveryLengthBeforehand(int slots) {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom chance = new SplittableRandom(seed);
            int trials = 1 + chance.nextInt(60);
            long[] costs = new long[trials];
            int[] epochs = new int[trials];
            for (int i = 0; i < trials; i++) {
                costs[i] = 1L + chance.nextInt(seed % 3 == 0 ? 1 : 7);
                epochs[i] = chance.nextInt(seed % 5 == 0 ? 2 : 12);
            }
            // What comes after is decided from by nobody, and waits for trials that never are.
            int seen = Math.max(0, trials - slots + 1);
            List<Long> expected = bruteForce(slots, costs, epochs).subList(0, seen);
            boolean reported = seed % 2 == 0;
            assertEquals(expected, live(slots, seen, costs, epochs, chance, reported), "seed " + seed);
        }
    }

    /** Trials are trained an epoch at a time in an order drawn by chance, at most three at once. */
    private static List<Long> live(
            int slots, int seen, long[] costs, int[] epochs, SplittableRandom chance, boolean reported) {
        VirtualClock clock = new VirtualClock(slots);
        List<Long> order = new ArrayList<>();
        TreeSet<Integer> running = new TreeSet<>();
        int[] trained = new int[costs.length];
        int decided = 0;
        int begun = 0;
        while (order.size() < seen) {
            while (decided < costs.length && decided - slots + 1 <= order.size()) {
                clock.decided(decided, costs[decided]);
                decided++;
            }
            while (running.size() < 3 && begun < decided) running.add(begun++);
            if (!running.isEmpty()) {
                int trial = List.copyOf(running).get(chance.nextInt(running.size()));
                if (trained[trial] < epochs[trial] && ++trained[trial] < epochs[trial]) {
                    if (reported && chance.nextInt(3) > 0) clock.progressed(trial, trained[trial]);
                } else {
                    running.remove(trial);
                    clock.ended(observation(trial, epochs[trial]));
                }
            }
            for (Observation next = clock.next(); next != null; next = clock.next()) order.add(next.trial());
        }
        return order.subList(0, seen);
    }

    @Test
    void anEndIsCertainOnlyWhenEveryOtherTrialIsKnownToBeLater() {
        VirtualClock clock = new VirtualClock(2);
        clock.decided(0, 5);
        clock.decided(1, 2);
        clock.ended(observation(0, 3)); // at 15
        assertNull(clock.next());
        clock.progressed(1, 7); // at 14 it still runs
        assertNull(clock.next());
        clock.progressed(1, 8);
        assertEquals(observation(0, 3), clock.next());
        assertNull(clock.next());
    }

    @Test
    void trialsThatEndTogetherComeByNumber() {
        VirtualClock clock = new VirtualClock(2);
        clock.decided(0, 1);
        clock.decided(1, 1);
        clock.ended(observation(1, 4));
        clock.progressed(0, 4); // it may end with this epoch
        assertNull(clock.next());
        clock.ended(observation(0, 4));
        assertEquals(observation(0, 4), clock.next());
        assertEquals(observation(1, 4), clock.next());
    }

    @Test
    void whatWasRelivedAfterARestartHoldsForThoseThatStillRun() {
        VirtualClock clock = new VirtualClock(2);
        clock.decided(0, 1);
        clock.decided(1, 1);
        clock.ended(observation(1, 4));
        assertNull(clock.next());
        assertEquals(observation(1, 4), clock.recalled());
        clock.decided(2, 1); // begins at 4
        clock.ended(observation(2, 1));
        assertNull(clock.next(), "trial 0 runs on at 5, as far as anybody knows");
        clock.ended(observation(0, 5));
        assertEquals(observation(0, 5), clock.next());
    }

    @Test
    void hugeCostsOverflowNothing() {
        VirtualClock clock = new VirtualClock(2);
        long previous = -1;
        for (long trial = 0; trial < 200; trial++) {
            clock.decided(trial, Long.MAX_VALUE - trial);
            clock.ended(observation(trial, 1000));
            for (Observation next = clock.next(); next != null; next = clock.next()) {
                assertTrue(next.trial() == previous + 1, "trial " + next.trial() + " after " + previous);
                previous = next.trial();
            }
        }
        assertTrue(previous > 190);
    }
}
