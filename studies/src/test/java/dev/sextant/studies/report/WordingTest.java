// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import static dev.sextant.studies.report.ReportedStudy.choice;
import static dev.sextant.studies.report.ReportedStudy.completed;
import static dev.sextant.studies.report.ReportedStudy.curve;
import static dev.sextant.studies.report.ReportedStudy.log;
import static dev.sextant.studies.report.ReportedStudy.uniform;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordingTest {
    private static final Outcome DIVERGED = new Outcome.Diverged(curve(Double.NaN, 2));

    private static String verdict(Ranking ranking) {
        return Wording.of(ranking).verdict();
    }

    private static ReportedStudy rates() {
        return ReportedStudy.of("rates", log("learningRate", 1e-4, 1, 0.01));
    }

    @Test
    void theVerdictNamesTheWinnerItsEvidenceTheDefaultAndTheTest() {
        assertEquals(
                "Best: learning rate 0.05 with cosine (batch size 32): validation loss 0.0712 [0.0681, 0.0743] over 5"
                        + " seeds; 37 % below the default (0.1135). Test accuracy 0.975 (opened once).",
                verdict(ReportedStudy.small().tested().rank()));
    }

    @Test
    void anUnconfirmedWinnerIsCalledSo() {
        assertEquals(
                "Best: learning rate 0.1: validation loss 0.2500 in one training, not confirmed; 50 % below the default"
                        + " (0.5000).",
                verdict(rates().search(completed(0.5), "learningRate", 0.01)
                        .search(completed(0.25), "learningRate", 0.1)
                        .rank()));
    }

    @Test
    void largeValuesLieAboveTheDefault() {
        assertEquals(
                "Best: learning rate 0.1: validation accuracy 0.9500 [0.9252, 0.9748] over 3 seeds; 5.6 % above the"
                        + " default (0.9000), a difference that may be chance.",
                verdict(rates().search(completed(0.91), "learningRate", 0.01)
                        .search(completed(0.96), "learningRate", 0.1)
                        .confirm(0, 0.85, 0.95, 0.90)
                        .confirm(1, 0.94, 0.95, 0.96)
                        .rank(ReportedStudy.ACCURACY)));
    }

    @Test
    void aDefaultThatWinsIsSaidToWin() {
        ReportedStudy study = rates().search(completed(0.5), "learningRate", 0.01);
        assertEquals(
                "Best: learning rate 0.01: validation loss 0.5000 in one training, not confirmed; it is the default"
                        + " configuration, the only one tried.",
                verdict(study.rank()));
        assertTrue(verdict(study.search(completed(0.6), "learningRate", 0.1).rank())
                .endsWith("; it is the default configuration: the search found nothing better."));
    }

    @Test
    void whereNothingVariesNobodyWins() {
        ReportedStudy study = ReportedStudy.of("fixed").search(completed(0.5)).search(completed(0.25));
        assertTrue(verdict(study.rank()).endsWith("; nothing varies, so the trials differ by chance alone."));
        assertTrue(Wording.of(study.rank()).baseline().endsWith(", rank 2 of 2; every trial is this configuration."));
    }

    @Test
    void whereNothingCompletedMoreOfTheSameIsNotAdvised() {
        ReportedStudy study = ReportedStudy.of(
                "hot", choice("schedule", ReportedStudy.branch("constant"), ReportedStudy.branch("cosine")));
        study.search(DIVERGED, "schedule", "constant").search(DIVERGED, "schedule", "cosine");
        assertEquals(
                List.of("2 of 2 trials diverged: a smaller learning rate would help."), AdviceWording.of(study.rank()));
    }

    @Test
    void aDefaultThatDoesNotTrainIsNamed() {
        assertTrue(verdict(rates().search(DIVERGED, "learningRate", 0.01)
                        .search(completed(0.6), "learningRate", 0.1)
                        .rank())
                .endsWith("; the default configuration did not complete (diverged)."));
    }

    @Test
    void missingReplicatesAreCounted() {
        assertTrue(verdict(rates().search(completed(0.5), "learningRate", 0.01)
                        .confirm(0, 0.5, Double.NaN, 0.5)
                        .rank())
                .contains("validation loss 0.5000 [0.5000, 0.5000] over 2 of 3 seeds"));
    }

    @Test
    void aStudyInWhichNothingSucceededSaysHowItEnded() {
        Ranking ranking = rates().search(DIVERGED, "learningRate", 0.01)
                .search(new Outcome.Failed("the data has no rows"), "learningRate", 0.1)
                .rank();
        assertEquals("No trial succeeded: 1 diverged, 1 failed.", verdict(ranking));
        assertEquals(
                "2 trials: 1 diverged, 1 failed; 2 epochs in all. Trial 1 failed: the data has no rows",
                Wording.of(ranking).counts());
        assertEquals("No trial has ended yet.", verdict(rates().rank()));
    }

    @Test
    void studiesWithoutScheduleAndRateNameTheirParameters() {
        assertEquals(
                "Best: x 0.25, y size 0.5: validation loss 0.1000 in one training, not confirmed; it is the default"
                        + " configuration, the only one tried.",
                verdict(ReportedStudy.of("xy", uniform("x", 0, 1, 0.25), uniform("ySize", 0, 1, 0.5))
                        .search(completed(0.1), "x", 0.25, "ySize", 0.5)
                        .rank()));
        assertTrue(verdict(ReportedStudy.of("nothing").search(completed(0.1)).rank())
                .startsWith("Best: the only configuration: validation loss 0.1000"));
    }

    @Test
    void manyParametersAreCutShort() {
        ReportedStudy study = ReportedStudy.of(
                "many",
                uniform("a", 0, 1, 0),
                uniform("b", 0, 1, 0),
                uniform("c", 0, 1, 0),
                uniform("d", 0, 1, 0),
                uniform("e", 0, 1, 0),
                uniform("f", 0, 1, 0),
                uniform("g", 0, 1, 0));
        String verdict =
                verdict(study.search(completed(1), "a", 0.0, "b", 0.0, "c", 0.0, "d", 0.0, "e", 0.0, "f", 0.0, "g", 0.0)
                        .rank());
        assertTrue(verdict.startsWith("Best: a 0, b 0, c 0, d 0, e 0 and 2 more:"), verdict);
    }

    @Test
    void hugeRatiosAreToldAsDifferences() {
        assertTrue(verdict(rates().search(completed(0.01), "learningRate", 0.01)
                        .search(completed(0.97), "learningRate", 0.1)
                        .rank(ReportedStudy.ACCURACY))
                .endsWith("; 0.9600 above the default (0.0100)."));
        assertTrue(verdict(rates().search(completed(0.0), "learningRate", 0.01)
                        .search(completed(-0.5), "learningRate", 0.1)
                        .rank())
                .endsWith("; 0.5000 below the default (0.0000)."));
    }

    @Test
    void adviceIsOneSentenceEach() {
        ReportedStudy study = ReportedStudy.of(
                "advice",
                log("learningRate", 1e-4, 1, 0.01),
                choice("schedule", ReportedStudy.branch("constant"), ReportedStudy.branch("cosine")));
        for (int i = 0; i < 5; i++) study.search(completed(0.5 + i), "learningRate", 0.01, "schedule", "constant");
        study.search(completed(0.1), "learningRate", 1.2e-4, "schedule", "cosine");
        for (int i = 0; i < 4; i++) study.search(DIVERGED, "learningRate", 0.16, "schedule", "cosine");
        study.confirm(5, 0.1, 0.2);
        assertEquals(
                List.of(
                        "The best learning rate (1.2e-4) lies at the lower end of its range (1e-4 … 1): widen the range"
                                + " downwards.",
                        "4 of 10 trials diverged: lower the upper end of the learning rate's range (1), to about 0.004.",
                        "Confirmed on 2 seeds only: take at least 3 for an interval worth its name.",
                        "Too few completed trials to judge cosine (1): allow more trials."),
                AdviceWording.of(study.rank()));
    }

    @Test
    void aPrunerThatCostsRankIsToldSo() {
        StoppingPlan plan = new StoppingPlan(List.of(new StoppingPlan.Rung(3, 0.1, 9)), false, List.of());
        Ranking ranking = rates().search(completed(0.5), "learningRate", 0.01)
                .search(plan, completed(0.25), "learningRate", 0.1)
                .rank();
        assertEquals(
                List.of(
                        "The pruner would have stopped 1 of the first 5 trials: let it begin at a later epoch, or take a"
                                + " milder one."),
                AdviceWording.of(ranking));
        assertEquals(
                "Pruning stopped no trial; of 1 control trial it would have stopped 1, which ended 1st of 2 completed: 1 of"
                        + " the first 5 would have been lost.",
                PruningWording.of(ranking.pruning()));
    }
}
