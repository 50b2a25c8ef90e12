// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudyEvent.Phase;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FramesTest {
    private static final long SECOND = ScriptedSearch.SECOND;

    private final Frames frames = new Frames(ScriptedSearch.study(ScriptedSearch.ONE, 30, 2));

    private static Trial trial(long number) {
        return ScriptedSearch.trial(number, Role.SEARCH, ScriptedSearch.of(number), null);
    }

    private void begin(long budget) {
        frames.accept(new StudyEvent.Started(List.of(), budget), 0);
        frames.accept(new StudyEvent.PhaseStarted(Phase.SEARCH, budget), 0);
    }

    private void end(long number, Outcome outcome, long now) {
        frames.accept(new StudyEvent.TrialStarted(trial(number)), now);
        frames.accept(new StudyEvent.TrialEnded(trial(number).ended(outcome)), now);
    }

    private static List<Long> numbers(JsonNode trials) {
        List<Long> numbers = new ArrayList<>();
        trials.forEach(trial -> numbers.add(trial.get("number").longValue()));
        return numbers;
    }

    @Test
    void aFrameSaysHowFarTheStudyIs() {
        begin(60);
        end(0, ScriptedSearch.completed(0.5, 1), SECOND);
        end(1, new Outcome.Diverged(new LearningCurve(new double[] {Double.NaN})), 2 * SECOND);
        ObjectNode frame = frames.frame(2 * SECOND);
        assertEquals("search", frame.get("phase").textValue());
        assertEquals(2, frame.get("done").intValue());
        assertEquals(60, frame.get("total").intValue());
        assertEquals(58, frame.get("left").doubleValue());
        assertEquals(
                "{\"completed\":1,\"pruned\":0,\"diverged\":1,\"failed\":0}",
                frame.get("counts").toString());
        assertEquals(
                "[{\"metric\":\"validationLoss\",\"value\":0.5,\"trial\":0}]",
                frame.get("best").toString());
        assertEquals("[null,null]", frame.get("running").toString());
    }

    @Test
    void whatIsNotKnownIsNull() {
        ObjectNode frame = frames.frame(0);
        assertTrue(frame.get("left").isNull());
        assertEquals("[]", frame.get("best").toString());
        begin(3);
        frames.accept(new StudyEvent.TrialStarted(trial(0)), 0);
        JsonNode slot = frames.frame(3 * SECOND).get("running").get(0);
        assertTrue(slot.get("value").isNull());
        assertEquals(0, slot.get("epoch").intValue());
        assertEquals(30, slot.get("epochs").intValue());
        assertEquals(3, slot.get("since").doubleValue());
        assertEquals("[]", slot.get("curve").toString());
    }

    @Test
    void anEndedTrialHasTheNamesAndPlacesOfThePagesData() {
        begin(60);
        end(5, ScriptedSearch.completed(0.25, 1), 0);
        JsonNode ended = frames.frame(0).get("ended").get(0);
        assertEquals(
                "{\"number\":5,\"role\":\"search\",\"state\":\"c\",\"value\":0.25,\"epochs\":2,\"bestEpoch\":2,"
                        + "\"schedule\":2,\"values\":{\"learningRate\":"
                        + ended.get("values").get("learningRate") + ",\"schedule\":2,\"hidden\":1,\"層の数\":1},"
                        + "\"curve\":{\"epochs\":[1,2],\"values\":[0.5,0.25]}}",
                ended.toString());
    }

    @Test
    void eachStateHasTheLetterOfThePagesData() {
        Goals small = new Goals(
                ScriptedSearch.ONE.objectives(), List.of(new Constraint("parameters", Constraint.Side.AT_MOST, 10)));
        Frames constrained = new Frames(ScriptedSearch.study(small, 30, 1));
        List<Outcome> outcomes = List.of(
                ScriptedSearch.completed(1, 5),
                ScriptedSearch.completed(1, 50),
                new Outcome.Pruned(2, 1, new LearningCurve(new double[] {2})),
                new Outcome.Diverged(new LearningCurve(new double[] {Double.NaN})),
                new Outcome.Failed("no memory"));
        for (Outcome outcome : outcomes) constrained.accept(new StudyEvent.TrialEnded(trial(0).ended(outcome)), 0);
        StringBuilder states = new StringBuilder();
        constrained
                .frame(0)
                .get("ended")
                .forEach(trial -> states.append(trial.get("state").textValue()));
        assertEquals("cipdf", states.toString());
    }

    @Test
    void eachEndIsToldOnceAndOfTooManyTheLast() {
        begin(1_000);
        for (long number = 0; number < 120; number++) end(number, ScriptedSearch.completed(1, 1), SECOND);
        ObjectNode frame = frames.frame(SECOND);
        assertEquals(70, frame.get("more").longValue());
        assertEquals(50, frame.get("ended").size());
        assertEquals(119, frame.get("ended").get(49).get("number").longValue());
        assertFalse(frames.changed());
        end(120, ScriptedSearch.completed(1, 1), SECOND);
        assertTrue(frames.changed());
        ObjectNode next = frames.frame(SECOND);
        assertEquals(0, next.get("more").longValue());
        assertEquals(List.of(120L), numbers(next.get("ended")));
    }

    @Test
    void curvesAreShortAndKeepTheFirstTheLastAndTheBest() {
        begin(9);
        double[] values = new double[1_000];
        Arrays.fill(values, 1);
        values[0] = 7;
        values[614] = 0.125;
        values[999] = 3;
        end(0, new Outcome.Completed(0.125, 615, Map.of(), new LearningCurve(values)), 0);
        frames.accept(new StudyEvent.TrialStarted(trial(1)), 0);
        for (int epoch = 1; epoch <= 1_000; epoch++) frames.accept(new StudyEvent.EpochEnded(1, epoch, epoch), 0);
        ObjectNode frame = frames.frame(0);
        JsonNode curve = frame.get("ended").get(0).get("curve");
        assertTrue(curve.get("values").size() <= 40, curve.toString());
        assertEquals(7, curve.get("values").get(0).doubleValue());
        assertEquals(3, curve.get("values").get(curve.get("values").size() - 1).doubleValue());
        assertTrue(curve.get("epochs").toString().contains(",615,"), curve.toString());
        assertTrue(frame.get("running").get(0).get("curve").size() <= 40);
    }

    @Test
    void whatPeopleMustKnowIsSaidOnceAndCutWhereItIsLong() {
        frames.accept(new StudyEvent.Alarm("trial 3 came out otherwise"), 0);
        frames.accept(new StudyEvent.SearchEnded(29, "5 trials in a row brought nothing better"), 0);
        frames.accept(new StudyEvent.OutOfTime(Duration.ofMinutes(2)), 0);
        frames.say("x".repeat(2_000));
        JsonNode words = frames.frame(0).get("words");
        assertEquals("trial 3 came out otherwise", words.get(0).textValue());
        assertEquals(
                "The search ended after 29 trials: 5 trials in a row brought nothing better.",
                words.get(1).textValue());
        assertEquals(
                "The study has taken as long as it may (2m): no trial begins any more.",
                words.get(2).textValue());
        assertEquals(502, words.get(3).textValue().length());
        for (int line = 0; line < 100; line++) frames.say("line " + line);
        JsonNode later = frames.frame(0).get("words");
        assertEquals(20, later.size());
        assertEquals("line 99", later.get(19).textValue());
    }

    @Test
    void anEventCostsFarLessThanAThousandASecondMayTake() {
        begin(1_000_000);
        int events = 200_000;
        var threads = ManagementFactory.getThreadMXBean();
        for (int round = 0; round < 2; round++) {
            long began = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < events / 4; i++) {
                long number = (long) round * events + i;
                frames.accept(new StudyEvent.TrialStarted(trial(number)), i);
                frames.accept(new StudyEvent.EpochEnded(number, 1, 0.5), i);
                frames.accept(new StudyEvent.EpochEnded(number, 2, 0.25), i);
                frames.accept(new StudyEvent.TrialEnded(trial(number).ended(ScriptedSearch.completed(0.25, 1))), i);
            }
            double micros = (threads.getCurrentThreadCpuTime() - began) / 1e3 / events;
            System.out.printf("an event takes %.2f µs of a processor%n", micros);
            if (round == 1) assertTrue(micros < 10, micros + " µs an event");
        }
    }
}
