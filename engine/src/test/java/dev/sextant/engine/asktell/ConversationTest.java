// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.store.MemoryStore;
import dev.sextant.engine.store.StoreException;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Goals LOSS = Goals.of(new Objective("value", Direction.MINIMIZE));

    /** Proposes trial k at k / 16. */
    private static final Searcher RISING = (view, trial, draws) -> new Proposal(
            view.space().fromUnit(new double[] {trial / 16.0}),
            new Note(JSON.createObjectNode().put("arm", "rising")));

    private final MemoryStore store = new MemoryStore();

    private Conversation conversation(Goals goals, int window) throws Exception {
        StudySpec spec = ProgramStudy.spec(JSON.readTree("{\"x\": {\"range\": 1}}"), goals, window);
        return new Conversation(
                new AskTell(spec, RISING, null, store, alarm -> {
                    throw new AssertionError(alarm);
                }),
                () -> "{\"study\":\"program\"}");
    }

    private static Line line(String text) {
        return new Line(text.getBytes(StandardCharsets.UTF_8), false);
    }

    /** The answer to lines in which ' stands for ". */
    private static String answer(Conversation conversation, String... lines) throws StoreException {
        List<String> answers = new ArrayList<>();
        for (String line : lines) assertTrue(conversation.hear(line(line.replace('\'', '"')), answers::add), line);
        conversation.study().sync();
        return String.join("\n", answers).replace('"', '\'');
    }

    private static String error(Conversation conversation, String line) throws Exception {
        String answer = answer(conversation, line).replace("\\'", "'");
        assertTrue(answer.startsWith("{'error':'") && answer.endsWith("'}"), answer);
        assertFalse(answer.contains("\n"), answer);
        return answer.substring(10, answer.length() - 2);
    }

    @Test
    void asksAndTellsInTurns() throws Exception {
        Conversation conversation = conversation(LOSS, 2);
        assertEquals(
                """
                {'trial':0,'parameters':{'x':0.5},'note':{}}
                {'trial':1,'parameters':{'x':0.0625},'note':{'arm':'rising'}}
                {'ok':0}
                {'trial':2,'parameters':{'x':0.125},'note':{'arm':'rising'}}
                {'ok':2}
                {'pending':[{'trial':1,'parameters':{'x':0.0625},'note':{'arm':'rising'}}]}
                {'best':{'trial':2,'value':0.25,'metrics':{'value':0.25},'parameters':{'x':0.125}}}""",
                answer(
                        conversation,
                        "{'ask': 2}",
                        "{'tell': {'trial': 0, 'value': 0.5}}",
                        "{'ask': 1}",
                        "{'tell': {'trial': 2, 'value': 0.25, 'state': 'completed'}}",
                        "{'pending': {}}",
                        "{'best': {}}"));
        assertFalse(conversation.hear(line("{\"stop\": {}}"), _ -> {}));
    }

    @Test
    void ofMoreTrialsThanThereAreThoseComeThatThereAre() throws Exception {
        Conversation conversation = conversation(LOSS, 2);
        List<String> lines =
                answer(conversation, "{'ask': 1000000000000}").lines().toList();
        assertEquals(3, lines.size());
        assertTrue(lines.get(1).startsWith("{'trial':1,"), lines.get(1));
        assertTrue(lines.get(2).startsWith("{'error':'trial 0 must be told first"), lines.get(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'value': 0.5                             | completed",
                "'value': 0.5, 'state': 'completed'       | completed",
                "'value': -0.0                            | completed",
                "'value': 1e300                           | completed",
                "'value': null                            | failed",
                "'value': null, 'state': 'failed'         | failed",
                "'value': 0.5, 'state': 'failed'          | failed",
                "'state': 'failed', 'message': 'no luck'  | failed",
                "'state': 'diverged'                      | diverged",
                "'value': 7, 'state': 'diverged'          | diverged",
                "'value': null, 'state': 'completed'      | diverged",
                "'value': NaN                             | diverged",
                "'value': Infinity                        | diverged",
                "'value': -Infinity, 'state': 'completed' | diverged",
                "'value': 1e999                           | diverged",
                "'value': 'NaN'                           | diverged",
                "'value': '-inf'                          | diverged",
            })
    void everyEndHasItsState(String told, String state) throws Exception {
        Conversation conversation = conversation(LOSS, 1);
        answer(conversation, "{'ask': 1}");
        assertEquals("{'ok':0}", answer(conversation, "{'tell': {'trial': 0, " + told + "}}"));
        Outcome outcome = store.content().trials().getFirst().outcome();
        assertEquals(state, outcome == null ? "open" : outcome.state());
        assertEquals("{'ok':0}", answer(conversation, "{'tell': {'trial': 0, " + told + "}}"), "told again");
    }

    @Test
    void theMessageOfAFailureIsKept() throws Exception {
        Conversation conversation = conversation(LOSS, 2);
        answer(
                conversation,
                "{'ask': 2}",
                "{'tell': {'trial': 0, 'state': 'failed', 'message': 'out of memory'}}",
                "{'tell': {'trial': 1, 'value': null}}");
        assertEquals(
                List.of(new Outcome.Failed("out of memory"), new Outcome.Failed("no reason was told")),
                store.content().trials().stream().map(trial -> trial.outcome()).toList());
    }

    @Test
    void metricsAreKeptBesideTheValue() throws Exception {
        Conversation conversation = conversation(LOSS, 1);
        answer(
                conversation,
                "{'ask': 1}",
                "{'tell': {'trial': 0, 'value': 0.5, 'metrics': {'seconds': 3, 'odd': NaN, 'none': null}}}");
        Outcome.Completed completed = assertInstanceOf(
                Outcome.Completed.class, store.content().trials().getFirst().outcome());
        assertEquals(Map.of("value", 0.5, "seconds", 3.0, "odd", Double.NaN), completed.metrics());
    }

    @Test
    void whatTheStudyJudgesByMustBeTold() throws Exception {
        Goals goals = new Goals(
                List.of(new Objective("value", Direction.MAXIMIZE), new Objective("seconds", Direction.MINIMIZE)),
                List.of(new Constraint("size", Constraint.Side.AT_MOST, 10)));
        Conversation conversation = conversation(goals, 8);
        answer(conversation, "{'ask': 4}");
        assertEquals(
                "the study judges by 'size' and it was not told: add 'metrics': {'size': 0.5}",
                error(conversation, "{'tell': {'trial': 0, 'value': 1}}"));
        assertEquals(
                "the study judges by 'seconds' and it was not told: add 'metrics': {'seconds': 0.5}",
                error(conversation, "{'tell': {'trial': 0, 'value': 1, 'metrics': {'size': 1, 'seconds': null}}}"));
        assertEquals(
                """
                {'ok':0}
                {'ok':1}
                {'ok':2}
                {'ok':3}""",
                answer(
                        conversation,
                        "{'tell': {'trial': 0, 'value': 1, 'metrics': {'size': 1, 'seconds': 5}}}",
                        "{'tell': {'trial': 1, 'value': 2, 'metrics': {'size': 1, 'seconds': 7}}}",
                        "{'tell': {'trial': 2, 'value': 9, 'metrics': {'size': 11, 'seconds': 1}}}",
                        "{'tell': {'trial': 3, 'value': 9, 'metrics': {'size': 11, 'seconds': Infinity}}}"));
        assertEquals("diverged", state(3));
        assertEquals(
                "{'best':[{'trial':0,'value':1.0,'metrics':{'seconds':5.0,'size':1.0,'value':1.0},'parameters':{'x':0.5}},"
                        + "{'trial':1,'value':2.0,'metrics':{'seconds':7.0,'size':1.0,'value':2.0},"
                        + "'parameters':{'x':0.0625}}]}",
                answer(conversation, "{'best': {}}"));
    }

    @Test
    void anObjectiveMayBeAFurtherMetric() throws Exception {
        Conversation conversation = conversation(Goals.of(new Objective("seconds", Direction.MAXIMIZE)), 2);
        answer(conversation, "{'ask': 2}");
        assertEquals(
                """
                {'ok':0}
                {'ok':1}
                {'best':{'trial':1,'value':4.0,'metrics':{'seconds':4.0},'parameters':{'x':0.0625}}}""",
                answer(
                        conversation,
                        "{'tell': {'trial': 0, 'value': 9, 'metrics': {'seconds': 3}}}",
                        "{'tell': {'trial': 1, 'state': 'completed', 'metrics': {'seconds': 4}}}",
                        "{'best': {}}"));
    }

    private String state(int trial) {
        Outcome outcome = store.content().trials().get(trial).outcome();
        return outcome == null ? "open" : outcome.state();
    }

    @Test
    void nothingIsBestBeforeATrialIsCompleted() throws Exception {
        Conversation conversation = conversation(LOSS, 1);
        assertEquals("{'best':null}\n{'pending':[]}", answer(conversation, "{'best': {}}", "{'pending': {}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \t", "\r"})
    void linesWithoutContentArePassedOver(String line) throws Exception {
        assertEquals("", answer(conversation(LOSS, 1), line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'ask': 0}                      | 'ask' takes how many trials, a whole number at least 1, got 0",
                "{'ask': -3}                     | 'ask' takes how many trials, a whole number at least 1, got -3",
                "{'ask': 1.5}                    | 'ask' takes how many trials, a whole number at least 1, got 1.5",
                "{'ask': {}}                     | 'ask' takes how many trials, a whole number at least 1, got an empty object",
                "{'ask': '1'}                    | 'ask' takes how many trials, a whole number at least 1, got the string '1'",
                "{'ask': 1, 'ask': 1}            | not JSON: Duplicate field 'ask' at column 17; a line holds one command, such as {'ask': 1}",
                "{'ask': 1, 'stop': {}}          | a line holds one command, got ask and stop",
                "{'ask': 1} {'ask': 1}           | a line holds one command, and behind it more stands at column 12",
                "{'akk': 1}                      | unknown key 'akk' of a line: it may be ask, tell, report, pending, best, rank, stop",
                "{}                              | a line holds one command of ask, tell, report, pending, best, rank, stop, got an empty object",
                "7                               | a line holds one command, such as {'ask': 1}, got 7",
                "{'stop': 1}                     | 'stop' takes {}, got 1",
                "{'best': {'n': 3}}              | 'best' takes {}, got an object",
                "{'tell': 3}                     | 'tell' takes an object such as {'trial': 0, 'value': 0.5}, got 3",
                "{'tell': {'value': 3}}          | 'trial' must be the number of a trial, got nothing",
                "{'tell': {'trial': 0.5, 'value': 3}}              | 'trial' must be the number of a trial, got 0.5",
                "{'tell': {'trial': 99999999999999999999999}}      | 'trial' must be the number of a trial, got 99999999999999999999999",
                "{'tell': {'trial': 0}}          | 'tell' needs a 'value', null where there is none, or a 'curve', or a 'state' of completed, failed, diverged",
                "{'tell': {'trial': 0, 'value': 'low'}}            | 'value' must be a number or null, got the string 'low'",
                "{'tell': {'trial': 0, 'value': [1]}}              | 'value' must be a number or null, got an array",
                "{'tell': {'trial': 0, 'value': true}}             | 'value' must be a number or null, got true",
                "{'tell': {'trial': 0, 'value': 1, 'state': 'ok'}} | 'state' must be one of completed, failed, diverged, got the string 'ok'",
                "{'tell': {'trial': 0, 'value': 1, 'state': null}} | 'state' must be one of completed, failed, diverged, got null",
                "{'tell': {'trial': 0, 'val': 1}}                  | unknown key 'val' of tell: it may be trial, value, state, metrics, curve, message",
                "{'tell': {'trial': 0, 'value': 1, 'metrics': 3}}  | 'metrics' must be an object of numbers by name, got 3",
                "{'tell': {'trial': 0, 'value': 1, 'metrics': {'s': 'x'}}} | 's' must be a number or null, got the string 'x'",
                "{'tell': {'trial': 0, 'value': null, 'message': 3}}       | 'message' must be a string, got 3",
                "{'tell': {'trial': 0, 'state': 'completed'}}      | the study judges by 'value' and it was not told: add 'value': 0.5",
            })
    void whatIsWrongIsAnsweredInWordsAndChangesNothing(String line, String words) throws Exception {
        Conversation conversation = conversation(LOSS, 4);
        answer(conversation, "{'ask': 1}");
        assertEquals(words, error(conversation, line));
        assertEquals("open", state(0));
        assertEquals("{'ok':0}", answer(conversation, "{'tell': {'trial': 0, 'value': 1}}"));
    }

    @Test
    void aDeepOrBrokenLineIsAnErrorOfOneLine() throws Exception {
        Conversation conversation = conversation(LOSS, 1);
        assertTrue(error(conversation, "{'ask': " + "[".repeat(100_000)).startsWith("not JSON: "));
        assertTrue(error(conversation, "\u0000\u0001").startsWith("not JSON: "));
        List<String> answers = new ArrayList<>();
        conversation.hear(new Line(new byte[] {(byte) 0xff, (byte) 0xfe, 0x20}, false), answers::add);
        assertEquals(1, answers.size());
        assertTrue(answers.getFirst().startsWith("{\"error\":\"not JSON: "), answers.getFirst());
    }
}
