// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.ranking.Ranking;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextReportTest {
    @Test
    void aSmallStudyReadsLikeThis() {
        assertEquals("""
                Best: learning rate 0.05 with cosine (batch size 32): validation loss 0.0712
                [0.0681, 0.0743] over 5 seeds; 37 % below the default (0.1135). Test accuracy
                0.975 (opened once).

                Schedules, best first
                                               validation  learning          good  diverges
                #  tie  schedule  trials    loss, 5 seeds      rate     from … to     above
                ───────────────────────────────────────────────────────────────────────────
                1  a    cosine         3  0.0712 ± 0.0031      0.05  0.001 … 0.05      0.21
                2  a    step           2  0.0719 ± 0.0026      0.03          0.03         –
                3  b    constant       3  0.0919 ± 0.0027      0.02          0.02         –
                Rows that share a tie letter cannot be told apart (5 % level, paired by seed).
                The ± is half the 95 % interval. Good: learning rates whose search value is
                within 5 % of the schedule's best.

                Learning rates of each schedule, best first → validation loss
                schedule            best            second
                ──────────────────────────────────────────
                cosine    0.05 → 0.0712   0.001 → (0.0720)
                step      0.03 → 0.0719
                constant  0.02 → 0.0919     0.01 → 0.1135
                In brackets: one training in the search, not confirmed.

                Trials, best first
                                    validation  learning
                #  tie  trial    loss, 5 seeds      rate  schedule  other parameters
                ────────────────────────────────────────────────────────────────────────────
                1  a        4  0.0712 ± 0.0031      0.05  cosine    batchSize 32
                2  a        2  0.0719 ± 0.0026      0.03  step      gamma 0.25, batchSize 32
                3  b        3  0.0919 ± 0.0027      0.02  constant  batchSize 32
                4  c        0  0.1135 ± 0.0024      0.01  constant  batchSize 16
                5           5                      0.001  cosine    batchSize 16
                3 more ranked trials are in trials.csv and report.json.

                Default: learning rate 0.01 with constant (batch size 16): 0.1135 ± 0.0024, rank
                  4 of 8; the winner is better by 0.0423 [0.0407, 0.0439].
                The search alone would have chosen trial 2 (0.0650), which came to 0.0719 on
                  fresh seeds: 0.0007 worse than the winner, which may be chance.
                Test rows (opened once): accuracy 0.975, loss 0.0801.
                8 trials: 5 completed, 1 pruned, 1 diverged, 1 failed; 20 confirmations; 265
                  epochs in all. Trial 7 failed: no memory
                Pruning saved about 7 epochs, 11 % of an unpruned search's; no control trial
                  tells yet what it cost.
                Advice: Too few completed trials to judge cosine (2), step (1), constant (2):
                  allow more trials.
                """, TextReport.write(ReportedStudy.small().tested().rank(), 80));
    }

    @Test
    void luckIsPositiveWhereTheSearchLookedTooGood() {
        String text = TextReport.write(
                ReportedStudy.small()
                        .confirm(5, 0.070, 0.071, 0.070, 0.070, 0.069)
                        .rank(),
                120);
        assertTrue(text.contains("0.0712 ± 0.0031  0.0690  +0.0022"), text);
        assertTrue(text.contains("0.0700 ± 0.0009  0.0720  −0.0020"), text);
    }

    @Test
    void noLineIsWiderThanAskedFor() {
        List<Ranking> rankings = List.of(
                ReportedStudy.small().tested().rank(),
                ReportedStudy.digitsSearched(40, 5).rank(),
                ReportedStudy.digitsSearched(40, 0).rank(),
                ReportedStudy.hostile().rank(),
                ReportedStudy.of("empty").rank());
        for (Ranking ranking : rankings)
            for (int columns = 40; columns <= 200; columns += columns < 90 ? 1 : 10)
                for (String line : TextReport.write(ranking, columns).split("\n", -1))
                    assertTrue(line.length() <= columns, columns + " columns: " + line);
    }

    @Test
    void absurdWidthsAreTakenAsTheNearestSensible() {
        Ranking ranking = ReportedStudy.small().rank();
        assertEquals(TextReport.write(ranking, 40), TextReport.write(ranking, 0));
        assertEquals(TextReport.write(ranking, 200), TextReport.write(ranking, 100_000));
    }

    @Test
    void aRealSearchStaysOnAboutOneScreen() {
        long lines = TextReport.write(ReportedStudy.digitsSearched(100, 5).rank(), TextReport.COLUMNS)
                .lines()
                .count();
        assertTrue(lines <= 54, lines + " lines");
    }

    @Test
    void namesCannotSpeakToTheTerminal() {
        String text = TextReport.write(ReportedStudy.hostile().rank(), 80);
        assertFalse(text.chars().anyMatch(c -> c != '\n' && Character.isISOControl(c)), text);
        assertFalse(text.contains("\u202e"));
    }

    @Test
    void aStudyWithoutScheduleHasNoScheduleTables() {
        String text = TextReport.write(
                ReportedStudy.of("x", ReportedStudy.uniform("x", 0, 1, 0.5))
                        .search(ReportedStudy.completed(0.25), "x", 0.5)
                        .rank(),
                80);
        assertFalse(text.contains("Schedules") || text.contains("Learning rates"), text);
        assertTrue(text.contains("The trainer has no learning rate and no schedule of its own"), text);
        assertTrue(text.contains("x 0.5"), text);
    }
}
