// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Simulation} finds. */
class SimulationIT {
    private static final long SEEDS = 10_000;

    /** Runs one seed alone, with everything that happens printed. */
    private static final String SEED = "sextant.simulation.seed";

    @Test
    void everySeedEndsWithTheTrialsOfTheStraightRun() {
        Long one = Long.getLong(SEED);
        if (one != null) {
            System.out.println("seed " + one);
            new Simulation(one, Mutant.NONE).logging(System.out::println).run();
            return;
        }
        Map<String, LongAdder> seen = new ConcurrentHashMap<>();
        long begun = System.nanoTime();
        // Each seed is one thread's from beginning to end; which one is nobody's business.
        LongStream.range(0, SEEDS).parallel().forEach(seed -> run(seed, seen));
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                "%d seeds in %.1f s, %.0f a second, with %s%n",
                SEEDS, seconds, SEEDS / seconds, new java.util.TreeMap<>(seen));
        for (String trouble : List.of(
                "crashes",
                "pauses",
                "stops",
                "lost",
                "repeated",
                "cutOff",
                "expired",
                "stale",
                "duplicates",
                "alone",
                "resumed",
                "enqueued",
                "refused"))
            assertTrue(
                    seen.getOrDefault(trouble, new LongAdder()).sum() > SEEDS / 20,
                    "hardly any " + trouble + ": " + seen);
    }

    private static void run(long seed, Map<String, LongAdder> seen) {
        Simulation simulation = new Simulation(seed, Mutant.NONE);
        try {
            simulation.run();
        } catch (AssertionError | RuntimeException broken) {
            throw new AssertionError(
                    ("seed %d: %s%nTo see it again: mvn verify -pl engine -Dtest=none -Dit.test=SimulationIT"
                                    + " -Dsurefire.failIfNoSpecifiedTests=false -D%s=%d")
                            .formatted(seed, broken.getMessage(), SEED, seed),
                    broken);
        }
        count(seen, "crashes", simulation.crashes);
        count(seen, "pauses", simulation.pauses);
        count(seen, "stops", simulation.stops);
        count(seen, "lost", simulation.network().lost);
        count(seen, "repeated", simulation.network().repeated);
        count(seen, "cutOff", simulation.coordinator().cutOff());
        count(seen, "expired", simulation.coordinator().leasesExpired);
        count(seen, "stale", simulation.coordinator().stale);
        count(seen, "duplicates", simulation.coordinator().duplicates);
        count(seen, "alone", simulation.alone);
        count(seen, "resumed", simulation.resumed);
        count(seen, "enqueued", simulation.enqueued);
        count(seen, "refused", simulation.refused);
        count(seen, "effects", simulation.effects());
    }

    private static void count(Map<String, LongAdder> seen, String what, long times) {
        seen.computeIfAbsent(what, _ -> new LongAdder()).add(times);
    }

    @ParameterizedTest(name = "in one process: {0}")
    @ValueSource(booleans = {true, false})
    void aCrashBetweenAnyTwoEffectsChangesNothing(boolean local) {
        Simulation calm = Simulation.crashingAt(-1, local, 0);
        calm.run();
        for (long effect = 1; effect <= calm.effects(); effect++) {
            Simulation crashing = Simulation.crashingAt(effect, local, 0);
            try {
                crashing.run();
            } catch (AssertionError | RuntimeException broken) {
                throw new AssertionError("after a crash before effect " + effect, broken);
            }
            assertEquals(1, crashing.crashes);
        }
    }

    @Test
    void aSeedHappensTheSameWayEveryTime() {
        for (long seed = 0; seed < 20; seed++) assertEquals(log(seed), log(seed));
    }

    private static List<String> log(long seed) {
        List<String> lines = new ArrayList<>();
        new Simulation(seed, Mutant.NONE).logging(lines::add).run();
        return lines;
    }
}
