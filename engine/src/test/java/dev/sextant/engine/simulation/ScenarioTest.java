// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulated studies have in them what simulations are for. */
class ScenarioTest {
    private static Stream<Trial> all() {
        return Scenario.ALL.stream().flatMap(scenario -> scenario.straight().stream());
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "pruned", "diverged", "failed"})
    void everyKindOfOutcomeHappens(String state) {
        assertTrue(all().anyMatch(trial ->
                trial.outcome() != null && trial.outcome().state().equals(state)));
    }

    @Test
    void everyRoleIsPlayed() {
        for (Class<?> role : List.of(Role.Search.class, Role.Confirmation.class, Role.Test.class))
            assertTrue(all().anyMatch(trial -> role.isInstance(trial.role())), role.toString());
    }

    @Test
    void oneSearchEndsEarly() {
        Scenario early = Scenario.ALL.get(3);
        long searched = early.straight().stream()
                .filter(trial -> trial.role() instanceof Role.Search)
                .count();
        assertTrue(searched < early.spec().trials(), "it ended after " + searched);
    }

    @Test
    void whatNoMachineCanRunFails() {
        for (Scenario scenario : Scenario.ALL)
            for (long trial : scenario.poisoned())
                assertEquals(
                        new Outcome.Failed("broke its worker 3 times: out of memory"),
                        scenario.straight().get((int) trial).outcome());
    }
}
