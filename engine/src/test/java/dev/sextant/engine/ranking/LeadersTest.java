// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LeadersTest {
    private static final Goals LOSS = Goals.of(SmallStudy.LOSS);
    private static final Axes AXES = Axes.of(SmallStudy.template());

    private static List<Long> toConfirm(SmallStudy study, int top) {
        return Leaders.toConfirm(study.trials(), LOSS, AXES, top).stream()
                .map(Trial::number)
                .toList();
    }

    private static SmallStudy study() {
        return new SmallStudy()
                .search(0.01, "constant", 0.9)
                .search(0.02, "step", 0.3)
                .search(0.03, "step", 0.2)
                .search(0.04, "step", 0.25)
                .search(0.05, "cosine", 0.6)
                .search(0.06, "constant", 0.5)
                .search(0.07, "cosine", SmallStudy.pruned(0.1))
                .search(0.08, "cosine", new Outcome.Failed("no"));
    }

    @Test
    void theBestTheBestOfEveryScheduleAndTheDefaultAreConfirmedInOrderOfRank() {
        assertEquals(List.of(2L, 3L, 5L, 4L, 0L), toConfirm(study(), 2));
        assertEquals(List.of(2L, 5L, 4L, 0L), toConfirm(study(), 1));
        assertEquals(List.of(2L, 3L, 1L, 5L, 4L, 0L), toConfirm(study(), 50));
    }

    @Test
    void topZeroConfirmsNobody() {
        assertEquals(List.of(), toConfirm(study(), 0));
    }

    @Test
    void aConfigurationIsConfirmedOnce() {
        assertEquals(
                List.of(2L, 1L),
                toConfirm(
                        new SmallStudy()
                                .search(0.01, "constant", 0.9)
                                .search(0.01, "constant", 0.8)
                                .search(0.02, "step", 0.3),
                        3));
    }

    @Test
    void anUnfinishedDefaultIsNotConfirmed() {
        assertEquals(
                List.of(1L),
                toConfirm(
                        new SmallStudy()
                                .search(0.01, "constant", SmallStudy.diverged(1))
                                .search(0.02, "step", 0.3),
                        3));
    }

    @Test
    void theConfirmedMeanDecidesTheWinner() {
        SmallStudy study = study();
        assertEquals(OptionalLong.of(2), Leaders.winner(study.trials(), LOSS));
        study.confirm(2, 0.4, 0.4).confirm(3, 0.2, 0.5).confirm(1, 0.1, Double.NaN);
        assertEquals(OptionalLong.of(3), Leaders.winner(study.trials(), LOSS));
    }

    @Test
    void nobodyWinsWhereNothingCompleted() {
        assertEquals(
                OptionalLong.empty(),
                Leaders.winner(
                        new SmallStudy()
                                .search(0.1, "step", SmallStudy.pruned(0.1))
                                .trials(),
                        LOSS));
    }
}
