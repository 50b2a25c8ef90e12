// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.ranking.Insights;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.trial.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupReportTest {
    private static final Parameter NORM = ReportedStudy.choice(
            "batchNorm",
            ReportedStudy.plain(ReportedStudy.JSON.booleanNode(true)),
            ReportedStudy.plain(ReportedStudy.JSON.booleanNode(false)));

    private static final Parameter RATE = ReportedStudy.log("learningRate", 1e-4, 1, 0.01);

    /** By these choices, without a model, every trial drawn independently. */
    static Ranking grouped(ReportedStudy study, String... by) {
        return grouped(study, true, by);
    }

    private static Ranking grouped(ReportedStudy study, boolean drawn, String... by) {
        Ranking ranking = study.rank();
        return ranking.with(Insights.of(ranking, List.of(by), 1, _ -> drawn, null));
    }

    /** Forty trials, whose best rate is about ten times larger with batch norm; two diverged. */
    private static ReportedStudy norm() {
        ReportedStudy study = ReportedStudy.of("norm", RATE, NORM);
        for (int i = 0; i < 40; i++) {
            boolean with = i % 2 == 0;
            double exponent = -3.5 + 0.08 * i;
            double off = exponent - (with ? -0.8 : -2.2);
            Outcome outcome = off > 1.2
                    ? new Outcome.Diverged(ReportedStudy.curve(Double.NaN, 2))
                    : ReportedStudy.completed(0.1 + 0.05 * off * off);
            study.search(outcome, "learningRate", StrictMath.pow(10, exponent), "batchNorm", with);
        }
        return study;
    }

    private static String words(Ranking ranking) {
        return TextReport.write(ranking, 200).replaceAll("\\s+", " ");
    }

    private static void says(Ranking ranking, String sentence) {
        assertTrue(words(ranking).contains(sentence), () -> sentence + "\n" + words(ranking));
        String markdown = MarkdownReport.write(ranking).replace("\\", "");
        assertTrue(markdown.contains("\n- " + sentence.substring(0, 20)), markdown);
    }

    /** What stands between the verdict and the trials. */
    private static String groups(String text) {
        return text.substring(text.indexOf("\n\n") + 2, text.indexOf("\n\nTrials, best first") + 1);
    }

    @Test
    void theAnswerComesFirstAndTablesFollow() {
        assertEquals("""
                Best learning rate by batchNorm, the middle of the best trials, with 95 %
                intervals of resamples: true around 0.17 (0.023 … 0.26, 20 trials); false around
                0.006 (0.0025 … 0.02, 16 trials).
                The best rate is larger with true than with false in 1995 of 2000 resamples, 16
                times as large (95 % interval 2.7 … 61): they differ (5 % level).

                batchNorm, best first
                                      validation  learning           good  diverges  median
                #  batchNorm  trials        loss      rate      from … to     above  epochs
                ───────────────────────────────────────────────────────────────────────────
                1  true           20      0.1000     0.166   0.079 … 0.24         –      10
                2  false          20      0.1002   0.00724  0.0035 … 0.01      0.11      10
                Good: learning rates whose search value is within 5 % of the option's best.

                Learning rates with each batchNorm
                                         best                 diverges
                batchNorm  completed     rate  95 % interval     above        best tried
                ────────────────────────────────────────────────────────────────────────
                true              20    0.166   0.023 … 0.26         –    0.166 → 0.1000
                false             16  0.00603  0.0025 … 0.02      0.11  0.00724 → 0.1002
                Best rate: the middle of the best trials' rates, with the 95 % interval of
                resampled trials. Tried: learning rate → validation loss.

                Learning rates tried with each batchNorm → validation loss
                  learning rate  true             false
                ─────────────────────────────────────────────────
                2.2e-4 … 4.6e-4  2: 0.4226        1: 0.1744
                 4.6e-4 … 0.001  2: 0.3464        2: 0.1405
                 0.001 … 0.0022  2: 0.2805        2: 0.1168, 2 %
                0.0022 … 0.0046  2: 0.2248        2: 0.1034, 15 %
                  0.0046 … 0.01  2: 0.1794        2: 0.1002, 54 %
                   0.01 … 0.022  2: 0.1442, 2 %   2: 0.1024, 27 %
                  0.022 … 0.046  2: 0.1192, 7 %   3: 0.1146, 1 %
                    0.046 … 0.1  2: 0.1045, 25 %  2: 0.1520
                     0.1 … 0.22  2: 0.1000, 59 %  2: diverged
                    0.22 … 0.46  2: 0.1016, 7 %   2: diverged
                Number of trials: value of the best of them, and in how many of a hundred
                resamples the option's best rate lies there.
                """, groups(TextReport.write(grouped(norm(), "batchNorm"), 80)));
    }

    @Test
    void onANarrowTerminalNothingIsWiderThanIt() {
        for (Ranking ranking : List.of(
                grouped(norm(), "batchNorm"),
                grouped(ReportedStudy.digitsSearched(80, 3), "optimizer", "hidden", "schedule", "batchSize"),
                grouped(below(), "optimizer.sgd.nesterov")))
            for (int columns : new int[] {40, 60, 80, 132, 200})
                for (String line : TextReport.write(ranking, columns).split("\n", -1))
                    assertTrue(line.length() <= columns, columns + ": " + line);
    }

    @Test
    void everyOddStudyHasWords() {
        says(grouped(ReportedStudy.of("empty", RATE, NORM), "batchNorm"), "Nothing can be said by batchNorm: no trial");
        ReportedStudy one = ReportedStudy.of(
                "one", RATE, ReportedStudy.choice("kind", ReportedStudy.plain(ReportedStudy.JSON.nullNode())));
        one.search(ReportedStudy.completed(0.1), "learningRate", 0.01, "kind", "null");
        says(grouped(one, "kind"), "kind has one option only (null), so that there is nothing to compare.");
        ReportedStudy few = ReportedStudy.of("few", RATE, NORM);
        for (int i = 0; i < 7; i++)
            few.search(ReportedStudy.completed(0.1 + i), "learningRate", 0.01, "batchNorm", i > 0);
        says(
                grouped(few, "batchNorm"),
                "Best learning rate by batchNorm, the middle of the best trials, with 95 % intervals of resamples: false too"
                        + " few to tell (1 trial); true around 0.01 (0.01 … 0.01, 6 trials).");
        says(
                grouped(few, "batchNorm"),
                "Whether the best rates differ cannot be said: it takes 6 completed trials with each of two options.");
        says(grouped(norm(), false, "batchNorm"), "Whether these differ cannot be said: the search chose its trials");
        ReportedStudy fixed = ReportedStudy.of("fixed", NORM);
        fixed.search(ReportedStudy.completed(0.1), "batchNorm", true);
        says(grouped(fixed, "batchNorm"), "The trainer has no learning rate of its own, so that there is no best one");
        ReportedStudy rates = ReportedStudy.of(
                "rates",
                ReportedStudy.choice(
                        "learningRate",
                        ReportedStudy.plain(ReportedStudy.JSON.numberNode(0.1)),
                        ReportedStudy.plain(ReportedStudy.JSON.numberNode(0.01))));
        rates.search(ReportedStudy.completed(0.1), "learningRate", "0.1");
        says(grouped(rates, "learningRate"), "The learning rate is what trials are grouped by");
        ReportedStudy diverged = ReportedStudy.of("diverged", RATE, NORM);
        for (int i = 0; i < 8; i++)
            diverged.search(
                    new Outcome.Diverged(ReportedStudy.curve(Double.NaN, 2)), "learningRate", 0.5, "batchNorm", i > 3);
        says(
                grouped(diverged, "batchNorm"),
                "Best learning rate by batchNorm, the middle of the best trials, with 95 % intervals of resamples: false too"
                        + " few to tell (no completed trial); true too few");
    }

    @Test
    void aChoiceBelowAnotherSaysWhoDoesNotHaveIt() {
        Ranking ranking = grouped(below(), "optimizer.sgd.nesterov");
        says(
                ranking,
                "8 trials have no nesterov, which stands below an option that they did not choose: they are in no");
    }

    private static ReportedStudy below() {
        ReportedStudy study = ReportedStudy.of(
                "below",
                RATE,
                ReportedStudy.choice(
                        "optimizer",
                        ReportedStudy.branch(
                                "sgd",
                                ReportedStudy.choice(
                                        "optimizer.sgd.nesterov",
                                        ReportedStudy.plain(ReportedStudy.JSON.booleanNode(true)),
                                        ReportedStudy.layers(1, 2))),
                        ReportedStudy.branch("adam")));
        for (int i = 0; i < 24; i++) {
            double rate = StrictMath.pow(10, -3 + i / 12.0);
            Outcome outcome = ReportedStudy.completed(0.1 + 0.01 * i);
            if (i % 3 == 0) study.search(outcome, "learningRate", rate, "optimizer", "adam");
            else
                study.search(
                        outcome,
                        "learningRate",
                        rate,
                        "optimizer",
                        "sgd",
                        "optimizer.sgd.nesterov",
                        i % 3 == 1 ? "true" : "[1,2]");
        }
        return study;
    }

    @Test
    void theFileForProgramsHasTheOptionsOwnValues() throws Exception {
        JsonNode json =
                new ObjectMapper().readTree(JsonReport.write(grouped(below(), "optimizer.sgd.nesterov", "optimizer")));
        JsonNode first = json.at("/groupings/0");
        assertEquals("resamples", first.get("method").textValue());
        assertEquals(
                "[true,[1,2]]",
                first.findValues("option").subList(0, 2).toString().replace(" ", ""));
        assertEquals("adam", json.at("/groupings/1/options/0/option").textValue());
        assertEquals(8, first.get("inactive").intValue());
        assertTrue(
                first.at("/contrasts/0/larger").isArray(),
                first.get("contrasts").toString());
        assertFalse(
                new ObjectMapper().readTree(JsonReport.write(below().rank())).has("groupings"));
    }

    @Test
    void theTableForProgramsHasTheRankAmongTheSameOption() {
        String[] lines = CsvReport.write(grouped(norm(), "batchNorm")).split("\r\n", -1);
        assertTrue(lines[0].endsWith(",rank by batchNorm,learningRateFrom,learningRateTo"), lines[0]);
        assertTrue(lines[1].endsWith(",1,0.1,0.2154434690031884"), lines[1]);
        assertFalse(CsvReport.write(norm().rank()).contains("rank by"));
        assertTrue(CsvReport.write(grouped(below(), "optimizer.sgd.nesterov")).contains("adam,,,0."));
    }

    @Test
    void withoutTheOptionTheReportIsAsItWas() {
        String text = TextReport.write(ReportedStudy.small().rank(), 80);
        assertFalse(text.contains("Best learning rate by"), text);
        assertEquals(List.of(), Findings.of(ReportedStudy.small().rank(), 10).groups());
        GroupFindings found =
                Findings.of(grouped(norm(), "batchNorm"), 10).groups().getFirst();
        assertEquals("batchNorm", found.name());
        assertEquals(3, found.tables().size());
    }
}
