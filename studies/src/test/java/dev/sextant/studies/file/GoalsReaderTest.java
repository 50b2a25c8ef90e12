// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.study.StopRule;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Constraint.Side;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Objective;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoalsReaderTest {
    private static final Objective LOSS = new Objective("validationLoss", Direction.MINIMIZE);
    private static final Objective ACCURACY = new Objective("validationAccuracy", Direction.MAXIMIZE);

    private static StudySpec study(String keys, Argument... arguments) throws StudyFileException {
        return Corpus.read("{\"trainer\": {\"data\": {}}, " + keys + "}", arguments)
                .spec();
    }

    @Test
    void objectivesConstraintsAndTheEarlyEndAreRead() throws Exception {
        StudySpec spec = Corpus.read(Path.of("src/test/resources/dev/sextant/studies/file/good/goals.json"))
                .spec();
        assertEquals(
                new Goals(
                        List.of(LOSS, ACCURACY, new Objective("epochSeconds", Direction.MINIMIZE)),
                        List.of(
                                new Constraint("validationAccuracy", Side.AT_MOST, 1),
                                new Constraint("validationAccuracy", Side.AT_LEAST, 0.25),
                                new Constraint("epochSeconds", Side.AT_MOST, 0.5),
                                new Constraint("validationLoss", Side.AT_LEAST, -1e-3))),
                spec.goals());
        assertTrue(spec.goals().timed());
        assertEquals(new StopRule(12, 0), spec.stopWhen());
    }

    @Test
    void oneObjectiveInAListIsOneObjective() throws Exception {
        StudySpec spec = Corpus.read(
                        Path.of("src/test/resources/dev/sextant/studies/file/good/one-objective-in-a-list.json"))
                .spec();
        assertEquals(Goals.of(ACCURACY), spec.goals());
        assertEquals(new StopRule(20, 1e-3), spec.stopWhen());
    }

    @Test
    void aStudyThatSaysNothingHasTheTrainersFirstMetricAndNoBounds() throws Exception {
        StudySpec spec = study("\"seed\": 2");
        assertEquals(Goals.of(LOSS), spec.goals());
        assertEquals(StopRule.NEVER, spec.stopWhen());
    }

    @Test
    void theClockMayBeAllowedAndNotUsed() throws Exception {
        StudySpec spec = study("\"allowClock\": true");
        assertEquals(Goals.of(LOSS), spec.goals());
        assertEquals(
                "false", ResolvedStudy.write(spec, Map.of()).get("allowClock").toString());
    }

    @Test
    void theResolvedStudyShowsAllOfIt() throws Exception {
        var resolved = ResolvedStudy.write(
                study("\"objective\": [{\"maximize\": \"validationAccuracy\"}, {\"minimize\": \"epochSeconds\"}],"
                        + " \"subjectTo\": {\"validationLoss\": {\"atMost\": 2, \"atLeast\": 0}}, \"allowClock\": true,"
                        + " \"search\": {\"stopWhen\": {\"noBetterFor\": 9}}"),
                Map.of());
        assertEquals(
                "[{\"maximize\":\"validationAccuracy\"},{\"minimize\":\"epochSeconds\"}]",
                resolved.get("objective").toString());
        assertEquals(
                "{\"validationLoss\":{\"atMost\":2.0,\"atLeast\":0.0}}",
                resolved.get("subjectTo").toString());
        assertEquals("true", resolved.get("allowClock").toString());
        assertEquals(
                "{\"expectedGainBelow\":null,\"noBetterFor\":9}",
                resolved.at("/search/stopWhen").toString());
        var plain = ResolvedStudy.write(study("\"seed\": 2"), Map.of());
        assertEquals("{\"minimize\":\"validationLoss\"}", plain.get("objective").toString());
        assertEquals("{}", plain.get("subjectTo").toString());
        assertEquals(
                "{\"expectedGainBelow\":null,\"noBetterFor\":null}",
                plain.at("/search/stopWhen").toString());
    }

    @Test
    void somebodyElsesFiguresMayBeSmallOrLarge() throws Exception {
        StudySpec spec = Corpus.read("""
                        { "trainer": { "type": "free", "parameters": { "x": { "uniform": [0, 1] } }, "metrics": ["cost"] },
                          "objective": [{ "maximize": "value" }, { "maximize": "cost" }],
                          "subjectTo": { "cost": { "atLeast": 3 } } }""").spec();
        assertEquals(
                List.of(new Objective("value", Direction.MAXIMIZE), new Objective("cost", Direction.MAXIMIZE)),
                spec.goals().objectives());
        assertEquals(
                List.of(new Constraint("cost", Side.AT_LEAST, 3)), spec.goals().constraints());
    }

    @Test
    void argumentsOfTheCommandLineReachThem() throws Exception {
        StudySpec spec = study(
                "\"objective\": {\"minimize\": \"validationLoss\"}",
                Argument.set("objective=[{\"minimize\": \"validationLoss\"}, {\"minimize\": \"validationLoss\"}]"),
                Argument.set("objective.1={\"maximize\": \"validationAccuracy\"}"),
                Argument.set("subjectTo.validationAccuracy.atLeast=0.5"),
                Argument.set("search.stopWhen.noBetterFor=7"));
        assertEquals(
                new Goals(List.of(LOSS, ACCURACY), List.of(new Constraint("validationAccuracy", Side.AT_LEAST, 0.5))),
                spec.goals());
        assertEquals(new StopRule(7, 0), spec.stopWhen());
    }

    @Test
    void aWrongArgumentIsShownAsItWasTyped() {
        StudyFileException refused = assertThrows(
                StudyFileException.class,
                () -> study("\"seed\": 2", Argument.set("subjectTo.validationLoss.atMost=much")));
        assertEquals("""
                --set subjectTo.validationLoss.atMost: error: /subjectTo/validationLoss/atMost: expected a number, got the string "much"
                      | --set subjectTo.validationLoss.atMost=much
                      |                                       ^
                """, refused.text());
    }
}
