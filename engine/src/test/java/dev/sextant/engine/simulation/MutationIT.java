// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A safeguard that is switched off is missed. */
class MutationIT {
    private static final long SEEDS = 2_000;

    @ParameterizedTest(name = "{0}")
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everySafeguardIsMissed(Mutant mutant) {
        String found = null;
        long seed = 0;
        while (found == null && seed < SEEDS) found = failure(seed++, mutant);
        assertNotNull(found, "%s was not noticed in %d seeds".formatted(mutant, SEEDS));
        System.out.printf(
                "%s was noticed after %d seeds: %s%n",
                mutant, seed, found.lines().findFirst().orElse(""));
    }

    private static @Nullable String failure(long seed, Mutant mutant) {
        try {
            new Simulation(seed, mutant).run();
            return null;
        } catch (AssertionError | RuntimeException noticed) {
            return String.valueOf(noticed.getMessage());
        }
    }
}
