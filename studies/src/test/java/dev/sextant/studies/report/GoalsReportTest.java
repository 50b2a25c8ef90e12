// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.ranking.SearchEnding;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Constraint.Side;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reports of studies that have more goals than one objective, or that ended early. */
class GoalsReportTest {
    private static final SearchEnding ENDING = new SearchEnding(7, 60, "5 trials in a row brought nothing better");
    private static final Goals TINY =
            new Goals(List.of(ReportedStudy.LOSS), List.of(new Constraint("parameters", Side.AT_MOST, 2000)));

    @Test
    void twoObjectivesReadLikeThis() {
        assertEquals("""
                3 of 7 trials stand on the front of validation loss and parameters, 2 of them
                confirmed. Best validation loss there: learning rate 0.03 with cosine (hidden
                [128]): validation loss 0.0713 [0.0675, 0.0751] over 3 seeds, parameters 9610;
                37 % below the default (0.1131).

                Front of validation loss and parameters
                               validation              learning            other
                #  trial    loss, 3 seeds  parameters      rate  schedule  parameters
                ───────────────────────────────────────────────────────────────────────
                1      1  0.0713 ± 0.0038        9610      0.03  cosine    hidden [128]
                2      3  0.0763 ± 0.0058        4810      0.05  cosine    hidden [64]
                4      6         (0.0950)      (2410)      0.04  cosine    hidden [32]
                The ± is half the 95 % interval. In brackets: one training in the search, not
                confirmed. Hypervolume of what the search found, up to the worst values in it
                (validation loss 0.1100, parameters 9610): 218.4.

                Schedules, best first
                                               validation  learning         good  diverges
                #  tie  schedule  trials    loss, 3 seeds      rate    from … to     above
                ──────────────────────────────────────────────────────────────────────────
                1  a    cosine         4  0.0713 ± 0.0038      0.03         0.03         –
                2  b    constant       3  0.1131 ± 0.0027      0.01  0.01 … 0.05      0.21
                Rows that share a tie letter cannot be told apart by validation loss (5 % level,
                paired by seed). The ± is half the 95 % interval. Good: learning rates whose
                search value is within 5 % of the schedule's best.

                Learning rates of each schedule, best first → validation loss
                schedule            best           second            third           fourth
                ───────────────────────────────────────────────────────────────────────────
                cosine    0.03 → 0.0713    0.05 → 0.0763   0.04 → (0.0950)  0.02 → (0.0980)
                constant  0.01 → 0.1131   0.05 → (0.0700)
                In brackets: one training in the search, not confirmed.

                Trials, front by front
                                    validation              learning            other
                #  tie  trial    loss, 3 seeds  parameters      rate  schedule  parameters
                ────────────────────────────────────────────────────────────────────────────
                1  a        1  0.0713 ± 0.0038        9610      0.03  cosine    hidden [128]
                2  b        3  0.0763 ± 0.0058        4810      0.05  cosine    hidden [64]
                3  c        0  0.1131 ± 0.0027        4810      0.01  constant  hidden [64]
                4           6         (0.0950)      (2410)      0.04  cosine    hidden [32]
                5           4         (0.0700)      (9610)      0.05  constant  hidden [128]
                In brackets: one training in the search, not confirmed. 2 more ranked trials are
                in trials.csv and report.json.

                Default: learning rate 0.01 with constant (hidden [64]): 0.1131 ± 0.0027, rank 3
                  of 7; the winner is better by 0.0418 [0.0403, 0.0432].
                Test rows: not opened, not asked for, or not come to yet.
                The search ended after 7 of 60 trials: 5 trials in a row brought nothing better.
                7 trials: 6 completed, 1 diverged; 9 confirmations; 152 epochs in all.
                Advice: Too few completed trials to judge cosine (4), constant (2): allow more
                  trials.
                """, TextReport.write(ReportedStudy.sized().rank(ReportedStudy.LOSS_AND_SIZE, ENDING), 80));
    }

    @Test
    void constraintsReadLikeThis() {
        assertEquals("""
                Best: learning rate 0.05 with cosine (hidden [64]): validation loss 0.0763
                [0.0705, 0.0821] over 3 seeds, parameters 4810; 33 % below the default (0.1131).

                Schedules, best first
                                               validation  in the  learning       good  diverges
                #  tie  schedule  trials    loss, 3 seeds  search      rate  from … to     above
                ────────────────────────────────────────────────────────────────────────────────
                1  a    cosine         4  0.0763 ± 0.0058  0.0720      0.05       0.05         –
                2  b    constant       3  0.1131 ± 0.0027  0.1100      0.01       0.01      0.21
                Rows that share a tie letter cannot be told apart (5 % level, paired by seed).
                The ± is half the 95 % interval. Good: learning rates whose search value is
                within 5 % of the schedule's best.

                Learning rates of each schedule, best first → validation loss
                schedule            best           second            third
                ──────────────────────────────────────────────────────────
                cosine    0.05 → 0.0763   0.04 → (0.0950)  0.02 → (0.0980)
                constant  0.01 → 0.1131
                In brackets: one training in the search, not confirmed.

                Trials, best first
                                    validation              learning            other
                #  tie  trial    loss, 3 seeds  breaks          rate  schedule  parameters
                ────────────────────────────────────────────────────────────────────────────
                1  a        3  0.0763 ± 0.0058                  0.05  cosine    hidden [64]
                2  b        0  0.1131 ± 0.0027                  0.01  constant  hidden [64]
                3           6                                   0.04  cosine    hidden [32]
                4           2                                   0.02  cosine    hidden [32]
                5           4                   parameters      0.05  constant  hidden [128]
                2 more ranked trials are in trials.csv and report.json.

                Default: learning rate 0.01 with constant (hidden [64]): 0.1131 ± 0.0027, rank 2
                  of 7; the winner is better by 0.0368 [0.0319, 0.0416].
                The search alone would have chosen the same; its value there (0.0720) was too
                  good by 0.0043.
                Test rows: not opened, not asked for, or not come to yet.
                Constraints: 4 of 6 completed trials kept every one, the winner among them; 2
                  broke parameters at most 5000.
                7 trials: 6 completed, 1 diverged; 9 confirmations; 152 epochs in all.
                Advice: Too few completed trials to judge cosine (4), constant (2): allow more
                  trials.
                """, TextReport.write(ReportedStudy.sized().rank(ReportedStudy.SMALL_NETWORKS), 80));
    }

    @Test
    void nothingFeasibleIsSaidFirst() {
        assertEquals("""
                No trial kept every constraint: of 6 that completed, 6 broke parameters at most
                2000. Nearest: learning rate 0.04 with cosine (hidden [32]): parameters 2410;
                validation loss 0.0950.

                Schedules, best first
                                               validation  in the  median
                #  tie  schedule  trials    loss, 3 seeds  search  epochs
                ─────────────────────────────────────────────────────────
                1       cosine         4                        –      10
                2  a    constant       3  0.1131 ± 0.0027       –      10
                Rows that share a tie letter cannot be told apart (5 % level, paired by seed).
                The ± is half the 95 % interval.

                Trials, best first
                                    validation              learning            other
                #  tie  trial    loss, 3 seeds  breaks          rate  schedule  parameters
                ────────────────────────────────────────────────────────────────────────────
                1           6                   parameters      0.04  cosine    hidden [32]
                2           2                   parameters      0.02  cosine    hidden [32]
                3  a        3  0.0763 ± 0.0058  parameters      0.05  cosine    hidden [64]
                4  b        0  0.1131 ± 0.0027  parameters      0.01  constant  hidden [64]
                5           4                   parameters      0.05  constant  hidden [128]
                2 more ranked trials are in trials.csv and report.json.

                Default: learning rate 0.01 with constant (hidden [64]): 0.1131 ± 0.0027, rank 4
                  of 7; it breaks parameters at most 2000.
                Test rows: not opened, not asked for, or not come to yet.
                7 trials: 6 completed, 1 diverged; 9 confirmations; 152 epochs in all.
                """, TextReport.write(ReportedStudy.sized().rank(TINY), 80));
    }

    @Test
    void whatTheClockHasAPartInIsStampedEverywhere() throws Exception {
        Ranking ranking = ReportedStudy.sized().rank(ReportedStudy.TIMED);
        String stamp = "depends on measured time: not reproducible";
        assertTrue(words(TextReport.write(ranking, 60)).contains("0.1131). This result " + stamp + ". Front of"));
        assertTrue(MarkdownReport.write(ranking).contains("\n\n**This result " + stamp + ".**\n\n"));
        assertEquals("This result " + stamp + ".", Findings.of(ranking, 10).stamp());
        JsonNode json = read(ranking);
        assertEquals(stamp, json.get("stamp").textValue());
        assertFalse(json.get("reproducible").booleanValue());
        for (String row : CsvReport.write(ranking).strip().split("\r\n", -1))
            assertTrue(row.contains(",reproducible,") || row.contains(",false,"), row);
        assertTrue(CsvReport.write(ranking).contains(",feasible,broken,reproducible,learningRate,"));
        for (Ranking other :
                List.of(ReportedStudy.sized().rank(), ReportedStudy.sized().rank(ReportedStudy.LOSS_AND_SIZE)))
            for (String report : List.of(
                    TextReport.write(other, 80),
                    MarkdownReport.write(other),
                    Findings.of(other, 10).toString(),
                    JsonReport.write(other),
                    CsvReport.write(other))) assertFalse(report.contains("reproducible"), report);
    }

    @Test
    void theJsonHoldsFrontConstraintsAndEnding() throws Exception {
        JsonNode report = read(ReportedStudy.sized().rank(ReportedStudy.TIMED, ENDING));
        assertEquals(
                "[{\"metric\":\"validationLoss\",\"direction\":\"minimize\"},"
                        + "{\"metric\":\"parameters\",\"direction\":\"minimize\"}]",
                report.get("objectives").toString());
        assertEquals(
                "[{\"metric\":\"parameters\",\"atMost\":9000.0,\"broken\":2},"
                        + "{\"metric\":\"epochSeconds\",\"atMost\":0.5,\"broken\":2}]",
                report.get("constraints").toString());
        assertEquals(4, report.get("feasible").intValue());
        assertEquals(
                "{\"trials\":7,\"budget\":60,\"reason\":\"5 trials in a row brought nothing better\"}",
                report.get("searchEnded").toString());
        assertEquals(3, report.at("/front/members/0/trial").intValue());
        assertEquals(0.0763, report.at("/front/members/0/values/validationLoss").doubleValue(), 1e-12, "its mean");
        assertEquals(
                "{\"trial\":6,\"confirmed\":false,\"values\":{\"validationLoss\":0.095,\"parameters\":2410.0}}",
                report.at("/front/members/1").toString());
        assertEquals(36, report.at("/front/hypervolume").doubleValue(), 1e-9);
        assertEquals(
                "{\"validationLoss\":0.11,\"parameters\":4810.0}",
                report.at("/front/reference").toString());
        JsonNode winner = report.at("/trials/0");
        assertEquals(
                "{\"validationLoss\":0.072,\"parameters\":4810.0,\"epochSeconds\":0.25}",
                winner.get("values").toString());
        assertTrue(winner.get("front").booleanValue() && winner.get("feasible").booleanValue());
        assertEquals(4810, winner.at("/confirmed/others/parameters/mean").doubleValue());
        JsonNode large = report.at("/trials/5");
        assertFalse(large.get("feasible").booleanValue());
        assertEquals(
                "[{\"metric\":\"parameters\",\"value\":9610.0},{\"metric\":\"epochSeconds\",\"value\":0.75}]",
                large.get("broken").toString());
        JsonNode diverged = report.at("/trials/6");
        assertTrue(diverged.get("feasible").isNull()
                && diverged.at("/values/parameters").isNull());
    }

    @Test
    void withOneObjectiveAloneNothingIsAdded() throws Exception {
        JsonNode report = read(ReportedStudy.sized().rank());
        for (String key : List.of("objectives", "constraints", "feasible", "front", "searchEnded", "stamp"))
            assertFalse(report.has(key), key);
        for (String key : List.of("values", "front", "feasible", "broken"))
            assertFalse(report.at("/trials/0").has(key), key);
        assertFalse(report.at("/trials/0/confirmed").has("others"));
        assertTrue(CsvReport.write(ReportedStudy.sized().rank())
                .startsWith("rank,tie,trial,state,value,epochs,bestEpoch,confirmedMean,confirmedLow,confirmedHigh,"
                        + "confirmedN,luck,control,missedRung,learningRate,schedule,hidden,parameters\r\n"));
    }

    @Test
    void theCsvHasAColumnForEveryGoal() {
        String[] rows =
                CsvReport.write(ReportedStudy.sized().rank(ReportedStudy.TIMED)).split("\r\n", -1);
        assertTrue(rows[0].contains(
                ",luck,control,missedRung,parameters,parametersConfirmedMean,epochSeconds,epochSecondsConfirmedMean,"
                        + "front,feasible,broken,reproducible,learningRate,"));
        assertTrue(rows[1].contains(",4810.0,4810.0,0.25,0.25,true,true,,false,0.05,cosine,"), rows[1]);
        assertTrue(rows[3].contains(",2410.0,,0.125,,true,true,,false,0.04,"), rows[3]);
        assertTrue(
                rows[6].contains(",9610.0,9610.0,0.75,0.75,false,false,parameters epochSeconds,false,0.03,"), rows[6]);
        assertTrue(rows[7].contains(",,,,,false,,,false,0.9,"), rows[7]);
    }

    @Test
    void markdownAndPageHaveTheFrontAsTheFirstTable() {
        Ranking ranking = ReportedStudy.sized().rank(ReportedStudy.LOSS_AND_SIZE, ENDING);
        assertTrue(MarkdownReport.write(ranking).contains("""
                parameters 9610; 37 % below the default (0.1131).**

                ## Front of validation loss and parameters

                | \\# | trial | validation loss, 3 seeds | parameters | learning rate | schedule | other parameters |
                | ---: | ---: | ---: | ---: | ---: | --- | --- |
                | 1 | 1 | 0.0713 ± 0.0038 | 9610 | 0.03 | cosine | hidden [128] |
                """), MarkdownReport.write(ranking));
        assertTrue(MarkdownReport.write(ranking)
                .contains("\n- The search ended after 7 of 60 trials: 5 trials in a row brought nothing better.\n"));
        Findings findings = Findings.of(ranking, 10);
        assertEquals(
                List.of("schedules", "rates", "front", "trials"),
                findings.tables().stream().map(Findings.Named::id).toList());
        assertTrue(
                findings.words().stream().anyMatch(words -> words.startsWith("The search ended after 7 of 60 trials")));
    }

    @Test
    void aSearchWhoseEpochsAloneAreCountedEndsAfterItsTrials() {
        String spent = "the budget of 1200 epochs is spent: 1195 used, and another training may take 50";
        assertTrue(MarkdownReport.write(ended(96, spent)).contains("\n- The search ended after 96 trials: " + spent));
        assertTrue(MarkdownReport.write(ended(1, spent)).contains("\n- The search ended after 1 trial: " + spent));
    }

    private static Ranking ended(long trials, String reason) {
        return ReportedStudy.sized()
                .rank(ReportedStudy.LOSS_AND_SIZE, new SearchEnding(trials, 1200, reason, false, true));
    }

    @Test
    void aDefaultThatBreaksAConstraintIsNoMatch() {
        Ranking ranking = ReportedStudy.sized()
                .rank(new Goals(
                        List.of(ReportedStudy.LOSS), List.of(new Constraint("parameters", Side.AT_MOST, 4000))));
        assertTrue(Wording.of(ranking)
                .verdict()
                .endsWith("; 14 % below the default (0.1100; it breaks parameters at most 4000)."));
        ReportedStudy study = ReportedStudy.of("x", ReportedStudy.uniform("x", 0, 1, 0.5))
                .search(weighed(0.1, 6000), "x", 0.5)
                .search(weighed(0.2, 100), "x", 0.25);
        Wording worse = Wording.of(study.rank(ReportedStudy.SMALL_NETWORKS));
        assertTrue(
                worse.verdict().endsWith("; 100 % above the default (0.1000; it breaks parameters at most 5000)."),
                worse.verdict());
        assertEquals(
                "Default: x 0.5: 0.1000, rank 2 of 2; it breaks parameters at most 5000; the winner, which keeps every"
                        + " constraint, is worse by 0.1000.",
                worse.baseline());
    }

    private static Outcome weighed(double loss, double weights) {
        return new Outcome.Completed(loss, 1, Map.of("parameters", weights), ReportedStudy.curve(loss, 1));
    }

    @Test
    void countsAgreeWithTheirNouns() {
        Ranking one = ReportedStudy.of("x", ReportedStudy.uniform("x", 0, 1, 0.5))
                .search(weighed(1, 3), "x", 0.5)
                .rank(ReportedStudy.BOUNDED);
        assertTrue(Wording.of(one)
                .verdict()
                .startsWith("1 of 1 trials stands on the front of validation loss and parameters. Best validation loss"
                        + " there: x 0.5: validation loss 1.000 in one training, not confirmed, parameters 3;"));
        assertTrue(Wording.of(one).sentences().contains("Constraints: the completed trial kept every one."));
    }

    @Test
    void aStudyWhoseTrialsTellNoObjectiveSaysSo() {
        Ranking ranking = ReportedStudy.of("x", ReportedStudy.uniform("x", 0, 1, 0.5))
                .search(ReportedStudy.completed(1), "x", 0.5)
                .rank(ReportedStudy.LOSS_AND_SIZE);
        assertEquals(
                "No trial told a value of validation loss and parameters: 1 completed.",
                Wording.of(ranking).verdict());
        assertFalse(TextReport.write(ranking, 80).contains("Front"));
    }

    @Test
    void noLineIsWiderThanAskedFor() {
        for (Goals goals :
                List.of(ReportedStudy.LOSS_AND_SIZE, ReportedStudy.SMALL_NETWORKS, ReportedStudy.TIMED, TINY))
            for (int columns = 60; columns <= 200; columns += columns < 90 ? 1 : 10)
                for (String line : TextReport.write(ReportedStudy.sized().rank(goals, ENDING), columns)
                        .split("\n", -1)) assertTrue(line.length() <= columns, columns + " columns: " + line);
    }

    private static JsonNode read(Ranking ranking) throws Exception {
        return new ObjectMapper().readTree(JsonReport.write(ranking));
    }

    /** Without line breaks. */
    private static String words(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
