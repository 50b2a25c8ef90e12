// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.study.ToyStudy.HashingSearcher;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudySimulationIT {
    private static final int SEEDS = 40;

    @ParameterizedTest(name = "{0} trials, window {1}, {3}, capacity {5}")
    @CsvSource({
        "20, 1, 2, MINIMIZE, true,  1000000",
        "25, 4, 3, MINIMIZE, true,  1000000",
        "25, 4, 3, MAXIMIZE, false, 1000000",
        "25, 9, 0, MINIMIZE, false, 1000000",
        "25, 3, 2, MINIMIZE, true,  7",
        " 2, 8, 1, MINIMIZE, false, 1000000",
        " 1, 8, 1, MINIMIZE, false, 1000000",
    })
    void theTrialsAreThoseOfTheStraightRunWhateverHappens(
            long trials, int window, int top, Direction direction, boolean pruned, long capacity) {
        StudySpec spec = ToyStudy.spec(trials, window, new ConfirmationRule(top, 2, true), direction);
        HashingSearcher searcher = new HashingSearcher(capacity);
        @Nullable Pruner pruner = pruned ? ToyStudy.HASHING_PRUNER : null;
        List<Trial> straight = ToyStudy.straight(spec, searcher, pruner);
        int crashes = 0;
        int losses = 0;
        int repeats = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            StudySimulation simulation = new StudySimulation(spec, searcher, pruner, seed, seed % 4 * 2.0);
            List<Trial> trialsNow = simulation.run();
            assertEquals(straight, trialsNow, "seed " + seed);
            crashes += simulation.crashes;
            losses += simulation.losses;
            repeats += simulation.repeats;
        }
        if (trials < 10) return;
        assertTrue(
                crashes > SEEDS / 4 && losses > SEEDS / 4 && repeats > SEEDS / 8,
                crashes + " " + losses + " " + repeats);
    }

    @ParameterizedTest(name = "window {0}, nothing better for {1}")
    @CsvSource({"1, 4", "4, 6", "9, 3"})
    void aSearchThatEndsEarlyEndsAtTheSameTrialWhateverHappens(int window, int noBetterFor) {
        StudySpec spec = ToyStudy.spec(
                60, window, new ConfirmationRule(2, 2, true), Direction.MINIMIZE, new StopRule(noBetterFor, 0));
        HashingSearcher searcher = new HashingSearcher(Long.MAX_VALUE);
        List<Trial> straight = ToyStudy.straight(spec, searcher, ToyStudy.HASHING_PRUNER);
        long searched = straight.stream()
                .filter(trial -> trial.role() instanceof Role.Search)
                .count();
        assertTrue(searched < 60, "it ended after " + searched);
        assertTrue(straight.getLast().role() instanceof Role.Test);
        for (long seed = 0; seed < SEEDS; seed++)
            assertEquals(
                    straight,
                    new StudySimulation(spec, searcher, ToyStudy.HASHING_PRUNER, seed, seed % 4 * 2.0).run(),
                    "seed " + seed);
    }

    @ParameterizedTest(name = "{0} trials, {1} slots, nothing better for {2}, {3} epochs")
    @CsvSource({"25, 1, 0, 0", "25, 4, 0, 0", "25, 9, 0, 0", "60, 4, 6, 0", "60, 3, 0, 70", "60, 12, 0, 70"})
    void virtualTimeDecidesTheSameTrialsWhateverHappens(long trials, int slots, int noBetterFor, long epochs) {
        StudySpec spec = ToyStudy.spec(
                trials,
                epochs == 0 ? EpochBudget.NONE : new EpochBudget(epochs, 5),
                new Parallelism.VirtualTime(slots),
                new ConfirmationRule(2, 2, true),
                Direction.MINIMIZE,
                new StopRule(noBetterFor, 0));
        checkAlike(spec, new HashingSearcher(Long.MAX_VALUE));
    }

    @ParameterizedTest(name = "window {0}, {1} epochs")
    @CsvSource({"1, 60", "4, 60", "9, 61", "9, 5", "30, 63"})
    void aBudgetOfEpochsIsSpentByTheSameTrialsWhateverHappens(int window, long epochs) {
        StudySpec spec = ToyStudy.spec(
                100,
                new EpochBudget(epochs, 5),
                new Parallelism.Window(window),
                new ConfirmationRule(2, 2, true),
                Direction.MINIMIZE,
                StopRule.NEVER);
        List<Trial> trials = checkAlike(spec, new HashingSearcher(Long.MAX_VALUE));
        long used = trials.stream()
                .filter(trial -> trial.role() instanceof Role.Search)
                .mapToLong(
                        trial -> Objects.requireNonNull(trial.outcome()).curve().epochs())
                .sum();
        assertTrue(used <= epochs && used + 5 > epochs, used + " of " + epochs);
    }

    private static List<Trial> checkAlike(StudySpec spec, HashingSearcher searcher) {
        List<Trial> straight = ToyStudy.straight(spec, searcher, ToyStudy.HASHING_PRUNER);
        for (long seed = 0; seed < SEEDS; seed++)
            assertEquals(
                    straight,
                    new StudySimulation(spec, searcher, ToyStudy.HASHING_PRUNER, seed, seed % 4 * 2.0).run(),
                    "seed " + seed);
        return straight;
    }

    @Test
    void anAsynchronousStudyEndsWhateverHappensAndItsStoreTellsEveryView() {
        StudySpec spec = ToyStudy.spec(
                30,
                new EpochBudget(80, 5),
                new Parallelism.Async(),
                new ConfirmationRule(2, 2, true),
                Direction.MINIMIZE,
                new StopRule(12, 0));
        HashingSearcher searcher = new HashingSearcher(Long.MAX_VALUE);
        for (long seed = 0; seed < SEEDS; seed++) {
            List<Trial> trials =
                    new StudySimulation(spec, searcher, ToyStudy.HASHING_PRUNER, seed, seed % 4 * 2.0).run();
            assertTrue(trials.getLast().role() instanceof Role.Test, "seed " + seed);
            StudyMachine again = new StudyMachine(spec, searcher.capacity());
            List<Effect> effects = again.accept(new Command.Begin(trials, List.of()));
            for (Effect effect : effects)
                assertTrue(!(effect instanceof Effect.Announce(StudyEvent.Alarm _)), "seed " + seed + ": " + effect);
            assertEquals(new Effect.Conclude(true), effects.getLast(), "seed " + seed);
        }
    }

    @Test
    void theStraightRunHasEveryKindOfTrialAndOutcome() {
        StudySpec spec = ToyStudy.spec(60, 4, new ConfirmationRule(3, 2, true), Direction.MINIMIZE);
        List<Trial> trials = ToyStudy.straight(spec, new HashingSearcher(Long.MAX_VALUE), ToyStudy.HASHING_PRUNER);
        for (String state : List.of("completed", "pruned", "diverged", "failed"))
            assertTrue(
                    trials.stream()
                            .anyMatch(trial -> trial.outcome() != null
                                    && trial.outcome().state().equals(state)),
                    state);
        assertEquals(
                60,
                trials.stream()
                        .filter(trial -> trial.role() instanceof Role.Search)
                        .count());
        assertTrue(trials.get(60).role() instanceof Role.Confirmation(long _, int replicate) && replicate == 1);
        assertTrue(trials.getLast().role() instanceof Role.Test);
    }
}
