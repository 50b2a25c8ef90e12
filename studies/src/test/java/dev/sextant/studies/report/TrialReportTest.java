// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.space.Space;
import dev.sextant.engine.trial.CurveRecorder;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrialReportTest {
    private static final Space SPACE = Space.of(List.of(ReportedStudy.log("learningRate", 1e-4, 1, 0.01)));

    private static TrialReport report(@Nullable Outcome outcome) {
        Trial trial = new Trial(3, Role.SEARCH, SPACE.preset(), Note.EMPTY, StoppingPlan.NONE, "", outcome);
        return new TrialReport(SPACE, ReportedStudy.LOSS, trial);
    }

    private static LearningCurve curve(double... values) {
        CurveRecorder recorder = new CurveRecorder();
        for (int i = 0; i < values.length; i++)
            recorder.add(values[i], Map.of("learningRate", 0.01 / (1 + i), "gradientNorm1", 2.0 - i));
        return recorder.curve();
    }

    /** Without line breaks. */
    private static String words(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @Test
    void aCompletedTrialShowsItsCurveAndWhatWasRead() {
        Outcome outcome = new Outcome.Completed(0.25, 2, Map.of("validationLoss", 0.25), curve(0.5, 0.25, 0.375));
        assertEquals("""
                trial 3: completed, validationLoss 0.25 at epoch 2 of 3
                  learningRate 0.01
                  validationLoss 0.25

                Epoch by epoch
                       validation  learning  gradient
                epoch        loss      rate     norm1
                ─────────────────────────────────────
                    1         0.5      0.01         2
                   2*        0.25     0.005         1
                    3       0.375  0.003333         0
                * the best epoch, whose weights count.
                """, report(outcome).text(80));
    }

    @Test
    void onANarrowTerminalNoLineIsTooLong() {
        Outcome outcome = new Outcome.Completed(0.25, 2, Map.of("validationLoss", 0.25), curve(0.5, 0.25, 0.375));
        for (String line : report(outcome).text(40).lines().toList()) assertTrue(line.length() <= 40, line);
    }

    @Test
    void aTrialThatStoodStillSaysSo() {
        Outcome outcome = new Outcome.Completed(0.25, 2, Map.of(), curve(0.5, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25));
        assertTrue(words(report(outcome).text(120))
                .contains("It stood still: validationLoss did not change in the last 5 epochs."));
        assertEquals(5, report(outcome).json().get("still").intValue());
        Outcome moving = new Outcome.Completed(0.25, 2, Map.of(), curve(0.5, 0.25, 0.25, 0.25));
        assertFalse(words(report(moving).text(120)).contains("stood still"));
    }

    @Test
    void divergenceNamesEpochAndStep() {
        CurveRecorder recorder = new CurveRecorder();
        recorder.add(0.5, Map.of());
        recorder.add(Double.NaN, Map.of("divergedAtStep", 7.0));
        TrialReport report = report(new Outcome.Diverged(recorder.curve()));
        assertTrue(report.text(80).startsWith("trial 3: diverged in epoch 2, at step 7 of it\n"));
        assertTrue(report.json().get("curve").get(1).isNull());
        assertEquals("epoch,validationLoss\r\n1,0.5\r\n2,\r\n", report.csv());
    }

    @Test
    void ofALongCurveTheTableShowsTheFirstTheBestAndTheLast() {
        double[] values = new double[500];
        for (int i = 0; i < values.length; i++) values[i] = 1 + Math.abs(i - 290);
        String text =
                report(new Outcome.Completed(1, 291, Map.of(), curve(values))).text(80);
        assertTrue(text.contains("\n    1 "), text);
        assertTrue(text.contains(" 291*"), text);
        assertTrue(text.contains("\n  500 "));
        assertTrue(text.lines().count() < 40);
        assertTrue(words(text).contains("of 500 epochs; all of them: --format csv."));
    }

    @Test
    void whatHasNotEndedOrHasFailedSaysSo() {
        assertTrue(report(null).text(80).startsWith("trial 3: not finished\n"));
        assertTrue(report(new Outcome.Failed("no such file")).text(80).startsWith("trial 3: failed: no such file\n"));
        assertFalse(report(null).text(80).contains("Epoch by epoch"));
    }
}
