// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.CurveRecorder;
import dev.sextant.engine.trial.Goals;
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
        return report(3, Role.SEARCH, "{}", StoppingPlan.NONE, outcome);
    }

    private static TrialReport report(
            long number, Role role, String note, StoppingPlan plan, @Nullable Outcome outcome) {
        return new TrialReport(
                SPACE, Goals.of(ReportedStudy.LOSS), "bayesian", trial(number, role, note, plan, outcome));
    }

    private static Trial trial(long number, Role role, String note, StoppingPlan plan, @Nullable Outcome outcome) {
        try {
            ObjectNode content = (ObjectNode) new ObjectMapper().readTree(note);
            return new Trial(number, role, SPACE.preset(), new Note(content), plan, "what was seen", outcome);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(note, wrong);
        }
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
                  Proposed by bayesian.

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
    void aBrokenConstraintIsNamed() {
        Goals goals = new Goals(
                List.of(ReportedStudy.LOSS),
                List.of(
                        new Constraint("parameters", Constraint.Side.AT_MOST, 5000),
                        new Constraint("validationLoss", Constraint.Side.AT_LEAST, 0)));
        Outcome outcome = new Outcome.Completed(0.25, 1, Map.of("parameters", 5001.0), curve(0.25));
        Trial trial = new Trial(3, Role.SEARCH, SPACE.preset(), Note.EMPTY, StoppingPlan.NONE, "", outcome);
        TrialReport report = new TrialReport(SPACE, goals, "random", trial);
        assertTrue(report.text(80).contains("\n  It breaks parameters at most 5000.\n"), report.text(80));
        assertFalse(report.json().get("feasible").booleanValue());
        assertFalse(report(outcome).json().has("feasible"));
        assertFalse(report(outcome).text(80).contains("breaks"));
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

    private static final String MODEL = """
            {"reason": "model", "predictedMean": 0.21345, "predictedDeviation": 0.05, "acquisition": -3.25,
             "improvement": 1e-7, "theta": [1, 2, 3, 4, 5]}""";

    @Test
    void aProposalIsExplainedInWords() {
        assertTrue(words(report(3, Role.SEARCH, MODEL, StoppingPlan.NONE, null).text(200))
                .contains("Proposed by bayesian: the model promised the most of it. Expected validationLoss 0.2135"
                        + " ± 0.05, acquisition value -3.25, improvement 1e-7, the model's theta (5 numbers)."));
        String guard = "{\"reason\": \"guard\", \"arm\": \"tpe\", \"expectedGain\": 0.02, \"rung\": [1, 0.5]}";
        assertTrue(words(report(3, Role.SEARCH, guard, StoppingPlan.NONE, null).text(200))
                .contains("Proposed by bayesian (tpe): a check on the model, where it was least certain among what may"
                        + " still be good. Expected gain 0.02, rung [1, 0.5]."));
    }

    @Test
    void whatThisVersionDoesNotKnowIsShownByItsName() {
        String note = """
                {"reason": "a new one", "someFigure": 12, "flag": true, "missing": null, "odd": "NaN",
                 "state": {"a": 1, "b": []}, "mixed": [1, "x"], "region": {"trial": 12, "length": 0.8}}""";
        assertTrue(words(report(3, Role.SEARCH, note, StoppingPlan.NONE, null).text(200))
                .contains("Proposed by bayesian: a new one. Some figure 12, flag true, missing null, odd NaN, state"
                        + " (2 entries), mixed (2 entries), region (trial 12, length 0.8)."));
    }

    @Test
    void aNoteCannotMoveTheCursor() {
        String text = report(3, Role.SEARCH, "{\"reason\": \"\\u001b[2J\"}", StoppingPlan.NONE, null)
                .text(80);
        assertFalse(text.contains("\u001b"), text);
    }

    @Test
    void whatNobodyProposedSaysSo() {
        assertTrue(words(report(0, Role.SEARCH, "{}", StoppingPlan.NONE, null).text(200))
                .contains("It is the default configuration, which every study tries first."));
        Trial given = new Trial(1, Role.SEARCH, SPACE.preset(), Note.EMPTY, StoppingPlan.NONE, "", null);
        assertTrue(words(new TrialReport(SPACE, Goals.of(ReportedStudy.LOSS), "random", given).text(200))
                .contains("It is one of the configurations that this study tries first."));
        assertFalse(report(9, new Role.Confirmation(3, 2), "{}", StoppingPlan.NONE, null)
                .text(200)
                .contains("Proposed"));
    }

    private static final List<StoppingPlan.Rung> RUNGS =
            List.of(new StoppingPlan.Rung(1, 0.75, 8), new StoppingPlan.Rung(3, 0.25, 12));

    private static String plan(StoppingPlan plan, Outcome outcome) {
        return words(report(3, Role.SEARCH, "{}", plan, outcome).text(200));
    }

    @Test
    void aPrunedTrialSaysWhereItFellShortAndOfWhat() {
        StoppingPlan plan = new StoppingPlan(RUNGS);
        Outcome pruned = new Outcome.Pruned(0.375, 2, curve(0.5, 0.375, 0.5));
        assertTrue(plan(plan, pruned)
                .contains("Pruned because its best validationLoss after epoch 3 was 0.375, and 0.25 was to be reached"
                        + " there (from 12 earlier trials)."));
        Outcome completed = new Outcome.Completed(0.125, 3, Map.of(), curve(0.5, 0.375, 0.125, 0.25));
        assertTrue(plan(plan, completed)
                .contains("Not pruned: it reached all that was asked of it, the last time 0.25 after epoch 3 (from 12"
                        + " earlier trials)."));
        Outcome early = new Outcome.Completed(0.5, 1, Map.of(), curve(0.5));
        assertTrue(plan(plan, early).contains("Not pruned: it ended before its first check, after epoch 1."));
    }

    @Test
    void aControlTrialSaysWhetherItWouldHaveBeenStopped() {
        StoppingPlan plan = new StoppingPlan(RUNGS, false, List.of());
        Outcome slow = new Outcome.Completed(0.25, 4, Map.of(), curve(0.875, 0.375, 0.5, 0.25));
        assertTrue(plan(plan, slow)
                .contains("It belongs to the control group, which is never pruned: it would have been, for its best"
                        + " validationLoss after epoch 1 was 0.875, and 0.75 was to be reached there (from 8 earlier"
                        + " trials)."));
        Outcome good = new Outcome.Completed(0.125, 2, Map.of(), curve(0.5, 0.125, 0.5, 0.25));
        assertTrue(plan(plan, good).contains("never pruned, and reached all that would have been asked of it."));
        assertTrue(plan(new StoppingPlan(List.of(), false, List.of()), good).contains("which is never pruned. "));
    }

    @Test
    void rungsThatWereSwitchedOffAreNamed() {
        StoppingPlan plan = new StoppingPlan(
                List.of(),
                true,
                List.of(new StoppingPlan.SwitchedOff(1, -0.5, 6), new StoppingPlan.SwitchedOff(3, 0.125, 6)));
        assertTrue(plan(plan, new Outcome.Completed(0.5, 1, Map.of(), curve(0.5)))
                .contains("At epochs 1, 3 nobody was held back: the values of 6 control trials there did not foretell"
                        + " their last ones (rank correlation -0.5, 0.12)."));
    }

    @Test
    void theOtherFormsTellTheSame() {
        Outcome pruned = new Outcome.Pruned(0.375, 2, curve(0.5, 0.375, 0.5));
        TrialReport report = report(3, Role.SEARCH, MODEL, new StoppingPlan(RUNGS), pruned);
        assertEquals("""
                epoch,validationLoss,learningRate,gradientNorm1,threshold,note.reason,note.predictedMean,\
                note.predictedDeviation,note.acquisition,note.improvement\r
                1,0.5,0.01,2.0,0.75,model,0.21345,0.05,-3.25,1.0E-7\r
                2,0.375,0.005,1.0,,model,0.21345,0.05,-3.25,1.0E-7\r
                3,0.5,0.0033333333333333335,0.0,0.25,model,0.21345,0.05,-3.25,1.0E-7\r
                """, report.csv());
        ObjectNode json = report.json();
        assertTrue(json.get("why").textValue().startsWith("Proposed by bayesian: the model promised"));
        assertTrue(json.get("pruning").textValue().startsWith("Pruned because"));
        assertEquals(
                "{\"epoch\":3,\"threshold\":0.25,\"trials\":12,\"best\":0.375}",
                json.get("missedRung").toString());
        assertEquals(
                "{\"control\":false,\"rungs\":[{\"epoch\":1,\"threshold\":0.75,\"trials\":8},"
                        + "{\"epoch\":3,\"threshold\":0.25,\"trials\":12}],\"switchedOff\":[]}",
                json.get("plan").toString());
        assertTrue(report(null).json().get("missedRung").isNull());
    }
}
