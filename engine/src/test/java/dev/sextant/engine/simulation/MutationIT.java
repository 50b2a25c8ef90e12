// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A safeguard that is switched off is missed. */
class MutationIT {
    private static final long SEEDS = 2_000;

    @ParameterizedTest(name = "{0}")
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everySafeguardIsMissedAtOnce(Mutant mutant) {
        notice(mutant, "", seed -> new Simulation(seed, mutant));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everySafeguardIsMissedInWhatComesOfIt(Mutant mutant) {
        notice(mutant, " by what came of it", seed -> Simulation.blind(seed, mutant));
    }

    @Test
    void withEverySafeguardNothingIsMissed() {
        for (long seed = 0; seed < 200; seed++)
            Simulation.blind(seed, Mutant.NONE).run();
    }

    private static void notice(Mutant mutant, String how, LongFunction<Simulation> simulations) {
        String found = null;
        long seed = 0;
        while (found == null && seed < SEEDS) found = failure(simulations.apply(seed++));
        assertNotNull(found, "%s was not noticed in %d seeds".formatted(mutant, SEEDS));
        String first = found.lines().findFirst().orElse("");
        int details = first.indexOf(" ==> ");
        System.out.printf(
                "%s: noticed%s after %d seeds: %s%n",
                mutant, how, seed, details < 0 ? first : first.substring(0, details));
    }

    private static @Nullable String failure(Simulation simulation) {
        try {
            simulation.run();
            return null;
        } catch (AssertionError | RuntimeException noticed) {
            return String.valueOf(noticed.getMessage());
        }
    }
}
