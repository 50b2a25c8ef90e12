// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Circumstances;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a program is given, and what its words come to. */
class ProgramResultsIT extends TidyPrograms {
    private static final Seeds SEEDS = Seeds.ofSearch(1, 0);

    private Outcome.Completed complete(String script, String more) throws Exception {
        Outcome outcome = programs.train(script, more);
        return assertInstanceOf(Outcome.Completed.class, outcome, outcome.toString());
    }

    private static String protocol(String type, String more) {
        return "echo '{\"sextant\": 1, \"type\": \"" + type + "\"" + more.replace('`', '"') + "}'\n";
    }

    private static String report(int step, Object value) {
        return protocol("report", ", `step`: " + step + ", `value`: " + value);
    }

    @Test
    void theFirstLineOfItsInputTellsAProgramEverything() throws Exception {
        complete("head -n 1 > line.json\n" + protocol("final", ", `value`: 1"), ", 'epochs': 20");
        JsonNode line = Programs.JSON.readTree(folder.resolve("line.json").toFile());
        assertEquals(
                Programs.document("{'sextant': 1, 'type': 'start', 'trial': 0, 'attempt': 1, 'seed': '"
                        + line.path("seed").textValue() + "', 'parameters': {'lr': 0.1}, 'budget': {'epochs': 20},"
                        + " 'objective': {'minimize': 'value'}}"),
                line);
        assertTrue(Integer.parseInt(line.path("seed").textValue()) >= 0);
    }

    @Test
    void theStartLineTellsTheAttemptTheThresholdsAndWhereCheckpointsMayLie() throws Exception {
        ObjectNode document = programs.document(
                "head -n 1 > line.json; echo \"$SEXTANT_CHECKPOINT\" > variable\n" + protocol("final", ", `value`: 1"),
                ", 'epochs': 20");
        StoppingPlan plan = new StoppingPlan(List.of(
                new StoppingPlan.Rung(5, 0.75),
                new StoppingPlan.Rung(10, 0.5),
                new StoppingPlan.Rung(12, Double.POSITIVE_INFINITY)));
        Path checkpoints = folder.resolve("checkpoints/17");
        programs.train(document, Programs.VALUE, SEEDS, new Circumstances(2, plan, null, checkpoints));
        JsonNode line = Programs.JSON.readTree(folder.resolve("line.json").toFile());
        assertEquals(2, line.path("attempt").asInt());
        assertEquals(Programs.JSON.readTree("[[5, 0.75], [10, 0.5]]"), line.path("thresholds"));
        assertEquals(checkpoints.toString(), line.path("checkpoint").textValue());
        assertEquals(checkpoints + "\n", Files.readString(folder.resolve("variable")));
        assertTrue(Files.isDirectory(checkpoints));
        StoppingPlan control = new StoppingPlan(plan.rungs(), false, List.of());
        programs.train(document, Programs.VALUE, SEEDS, new Circumstances(1, control, null, null));
        JsonNode without = Programs.JSON.readTree(folder.resolve("line.json").toFile());
        assertTrue(without.path("thresholds").isMissingNode(), without.toString());
        assertTrue(without.path("checkpoint").isMissingNode(), without.toString());
        assertEquals("\n", Files.readString(folder.resolve("variable")));
    }

    @Test
    void seedsFollowTheStudyAndTheTrialAndAreFreshInConfirmations() throws Exception {
        ObjectNode document = programs.document(
                "read line\necho \"$SEXTANT_TRIAL $SEXTANT_SEED $line\" >> seeds\n" + protocol("final", ", `value`: 1"),
                "");
        for (Seeds seeds : List.of(
                Seeds.ofSearch(1, 0),
                Seeds.ofSearch(1, 0),
                Seeds.ofSearch(1, 1),
                Seeds.ofSearch(2, 0),
                Seeds.ofConfirmation(1, 3))) programs.train(document, Programs.VALUE, seeds);
        List<String> lines = Files.readAllLines(folder.resolve("seeds"));
        assertEquals(lines.get(0), lines.get(1));
        assertNotEquals(lines.get(0).split(" ", -1)[1], lines.get(2).split(" ", -1)[1]);
        assertNotEquals(lines.get(0).split(" ", -1)[1], lines.get(3).split(" ", -1)[1]);
        assertTrue(lines.get(2).startsWith("1 "), lines.get(2));
        assertTrue(lines.get(4).startsWith("confirmation-3 "), lines.get(4));
        assertTrue(lines.get(4).contains("\"confirmation\":3"), lines.get(4));
    }

    @Test
    void aProgramSeesNoMoreOfTheEnvironmentThanItsStudySays() throws Exception {
        complete(
                "env | sed 's/=.*//' | sort | tr '\\n' ' ' > names; echo \"$LANG $RATE\" > values\n"
                        + protocol("final", ", `value`: 1"),
                ", 'parametersBy': 'flags', 'epochs': 3, 'environment': {'pass': ['NO_SUCH_VARIABLE', 'HOME'],"
                        + " 'set': {'RATE': 'is {lr}'}}");
        String names = Files.readString(folder.resolve("names"));
        assertEquals(
                "HOME LANG PATH PWD RATE SEXTANT_EPOCHS SEXTANT_MARK SEXTANT_SEED SEXTANT_STUDY SEXTANT_TRIAL",
                names.replace(" _ ", " ")
                        .replace(" SHLVL ", " ")
                        .replace("OLDPWD ", "")
                        .strip());
        assertEquals("C is 0.1\n", Files.readString(folder.resolve("values")));
    }

    @Test
    void noShellSeesTheArguments() throws Exception {
        programs.script("program.sh", "printf '%s|' \"$@\" > arguments\n" + protocol("final", ", `value`: 1"));
        ObjectNode document = Programs.document("{'argv': ['./program.sh', '$HOME', '*', 'a b', '', '--x={lr}'],"
                + " 'parametersBy': 'flags', 'parameters': {'lr': '`id`; \\\\ é'}}");
        programs.train(document, Programs.VALUE, SEEDS);
        assertEquals("$HOME|*|a b||--x=`id`; \\ é|", Files.readString(folder.resolve("arguments")));
    }

    @Test
    void aFolderOfItsOwnIsThereForOneTrialAlone() throws Exception {
        ObjectNode document = programs.document(
                "pwd > \"$SEXTANT_STUDY/where\"; ls -A > \"$SEXTANT_STUDY/files\"; touch left; ln -s / root\n"
                        + protocol("final", ", `value`: 1"),
                ", 'directory': 'own'");
        programs.train(document, Programs.VALUE, SEEDS);
        String first = Files.readString(folder.resolve("where"));
        programs.train(document, Programs.VALUE, SEEDS);
        assertNotEquals(first, Files.readString(folder.resolve("where")));
        assertEquals("", Files.readString(folder.resolve("files")));
        assertTrue(Files.notExists(Path.of(first.strip())), first);
    }

    @Test
    void theBestReportIsTheResultOrTheLastAsTheStudySays() throws Exception {
        String script = report(1, 3) + report(2, 1) + report(3, 2) + protocol("final", "");
        Outcome.Completed best = complete(script, ", 'epochs': 3");
        assertEquals(1, best.value());
        assertEquals(2, best.bestEpoch());
        assertArrayEquals(new double[] {3, 1, 2}, best.curve().toArray());
        Outcome.Completed last = complete(script, ", 'epochs': 3, 'counts': 'last'");
        assertEquals(2, last.value());
        assertEquals(3, last.bestEpoch());
    }

    @Test
    void whatAProgramSaysLastIsItsResultWhateverWentBefore() throws Exception {
        Outcome.Completed early =
                complete(report(1, 3) + report(2, 1) + protocol("final", ", `value`: 1.5"), ", 'epochs': 9");
        assertEquals(1.5, early.value());
        assertEquals(3, early.bestEpoch());
        assertArrayEquals(new double[] {3, 1, 1.5}, early.curve().toArray());
        Outcome.Completed full =
                complete(report(1, 3) + report(2, 1) + protocol("final", ", `value`: 1.5"), ", 'epochs': 2");
        assertArrayEquals(new double[] {3, 1.5}, full.curve().toArray());
        Outcome.Completed again =
                complete(report(1, 3) + report(2, 1) + protocol("final", ", `value`: 3"), ", 'epochs': 2");
        assertEquals(1, again.bestEpoch());
        assertArrayEquals(new double[] {3, 1}, again.curve().toArray());
    }

    @Test
    void epochsThatAProgramDoesNotReportHaveTheValueBeforeThem() throws Exception {
        Outcome.Completed outcome =
                complete(report(2, 5) + report(2, 9) + report(5, 4) + protocol("final", ""), ", 'epochs': 5");
        assertArrayEquals(new double[] {5, 5, 5, 5, 4}, outcome.curve().toArray());
    }

    @Test
    void withoutEpochsThereIsNoCurve() throws Exception {
        Outcome.Completed outcome = complete(report(10, 5) + report(20, 4) + protocol("final", ""), "");
        assertArrayEquals(new double[] {4}, outcome.curve().toArray());
        assertEquals(1, outcome.bestEpoch());
    }

    @Test
    void metricsAreThoseOfTheEpochThatCounts() throws Exception {
        String metrics = ", 'metrics': ['value', 'accuracy', 'size', 'odd'], 'epochs': 3";
        Outcome.Completed outcome = complete(
                protocol("report", ", `metrics`: {`value`: 2, `accuracy`: 0.5, `other`: 1}")
                        + protocol("report", ", `value`: 1, `metrics`: {`accuracy`: 0.75, `odd`: `NaN`}")
                        + protocol("report", ", `value`: 3, `metrics`: {`accuracy`: 0.25}")
                        + protocol("final", ", `metrics`: {`size`: 100}"),
                metrics);
        assertEquals(Map.of("value", 1.0, "accuracy", 0.75, "size", 100.0), outcome.metrics());
        assertArrayEquals(
                new double[] {0.5, 0.75, 0.25}, outcome.curve().readings().series("accuracy"));
    }

    @Test
    void whateverIsNoLineOfTheProtocolIsLogText() throws Exception {
        assertEquals(1, complete("""
                                echo loss=7; echo '{"type": "final", "value": 8}'; printf '\\377\\000\\001\\n'
                                printf 'half a line'; echo; echo oops >&2
                                """ + protocol("final", ", `value`: 1"), "").value());
    }

    @Test
    void aLastLineWithoutAnEndIsHeard() throws Exception {
        assertEquals(
                2,
                complete("printf '{\"sextant\":1,\"type\":\"final\",\"value\":2}'\n", "")
                        .value());
    }

    @Test
    void unmodifiedProgramsAreUnderstoodByNamesPatternsAndJson() throws Exception {
        String names = ", 'metrics': ['val_loss', 'acc'], 'result': 'nameValue', 'epochs': 2";
        Objective objective = new Objective("val_loss", Direction.MINIMIZE);
        Outcome.Completed outcome = (Outcome.Completed) programs.train(programs.document("""
                        echo 'Epoch 1: loss=9 val_loss=0.5, x'; echo acc: 0.25; echo 'val_loss : 4e-1' >&2
                        printf 'acc=0.75\\r'; echo my_val_loss=0; echo val_loss=0.1x
                        """, names), objective, SEEDS);
        assertArrayEquals(new double[] {0.5, 0.4}, outcome.curve().toArray());
        assertEquals(Map.of("val_loss", 0.4, "acc", 0.75), outcome.metrics());
        assertEquals(
                -3.5,
                complete(
                                "echo 'the loss is -3.5 now'; echo 'the loss is 4 now'; echo lossy\n",
                                ", 'result': {'patterns': {'value': 'loss is (\\\\S+)'}}")
                        .value());
        assertEquals(
                2,
                complete(
                                "echo '{\"epoch\": 1, \"value\": 3}'; echo '{\"value\": 2}'; echo '{\"value\"'; echo '{}'\n",
                                ", 'result': 'jsonLines'")
                        .value());
    }

    @Test
    void aValueThatIsNotFiniteIsADivergence() throws Exception {
        for (String script : List.of(
                report(1, 1) + report(2, "\"NaN\"") + "sleep 60\n",
                report(1, 1) + protocol("final", ", `value`: `Infinity`"),
                report(1, 1) + protocol("final", ", `value`: NaN"),
                protocol("final", ", `status`: `diverged`"))) {
            Outcome outcome = programs.train(script, ", 'epochs': 5");
            assertInstanceOf(Outcome.Diverged.class, outcome, script);
        }
        assertInstanceOf(
                Outcome.Diverged.class, programs.train("echo value=nan\n", ", 'result': 'nameValue', 'epochs': 5"));
        assertInstanceOf(Outcome.Diverged.class, programs.train("echo value=-inf\n", ", 'result': 'nameValue'"));
    }

    @Test
    void anExitCodeIsForgivenWhereTheStudySaysSo() throws Exception {
        assertEquals(
                1,
                complete(protocol("final", ", `value`: 1") + "exit 3\n", ", 'allowNonZero': true")
                        .value());
        assertEquals(
                1,
                complete("echo value=1; exit 3\n", ", 'allowNonZero': true, 'result': 'nameValue'")
                        .value());
    }

    @Test
    void aProgramMayTakeItsTimeToGo() throws Exception {
        assertEquals(
                1,
                complete(protocol("final", ", `value`: 1") + "exec sleep 60\n", "")
                        .value());
        assertEquals(
                1,
                complete(protocol("final", ", `value`: 1") + "while :; do echo more; sleep 0.01; done\n", "")
                        .value());
    }
}
