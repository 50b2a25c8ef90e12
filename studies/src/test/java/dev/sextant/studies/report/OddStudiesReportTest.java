// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.ranking.Ranking;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every report of an odd study makes sense, and says what is missing in it and why. */
class OddStudiesReportTest {
    private static final Map<String, Ranking> STUDIES = OddStudies.all();

    private static Ranking study(String odd) {
        Ranking ranking = STUDIES.get(odd);
        if (ranking == null) throw new AssertionError("no study " + odd);
        return ranking;
    }

    /** On one line, as it would stand on a terminal that is wide enough. */
    private static String text(String odd) {
        return TextReport.write(study(odd), 200).replaceAll("\\s+", " ");
    }

    private static void says(String odd, String... sentences) {
        String markdown = MarkdownReport.write(study(odd));
        for (String sentence : sentences) {
            assertTrue(text(odd).contains(sentence), () -> sentence + "\n" + TextReport.write(study(odd), 200));
            assertTrue(markdown.contains(MarkdownReport.escaped(sentence)), () -> sentence + "\n" + markdown);
        }
    }

    private static void doesNotSay(String odd, String... words) {
        for (String word : words) {
            assertFalse(text(odd).contains(word), () -> word + "\n" + TextReport.write(study(odd), 200));
            assertFalse(MarkdownReport.write(study(odd)).contains(word), word);
        }
    }

    @Test
    void beforeATrialHasEnded() {
        says(
                "nothing ended",
                "No trial has ended yet.",
                "The default configuration has not been tried.",
                "There is no model of the response: it needs at least 6 completed trials, and there is none.",
                "0 trials: none ended; 0 epochs in all.");
        doesNotSay("nothing ended", "Schedules", "Learning rates", "Trials, best first", "Advice");
    }

    @Test
    void oneTrialIsTheDefault() {
        says(
                "one trial",
                "Best: learning rate 0.01 with a: validation loss 0.2500 in one training, not confirmed; it is the default"
                        + " configuration, the only one tried.",
                "There is no model of the response: it needs at least 6 completed trials, and there is 1.",
                "Too few completed trials to judge a (1), b (none): allow more trials.");
        doesNotSay("one trial", "The search alone", "Half the trials", "What matters");
    }

    @Test
    void whereEverythingDiverged() {
        says(
                "all diverged",
                "No trial succeeded: 8 diverged.",
                "Default: learning rate 0.1 with a: diverged, rank 1 of 8.",
                "There is no model of the response: it needs at least 6 completed trials, and there is none.",
                "8 of 8 trials diverged: lower the upper end of the learning rate's range (1).");
        doesNotSay("all diverged", "good from", "Learning rates of each", "NaN", "± –");
        assertTrue(text("all diverged").contains(" 1 0 – diverged – 0.1 a "), text("all diverged"));
    }

    @Test
    void whereEverythingFailedTheFirstReasonIsTold() {
        says("all failed", "No trial succeeded: 3 failed.", "Trial 0 failed: no | memory <b>");
        assertFalse(MarkdownReport.write(study("all failed")).contains("memory\n"));
    }

    @Test
    void oneScheduleIsNoChoice() {
        says(
                "one schedule",
                "There is one schedule only (cosine), so that there is nothing to choose between.",
                "The model of the response predicts trials well: 100 % of 12 trials that it had not seen lie in its 95 %"
                        + " intervals, rank correlation");
        doesNotSay("one schedule", "P(best)", "How likely each", "What matters", "too few completed");
        assertTrue(
                text("one schedule").contains(" cosine 0.01 0.008 … 0.012 0.0075 … 0.013 0.2 – "),
                text("one schedule"));
    }

    @Test
    void aTrainerWithoutLearningRateIsRankedByAllItsParameters() {
        says(
                "no rate",
                "Best: x 0.333: validation loss 0.1333 in one training, not confirmed; 67 % below the default (0.4000).",
                "The trainer has no learning rate and no schedule of its own, so that there are no tables of them.",
                "Half the trials of a random search would have been expected to bring validation loss 0.1551, as many as"
                        + " here 0.1333 (by these trials).");
        doesNotSay("no rate", "Schedules, best", "Learning rates", "learning rate –");
    }

    @Test
    void aConstantMetricIsCalledOneAndNothingIsMadeOfIt() {
        says(
                "constant",
                "There is no model of the response: all 8 completed trials came to the same value.",
                "All 8 completed trials came to the same validation loss (0.5): nothing can be learned from it; is it the"
                        + " right one?");
        doesNotSay("constant", "The search alone", "Half the trials", "more seeds would be needed");
    }

    @Test
    void hugeValuesKeepTheirColumns() {
        says(
                "huge",
                "Best: learning rate 0.001 with a: validation loss 1.5e299 over 3 seeds;",
                "The search alone would have chosen the same; its value there (1e299) was too good by 5e298.");
        doesNotSay("huge", "NaN", "Infinity", "∞", "± –", "[–");
    }

    @Test
    void manySchedulesAreCountedOnATerminalAndListedInMarkdown() {
        says("forty schedules", "schedule06 (2), schedule17 (1), 32 more schedules: allow more trials.");
        String text = TextReport.write(study("forty schedules"), 80);
        assertTrue(text.contains("28 more schedules are in report.md and report.json."), text);
        assertTrue(text.contains("220 pairs were not tried. 48 more pairs are in report.md and report.json."), text);
        assertTrue(text.lines().count() < 110, text);
        String markdown = MarkdownReport.write(study("forty schedules"));
        assertEquals(
                40,
                markdown.lines()
                        .filter(line -> line.matches("\\| \\d+ \\| schedule.*"))
                        .count());
        assertEquals(
                40,
                markdown.lines()
                        .filter(line -> line.contains("not tried") && line.startsWith("| schedule"))
                        .count());
    }

    @Test
    void longNamesAreCutInTheMiddleAndWholeForPrograms() throws Exception {
        Ranking ranking = study("long names");
        String cut = "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn…mmmmmmmmmmmmmmm2";
        assertTrue(TextReport.write(ranking, 80).contains(cut), TextReport.write(ranking, 80));
        assertTrue(TextReport.write(ranking, 80).length() < 5000);
        assertTrue(MarkdownReport.write(ranking).contains(cut));
        assertTrue(MarkdownReport.write(ranking).length() < 8000);
        String whole = new ObjectMapper()
                .readTree(JsonReport.write(ranking))
                .at("/schedules/1/schedule")
                .textValue();
        assertEquals(OddStudies.LONG + "2", whole);
        assertTrue(CsvReport.write(ranking).contains(OddStudies.LONG + "2"));
    }

    @Test
    void aNameIsNeverCutInTheMidstOfACharacter() {
        String faces = "\uD83D\uDE00".repeat(50);
        for (int lead = 0; lead < 3; lead++) {
            String cut = Naming.brief("x".repeat(lead) + faces);
            assertTrue(cut.length() <= 48 && cut.contains("…"), cut);
            assertTrue(cut.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE), cut);
        }
    }

    @Test
    void everyFormOfEveryOddStudyIsWhole() throws Exception {
        for (Map.Entry<String, Ranking> odd : STUDIES.entrySet()) {
            Ranking ranking = odd.getValue();
            for (int columns : List.of(40, 60, 80, 120))
                for (String line : TextReport.write(ranking, columns).split("\n", -1))
                    assertTrue(line.length() <= columns, odd.getKey() + ": " + line);
            for (String report : List.of(TextReport.write(ranking, 80), MarkdownReport.write(ranking)))
                assertFalse(report.matches("(?s).*(NaN|Infinity|null).*"), () -> odd.getKey() + report);
            new ObjectMapper().readTree(JsonReport.write(ranking));
            int bars = -1;
            for (String line : MarkdownReport.write(ranking).split("\n", -1)) {
                if (!line.startsWith("| ")) {
                    bars = -1;
                    continue;
                }
                int found = (int)
                        line.replace("\\|", "").chars().filter(c -> c == '|').count();
                if (bars >= 0) assertEquals(bars, found, line);
                bars = found;
            }
        }
    }
}
