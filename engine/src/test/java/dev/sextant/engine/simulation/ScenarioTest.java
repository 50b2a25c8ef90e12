// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.ranking.SearchEnding;
import dev.sextant.engine.study.EarlyEnd;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.List;
import java.util.Objects;
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
    void someSearchesEndEarlyEachByAnotherRule() {
        List<String> reasons = Scenario.ALL.stream()
                .map(scenario ->
                        EarlyEnd.of(scenario.spec(), scenario.searcher().capacity(), scenario.straight()))
                .filter(Objects::nonNull)
                .map(SearchEnding::reason)
                .toList();
        assertEquals(3, reasons.size(), reasons.toString());
        assertTrue(reasons.get(0).equals("5 trials in a row brought nothing better"), reasons.toString());
        assertTrue(reasons.get(1).startsWith("the budget of 30 epochs is spent"), reasons.toString());
        assertTrue(reasons.get(2).contains("more than limits.failedShare (0.25) allows"), reasons.toString());
    }

    @Test
    void someTrialsReachTheirLimitOfEpochs() {
        assertTrue(Scenario.ALL.stream()
                .anyMatch(scenario -> scenario.spec()
                                .limits()
                                .reached(
                                        scenario.straight(),
                                        scenario.spec().objective().direction(),
                                        false)
                                .stoppedByEpochs()
                        > 0));
    }

    @Test
    void whatNoMachineCanRunFails() {
        for (Scenario scenario : Scenario.ALL)
            for (long trial : scenario.poisoned())
                assertEquals(
                        Scenario.BROKEN, scenario.straight().get((int) trial).outcome());
    }
}
