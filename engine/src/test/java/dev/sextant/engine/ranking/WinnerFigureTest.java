// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sextant.engine.ranking.WinnerFigure.Evidence;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WinnerFigureTest {
    private static final Goals LOSS = Goals.of(SmallStudy.LOSS);

    private static SmallStudy study() {
        return new SmallStudy()
                .sized(0.01, "constant", 0.5, 9) // 0: the default
                .sized(0.02, "step", 0.3, 7)
                .sized(0.03, "cosine", 0.4, 5);
    }

    private static WinnerFigure of(String name, SmallStudy study) {
        WinnerFigure figure = WinnerFigure.of(name, study.rank(), study.trials());
        assertNotNull(figure);
        return figure;
    }

    private static SmallStudy tested(SmallStudy study, long of) {
        Outcome.Completed trained = SmallStudy.completed(0.3, 7);
        return study.add(
                new Role.Test(of),
                study.trials().get((int) of).configuration(),
                new Outcome.Completed(
                        0.3, 7, Map.of("validationLoss", 0.3, "testLoss", 0.35, "size", 7.0), trained.curve()));
    }

    @Test
    void withoutConfirmationItIsTheValueOfTheSearch() {
        assertEquals(new WinnerFigure("validationLoss", 0.3, Evidence.SEARCH, 1), of("validationLoss", study()));
        assertEquals(new WinnerFigure("size", 7, Evidence.SEARCH, 1), of("size", study()));
    }

    @Test
    void aMetricIsTheMeanOverFreshSeedsWhetherTheStudyNamesItOrNot() {
        SmallStudy study = study().confirmSized(1, 0.2, 6, 0.4, 8).confirmSized(0, 0.5, 9, 0.6, 9);
        assertEquals(0.3, of("validationLoss", study).value(), 1e-15);
        assertEquals(new WinnerFigure("size", 7, Evidence.CONFIRMATION, 2), of("size", study));
    }

    @Test
    void replicatesThatDidNotCompleteDoNotCount() {
        SmallStudy study = study().confirm(1, 0.2, Double.NaN, 0.3).confirm(0, 0.5, Double.NaN, Double.NaN);
        assertEquals(new WinnerFigure("validationLoss", 0.25, Evidence.CONFIRMATION, 2), of("loss", study));
    }

    @Test
    void aShortNameMeansTheTestRowsOnceTheyAreOpened() {
        assertEquals(new WinnerFigure("validationLoss", 0.3, Evidence.SEARCH, 1), of("loss", study()));
        SmallStudy study = tested(study(), 1);
        assertEquals(new WinnerFigure("testLoss", 0.35, Evidence.TEST, 1), of("loss", study));
        assertEquals(new WinnerFigure("testLoss", 0.35, Evidence.TEST, 1), of("testLoss", study));
        assertEquals(0.3, of("validationLoss", study).value());
    }

    @Test
    void theGainIsOverTheDefaultAndOfTheDefaultItself0() {
        assertEquals(0.2, of("gain", study()).value(), 1e-15);
        SmallStudy confirmed = study().confirm(1, 0.2, 0.3).confirm(0, 0.5, 0.5);
        assertEquals(0.25, of("gain", confirmed).value(), 1e-15);
        assertEquals(2, of("gain", confirmed).trainings());
        SmallStudy kept = new SmallStudy().search(0.01, "constant", 0.1).search(0.02, "step", 0.3);
        assertEquals(new WinnerFigure("gain", 0, Evidence.COMPARISON, 1), of("gain", kept));
    }

    @Test
    void whatIsNotToldIsNotANumber() {
        assertEquals(Double.NaN, of("testLoss", study()).value());
        assertEquals(Double.NaN, of("nothing", study()).value());
        SmallStudy broken = new SmallStudy()
                .search(0.01, "constant", SmallStudy.diverged(2))
                .search(0.02, "step", 0.3);
        assertEquals(Double.NaN, of("gain", broken).value(), "the default has no value to compare with");
    }

    @Test
    void withoutAWinnerThereIsNone() {
        SmallStudy study = new SmallStudy().search(0.01, "constant", SmallStudy.diverged(2));
        assertNull(WinnerFigure.of("validationLoss", study.rank(), study.trials()));
    }

    @Test
    void itIsKnownBeforehandWhichNamesThereWillBe() {
        Set<String> metrics = Set.of("validationLoss", "size");
        assertEquals(Set.of("validationLoss", "loss", "size", "gain"), WinnerFigure.names(LOSS, metrics, false));
        assertEquals(
                Set.of("validationLoss", "loss", "testLoss", "size", "testSize", "gain"),
                WinnerFigure.names(LOSS, metrics, true));
    }
}
