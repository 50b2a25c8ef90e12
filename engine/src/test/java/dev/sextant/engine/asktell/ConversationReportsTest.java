// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.store.MemoryStore;
import dev.sextant.engine.store.StoreException;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationReportsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MemoryStore store = new MemoryStore();

    /** Of a study whose trials have up to three epochs and must have reached 0.5 after the second. */
    private Conversation conversation(String objective) throws Exception {
        AskTell study = new AskTell(
                ProgramStudy.spec(
                        JSON.readTree("{\"x\": {\"range\": 1}}"),
                        Goals.of(new Objective(objective, Direction.MINIMIZE)),
                        4),
                (view, trial, draws) -> new Proposal(view.space().preset(), Note.EMPTY),
                (view, trial, configuration) -> new StoppingPlan(List.of(new StoppingPlan.Rung(2, 0.5))),
                _ -> 3,
                store,
                ReportJournal.NONE,
                alarm -> {
                    throw new AssertionError(alarm);
                });
        Conversation conversation = new Conversation(study, () -> "{\"study\":\"program\"}");
        answer(conversation, "{'ask': 2}");
        return conversation;
    }

    /** The answers to lines in which ' stands for ". */
    private static String answer(Conversation conversation, String... lines) throws StoreException {
        List<String> answers = new ArrayList<>();
        for (String line : lines)
            conversation.hear(new Line(line.replace('\'', '"').getBytes(StandardCharsets.UTF_8), false), answers::add);
        conversation.study().sync();
        return String.join("\n", answers).replace('"', '\'');
    }

    private Outcome outcome(Conversation conversation, int trial) throws Exception {
        return Objects.requireNonNull(conversation.study().trials().get(trial).outcome());
    }

    @Test
    void aTrialIsToldHowManyEpochsItHasAndAPendingOneHowManyWereReported() throws Exception {
        Conversation conversation = conversation("value");
        assertEquals("{'trial':2,'parameters':{'x':0.5},'note':{},'epochs':3}", answer(conversation, "{'ask': 1}"));
        answer(
                conversation,
                "{'tell': {'trial': 0, 'value': 1}}",
                "{'tell': {'trial': 2, 'value': 1}}",
                "{'report': {'trial': 1, 'epoch': 1, 'value': 1}}");
        assertEquals(
                "{'pending':[{'trial':1,'parameters':{'x':0.5},'note':{},'epochs':3,'reported':1}]}",
                answer(conversation, "{'pending': {}}"));
    }

    @Test
    void aReportThatFallsShortSaysOfWhat() throws Exception {
        assertEquals(
                """
                {'ok':0}
                {'ok':0}
                {'prune':true,'trial':0,'epoch':2,'state':'pruned','rung':{'epoch':2,'threshold':0.5,'best':0.75}}
                {'ok':0,'state':'pruned'}
                {'ok':1}
                {'prune':true,'trial':1,'epoch':2,'state':'diverged'}
                {'ok':1}""",
                answer(
                        conversation("value"),
                        "{'report': {'trial': 0, 'epoch': 1, 'value': 0.75}}",
                        "{'report': {'trial': 0, 'epoch': 1, 'value': 0.75}}",
                        "{'report': {'trial': 0, 'epoch': 2, 'value': 0.875, 'metrics': {'seconds': 3}}}",
                        "{'tell': {'trial': 0, 'value': 0.75}}",
                        "{'report': {'trial': 1, 'epoch': 1, 'value': 0.75}}",
                        "{'report': {'trial': 1, 'epoch': 2, 'value': NaN}}",
                        "{'tell': {'trial': 1, 'value': 'NaN'}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'curve': [0.75, 0.5, 0.25]                 | {'ok':0} | completed 0.25 [0.75, 0.5, 0.25]",
                "'curve': [0.75, 0.5, 0.25], 'value': 0.5   | {'ok':0} | completed 0.5 [0.75, 0.5, 0.25]",
                "'curve': [0.75, 0.75]                      | {'ok':0} | completed 0.75 [0.75, 0.75]",
                "'curve': [0.75, 0.75, 0.25]                | {'ok':0,'state':'pruned'} | pruned [0.75, 0.75]",
                "'curve': [0.75, NaN, 0.25]                 | {'ok':0,'state':'diverged'} | diverged [0.75, NaN]",
                "'curve': [0.75, 'NaN'], 'state': 'diverged' | {'ok':0} | diverged [0.75, NaN]",
                "'curve': [0.75], 'value': null             | {'ok':0} | failed [0.75]",
                "'value': 0.25                              | {'ok':0} | completed 0.25 [0.25]",
            })
    void aWholeCurveComesToWhatItsReportsWould(String told, String answer, String outcome) throws Exception {
        Conversation conversation = conversation("value");
        String line = "{'tell': {'trial': 0, " + told + "}}";
        assertEquals(answer, answer(conversation, line));
        assertEquals(answer, answer(conversation, line), "told again");
        Outcome stored = outcome(conversation, 0);
        assertEquals(
                outcome,
                stored.state() + (stored instanceof Outcome.Completed completed ? " " + completed.value() : "") + " "
                        + stored.curve());
    }

    @Test
    void whatWasReportedIsTheCurveOfWhatIsTold() throws Exception {
        Conversation conversation = conversation("value");
        answer(
                conversation,
                "{'report': {'trial': 0, 'epoch': 1, 'value': 0.25, 'metrics': {'size': 3}}}",
                "{'report': {'trial': 0, 'epoch': 2, 'value': 0.5, 'metrics': {'size': 4}}}",
                "{'tell': {'trial': 0, 'state': 'completed'}}");
        Outcome.Completed completed = (Outcome.Completed) outcome(conversation, 0);
        assertEquals("{size=3.0, value=0.25}", new TreeMap<>(completed.metrics()).toString());
        assertEquals(1, completed.bestEpoch());
        assertEquals(4, completed.curve().readings().at("size", 2));
        answer(
                conversation,
                "{'report': {'trial': 1, 'epoch': 1, 'value': 0.25}}",
                "{'tell': {'trial': 1, 'value': null, 'message': 'out of memory'}}");
        assertEquals(
                new Outcome.Failed("out of memory", new LearningCurve(new double[] {0.25})), outcome(conversation, 1));
    }

    @Test
    void anotherObjectiveIsReportedByItsName() throws Exception {
        Conversation conversation = conversation("seconds");
        assertEquals(
                """
                {'error':'a report needs the value of \\'seconds\\' after the epoch: add \\'metrics\\': {\\'seconds\\': 0.5}'}
                {'ok':0}
                {'ok':0}""",
                answer(
                        conversation,
                        "{'report': {'trial': 0, 'epoch': 1, 'value': 0.25}}",
                        "{'report': {'trial': 0, 'epoch': 1, 'metrics': {'seconds': 2}}}",
                        "{'tell': {'trial': 0, 'state': 'completed'}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'report': 3}                                  | 'report' takes an object such as {'trial': 0, 'epoch': 1, 'value': 0.5}, got 3",
                "{'report': {'trial': 0, 'value': 1}}           | 'epoch' must be the number of an epoch, from 1, got nothing",
                "{'report': {'trial': 0, 'epoch': 1.5, 'value': 1}} | 'epoch' must be the number of an epoch, from 1, got 1.5",
                "{'report': {'trial': 0, 'epoch': 1}}           | a report needs the value of 'value' after the epoch: add 'value': 0.5",
                "{'report': {'trial': 0, 'epoch': 1, 'value': null}} | a report needs the value of 'value' after the epoch: add 'value': 0.5",
                "{'report': {'trial': 0, 'epoch': 1, 'value': 'low'}} | 'value' must be a number or null, got the string 'low'",
                "{'report': {'trial': 0, 'step': 1, 'value': 1}} | unknown key 'step' of report: it may be trial, epoch, value, metrics",
                "{'report': {'trial': 9, 'epoch': 1, 'value': 1}} | trial 9 was not asked for: those asked for are 0 … 1",
                "{'tell': {'trial': 0, 'curve': 3}}             | 'curve' must be an array of the values after each epoch, got 3",
                "{'tell': {'trial': 0, 'curve': []}}            | 'curve' must be an array of the values after each epoch, got an empty array",
                "{'tell': {'trial': 0, 'curve': [1, null]}}     | 'curve' must hold numbers, got null for epoch 2",
                "{'tell': {'trial': 0, 'curve': [1, 1, 1, 1]}}  | a curve of 4 epochs was told of trial 0, which has 3 at most",
                "{'rank': 1}                                    | 'rank' takes {}, got 1",
            })
    void whatIsWrongIsAnsweredInWords(String line, String words) throws Exception {
        assertEquals(
                "{'error':'" + words + "'}", answer(conversation("value"), line).replace("\\'", "'"));
    }

    @Test
    void theRankingStandsInOneLine() throws Exception {
        assertEquals("{'rank':{'study':'program'}}", answer(conversation("value"), "{'rank': {}}"));
    }
}
