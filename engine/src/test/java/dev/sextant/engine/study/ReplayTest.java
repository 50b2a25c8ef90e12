// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.study.ToyStudy.HashingSearcher;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final HashingSearcher SEARCHER = new HashingSearcher(Long.MAX_VALUE);

    private static StudySpec spec(Parallelism parallelism) {
        return ToyStudy.spec(20, parallelism, new ConfirmationRule(2, 2, true), Direction.MINIMIZE, StopRule.NEVER);
    }

    private static List<Replay.Difference> differences(StudySpec spec, List<Trial> trials) {
        Proposer proposer = new Proposer(spec, SEARCHER, ToyStudy.HASHING_PRUNER, ToyStudy::epochCost);
        return new Replay(spec, proposer).differences(trials, _ -> {});
    }

    @Test
    void everyProposalOfARunComesOutAgainWhateverItsParallelism() {
        for (Parallelism parallelism : List.of(
                new Parallelism.Window(1),
                new Parallelism.Window(6),
                new Parallelism.VirtualTime(4),
                new Parallelism.Async()))
            for (long seed = 0; seed < 10; seed++) {
                StudySpec spec = spec(parallelism);
                List<Trial> trials =
                        new StudySimulation(spec, SEARCHER, ToyStudy.HASHING_PRUNER, seed, seed % 4 * 2.0).run();
                assertEquals(List.of(), differences(spec, trials), parallelism + ", seed " + seed);
                assertEquals(List.of(), differences(spec, trials.subList(0, 7)), parallelism + ", cut short");
            }
    }

    @Test
    void whatWasChangedIsToldWithTheFirstViewThatHoldsIt() {
        StudySpec spec = spec(new Parallelism.Window(2));
        List<Trial> trials = new ArrayList<>(ToyStudy.straight(spec, SEARCHER, ToyStudy.HASHING_PRUNER));
        Trial third = trials.get(3);
        trials.set(
                3,
                new Trial(
                        3,
                        third.role(),
                        third.configuration(),
                        third.note(),
                        StoppingPlan.NONE,
                        third.viewDigest(),
                        5,
                        third.seen(),
                        third.outcome()));
        List<Replay.Difference> found = differences(spec, trials);
        assertEquals(
                List.of("stopping plan", "cost of an epoch"),
                found.stream().map(Replay.Difference::what).toList());
        assertEquals(new Replay.Difference(3, "cost of an epoch", "5", "1"), found.getLast());

        trials.set(3, third.ended(new Outcome.Failed("another end")));
        found = differences(spec, trials);
        assertEquals(
                List.of(5L),
                found.stream()
                        .filter(one -> one.what().equals("view"))
                        .map(Replay.Difference::trial)
                        .toList());
        assertTrue(found.size() > 5, "every proposal of a hash of it differs: " + found.size());
    }

    @Test
    void anOutcomeIsComparedToTheLastBitOfItsCurve() {
        StudySpec spec = spec(new Parallelism.Window(2));
        Trial trial = ToyStudy.straight(spec, SEARCHER, null).getFirst().ended(completed(0.5, 1));
        assertNull(Replay.difference(trial, completed(0.5, 1)));
        assertEquals(
                new Replay.Difference(
                        0, "outcome", "completed with 0.5 at epoch 2", "completed with 0.5000000000000001 at epoch 2"),
                Replay.difference(trial, completed(Math.nextUp(0.5), 1)));
        assertEquals(
                new Replay.Difference(0, "learning curve", "[1.0, 0.5] ", "[2.0, 0.5] "),
                Replay.difference(trial, completed(0.5, 2)));
    }

    private static Outcome completed(double value, double first) {
        return new Outcome.Completed(value, 2, Map.of("loss", value), new LearningCurve(new double[] {first, value}));
    }
}
