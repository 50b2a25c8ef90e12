// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.ranking.Insights;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.response.Estimate;
import dev.sextant.engine.response.ExpectedBest;
import dev.sextant.engine.response.Importance;
import java.util.List;
import org.junit.jupiter.api.Test;

class InsightsReportTest {
    /** From the first heading of the tables up to the trials. */
    private static String tables(String text) {
        return text.substring(text.indexOf("\nSchedules, best first\n") + 1, text.indexOf("\nTrials, best first\n"));
    }

    @Test
    void whatTheModelSaysStandsInTheTables() {
        assertEquals("""
                Schedules, best first
                                               validation  learning          good
                #  tie  schedule  trials    loss, 5 seeds      rate     from … to  P(best)
                ──────────────────────────────────────────────────────────────────────────
                1  a    cosine         3  0.0712 ± 0.0031      0.05  0.004 … 0.04     0.70
                2  a    step           2  0.0719 ± 0.0026      0.03  0.004 … 0.04     0.21
                3  b    constant       3  0.0919 ± 0.0027      0.02  0.004 … 0.04     0.09
                Rows that share a tie letter cannot be told apart (5 % level, paired by seed).
                The ± is half the 95 % interval. Good: learning rates of which the model expects
                a value within 5 % of the schedule's best. P(best): how likely the schedule's
                optimum is the best of all, by the model.

                Learning rates of each schedule
                                                           good           diverges
                schedule  optimum   95 % interval     from … to  decades     above
                ──────────────────────────────────────────────────────────────────
                cosine     0.0123  0.0041 … 0.031  0.004 … 0.04      1.0      0.21
                step       0.0123  0.0041 … 0.031  0.004 … 0.04      1.0         –
                constant   0.0123  0.0041 … 0.031  0.004 … 0.04      1.0         –
                Optimum: where the model expects the schedule's best, with its 95 % interval.
                Good: from where to where it expects at most 5 % worse. Decades: how wide the
                good region is.

                Schedules with each optimizer → validation loss
                schedule  adam                 sgd
                ────────────────────────────────────────────────
                cosine    12: 0.0712 ± 0.0031  2: none completed
                step      3: (0.0981)          not tried
                constant  3: (0.0981)          not tried
                Number of trials: value of the best of them with half its 95 % interval. Not
                tried: the search did not come to that pair. In brackets: one training in the
                search, not confirmed.
                """, tables(TextReport.write(ReportedInsights.small(), 80)));
    }

    @Test
    void aWideTerminalShowsTheTriedRatesToo() {
        String text = TextReport.write(ReportedInsights.small(), 120);
        assertTrue(text.contains("decades     above      best tried            second\n"), text);
        assertTrue(text.contains("Tried: learning rate →\nvalidation loss, best first."), text);
    }

    @Test
    void ofNarrowTablesTheWidthAndTheProbabilityAreTheLastToGo() {
        String narrow = tables(TextReport.write(ReportedInsights.small(), 60));
        assertTrue(narrow.contains("tie  schedule  trials    loss, 5 seeds      rate  P(best)\n"), narrow);
        assertTrue(narrow.contains("schedule  optimum   95 % interval     from … to  decades\n"), narrow);
        String narrowest = tables(TextReport.write(ReportedInsights.small(), 40));
        assertTrue(narrowest.contains("\ncosine     0.0123  0.0041 … 0.031\n"), narrowest);
        assertTrue(narrowest.contains("\n1  a    cosine        0.0712 …      0.05\n"), narrowest);
        assertTrue(narrowest.contains("\ncosine    12: 0.0712   2: none completed\n"), narrowest);
    }

    @Test
    void itIsSaidHowSureWhatMattersAndWhatMoreTrialsWouldBring() {
        List<String> sentences = Wording.of(ReportedInsights.small()).sentences();
        for (String sentence : List.of(
                "The search alone would have chosen trial 2 (0.0650), which came to 0.0719 on fresh seeds: 0.0007 worse"
                        + " than the winner, which may be chance.",
                "How likely each schedule is the best, by the model: cosine 0.70, step 0.21, constant 0.09. The optimum of"
                        + " cosine is expected at validation loss 0.0700 [0.0670, 0.0730].",
                "What matters: learning rate 62 % [50, 71], schedule 21 % [10, 30] (share of the model's variance that goes"
                        + " when it is known, total Sobol index).",
                "Twice the trials of a random search would be expected to bring validation loss 0.0700, after 0.0720 with"
                        + " as many as here (by the model).",
                "The model of the response predicts trials well: 95 % of 2 trials that it had not seen lie in its 95 %"
                        + " intervals, rank correlation 0.87."))
            assertTrue(sentences.contains(sentence), () -> String.join("\n", sentences));
    }

    @Test
    void aModelThatPredictsBadlyIsNotQuoted() throws Exception {
        Ranking ranking = ReportedInsights.of(ReportedStudy.small().tested().rank(), false);
        for (String report : List.of(TextReport.write(ranking, 200), MarkdownReport.write(ranking))) {
            for (String quoted : List.of("P(best)", "optimum", "decades", "How likely", "What matters", "Twice"))
                assertFalse(report.contains(quoted), report);
            assertTrue(report.contains("Do not trust the model of the response: it takes 10 trials to see"), report);
            assertTrue(
                    report.contains("learning rates whose search value is within 5 % of the schedule's best."), report);
        }
        JsonNode json = new ObjectMapper().readTree(JsonReport.write(ranking)).get("insights");
        assertFalse(json.at("/health/trusted").booleanValue());
        assertEquals(0.7, json.at("/schedules/0/probabilityBest").doubleValue());
    }

    @Test
    void whatIndependentTrialsTellNeedsNoModel() {
        Ranking ranking = ReportedStudy.small()
                .rank()
                .with(new Insights(
                        null,
                        "there is no model of the response: it needs at least 6 completed trials, and there are 5",
                        new Importance(
                                Importance.Method.PED_ANOVA,
                                List.of(
                                        new Importance.Share("batchSize", new Estimate(0.8, Double.NaN, Double.NaN)),
                                        new Importance.Share(
                                                "schedule.step.gamma", new Estimate(0.2, Double.NaN, Double.NaN)))),
                        new ExpectedBest(
                                ExpectedBest.Method.UNBIASED,
                                new int[] {1, 2, 3, 4, 5, 6, 7, 8},
                                new double[] {0.11, 0.1, 0.09, 0.085, 0.08, 0.075, 0.073, 0.072}),
                        null));
        List<String> sentences = Wording.of(ranking).sentences();
        for (String sentence : List.of(
                "What matters: batch size 80 %, gamma 20 % (share of what sets the good trials apart, PED-ANOVA).",
                "Half the trials of a random search would have been expected to bring validation loss 0.0850, as many as"
                        + " here 0.0720 (by these trials).",
                "There is no model of the response: it needs at least 6 completed trials, and there are 5."))
            assertTrue(sentences.contains(sentence), () -> String.join("\n", sentences));
    }

    @Test
    void anOvertunedChoiceIsCalledOne() {
        Ranking ranking = ReportedStudy.of("tuned", ReportedStudy.uniform("x", 0, 1, 0.5))
                .search(ReportedStudy.completed(0.30), "x", 0.5)
                .search(ReportedStudy.completed(0.10), "x", 0.1)
                .search(ReportedStudy.completed(0.20), "x", 0.2)
                .confirm(0, 0.30, 0.31, 0.29)
                .confirm(1, 0.50, 0.51, 0.49)
                .confirm(2, 0.20, 0.21, 0.19)
                .rank();
        assertEquals(
                "The search alone would have chosen trial 1 (0.1000), which came to 0.5000 on fresh seeds: 0.3000 worse"
                        + " than the winner, and worse than the default.",
                ChanceWording.of(ranking));
    }

    @Test
    void figuresOfOneKindTakeOneLine() {
        String json = JsonReport.write(ReportedInsights.small());
        assertTrue(json.contains("\n          \"rates\": [1.0E-4, 0.01, 1.0],\n"), json);
        assertTrue(json.contains("\n          \"mean\": [0.2, 0.07, null],\n"), json);
        assertTrue(json.contains("\n        [0.3, null]\n"), json);
    }

    @Test
    void noTableIsWiderThanItsTerminal() {
        for (Ranking ranking : List.of(
                ReportedInsights.small(),
                ReportedInsights.of(ReportedStudy.digitsSearched(40, 5).rank(), true),
                ReportedInsights.of(ReportedStudy.digitsSearched(40, 0).rank(), true)))
            for (int columns = 40; columns <= 160; columns++)
                for (String line : TextReport.write(ranking, columns).split("\n", -1))
                    assertTrue(line.length() <= columns, columns + " columns: " + line);
    }
}
