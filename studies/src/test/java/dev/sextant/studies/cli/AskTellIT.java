// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.wiring.SavedRun;
import dev.sextant.studies.wiring.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AskTellIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PARAMETERS = """
            { "lr": { "log": [1e-5, 1.0] }, "units": { "int": [1, 9] }, "act": { "choice": ["relu", "tanh"] },
              "opt": { "choice": { "sgd": { "momentum": { "uniform": [0, 0.99] } }, "adam": {} } }, "fixed": 3 }""";

    @TempDir
    Path folder;

    private String study(String type, String search) throws IOException {
        Files.writeString(folder.resolve(type + ".json"), """
                { "name": "both", "trainer": { "type": "%s", "parameters": %s },
                  "search": %s, "confirm": { "top": 0, "test": false } }
                """.formatted(type, PARAMETERS, search));
        return type + ".json";
    }

    private String external() throws IOException {
        return study("external", "{ \"searcher\": \"random\", \"trials\": 9, \"window\": 3 }");
    }

    private Typed type(String... arguments) {
        return Typed.in(folder, arguments);
    }

    private static void tell(Dialogue dialogue, Trial result) throws IOException {
        String told = switch (result.outcome()) {
            case Outcome.Completed completed -> "'value': " + completed.value();
            case Outcome.Failed failed -> "'state': 'failed', 'message': '" + failed.message() + "'";
            case Outcome.Diverged _ -> "'value': null, 'state': 'diverged'";
            case Outcome.Pruned _ -> throw new AssertionError("nobody prunes");
            case null -> throw new AssertionError("a finished run has no open trial");
        };
        JsonNode answer = dialogue.ask("{'tell': {'trial': %d, %s}}".formatted(result.number(), told));
        assertEquals(result.number(), answer.path("ok").asLong(-1), answer.toString());
    }

    /** Every searcher that there is, in turn and several at once. */
    static Stream<Arguments> searchers() {
        return Services.catalog().searchers().stream()
                .flatMap(searcher -> Stream.of(1, 2, 5).map(window -> Arguments.of(searcher.name(), window)));
    }

    @ParameterizedTest(name = "{0}, window {1}")
    @MethodSource("searchers")
    void theTrialsAreThoseOfARunWhoeverTrainsThem(String searcher, int window) throws Exception {
        String search = "{ \"searcher\": \"%s\", \"trials\": 16, \"window\": %d }".formatted(searcher, window);
        Typed run = type("run", study("formula", search), "--dir", "run", "--quiet", "--workers", "3");
        assertEquals(0, run.exit(), run.err());
        List<Trial> expected = SavedRun.find("run", folder).trials();
        SplittableRandom order = new SplittableRandom(window);
        List<Long> open = new ArrayList<>();
        Dialogue dialogue = new Dialogue(folder, "ask-tell", study("external", search), "--dir", "told");
        for (long told = 0; told < expected.size(); ) {
            JsonNode answer = dialogue.ask("{'ask': 1}");
            if (answer.has("trial")) open.add(answer.get("trial").longValue());
            else {
                tell(dialogue, expected.get(Math.toIntExact(open.remove(order.nextInt(open.size())))));
                told++;
            }
        }
        assertEquals(0, dialogue.end(), dialogue.err());
        assertEquals(expected, SavedRun.find("told", folder).trials());
        assertEquals(
                type("rank", "run", "--format", "csv").out(),
                type("rank", "told", "--format", "csv").out());
    }

    @Test
    void theExampleStudyIsDrivenToItsEnd() throws Exception {
        Files.copy(Path.of("external.json"), folder.resolve("external.json"));
        assertTrue(type("validate", "external.json").out().contains(": good\n"));
        Dialogue dialogue = new Dialogue(folder, "ask-tell", "external.json", "--trials", "6", "--dir", "run");
        for (int trial = 0; trial < 6; trial++) {
            JsonNode asked = dialogue.ask("{'ask': 1}");
            assertEquals(trial, asked.path("trial").asInt(-1), asked.toString());
            JsonNode parameters = asked.get("parameters");
            assertTrue(
                    parameters.get("lr").isDouble() && parameters.get("layers").isInt(), asked.toString());
            assertEquals(20, parameters.get("epochs").intValue());
            assertEquals(parameters.get("optimizer").textValue().equals("sgd"), parameters.has("momentum"));
            assertTrue(asked.get("note").isObject());
            dialogue.say("{'tell': {'trial': %d, 'value': %s, 'metrics': {'seconds': 3}}}"
                    .formatted(trial, parameters.get("lr")));
            assertEquals("{\"ok\":" + trial + "}", dialogue.answer().toString());
        }
        assertEquals(
                "{\"error\":\"the budget is spent: all 6 trials were asked for\"}",
                dialogue.ask("{'ask': 1}").toString());
        double best = dialogue.ask("{'best': {}}").at("/best/value").doubleValue();
        assertEquals(0, dialogue.end());
        assertEquals("", dialogue.err());
        String ranking = type("rank", "run").out();
        assertTrue(ranking.contains("not confirmed") && ranking.contains("6 completed"), ranking);
        JsonNode report = JSON.readTree(folder.resolve("run/report.json").toFile());
        assertEquals("finished", report.get("ending").textValue());
        assertEquals(best, report.at("/trials/0/value").doubleValue());
        assertTrue(type("show", "run", "5").out().startsWith("trial 5: completed, value "));
        Typed resumed = type("resume", "run");
        assertEquals(0, resumed.exit(), resumed.err());
        assertEquals(ranking, resumed.out());
    }

    @Test
    void aRunGoesOnInItsDirectoryWhereItStood() throws Exception {
        String study = external();
        Dialogue first = new Dialogue(folder, "ask-tell", study, "--dir", "run");
        first.say("{'ask': 3}");
        for (int i = 0; i < 3; i++) first.answer();
        first.ask("{'tell': {'trial': 1, 'value': 0.5}}");
        assertEquals(0, first.end());
        Dialogue second = new Dialogue(folder, "ask-tell", study, "--dir", "run");
        JsonNode pending = second.ask("{'pending': {}}").get("pending");
        assertEquals("[0, 2]", pending.findValuesAsText("trial").toString());
        assertTrue(second.ask("{'ask': 1}").get("error").textValue().startsWith("trial 0 must be told first"));
        second.ask("{'tell': {'trial': 0, 'value': 0.25}}");
        assertEquals(3, second.ask("{'ask': 1}").get("trial").intValue());
        assertEquals(
                "{\"ok\":1}", second.ask("{'tell': {'trial': 1, 'value': 0.5}}").toString());
        assertEquals(0, second.ask("{'best': {}}").at("/best/trial").intValue());
        second.say("{'stop': {}}");
        assertEquals(0, second.end());
        Typed resumed = type("resume", "run");
        assertEquals(3, resumed.exit());
        assertTrue(
                resumed.err()
                        .contains("are trained by another program: its trainer is external\n  Let that program ask for"
                                + " them and tell their values: sextant ask-tell "
                                + folder.resolve("run/study.resolved.json") + " --dir " + folder.resolve("run")),
                resumed.err());
        Dialogue third = new Dialogue(folder, "ask-tell", "run/study.resolved.json", "--dir", "run");
        assertEquals(2, third.ask("{'pending': {}}").get("pending").size());
        assertEquals(0, third.end());
        assertEquals("", third.err());
    }

    @Test
    void anotherStudyOrOtherOptionsAreToldApart() throws Exception {
        String study = external();
        assertEquals(0, new Dialogue(folder, "ask-tell", study, "--dir", "run").end());
        Typed other = type("ask-tell", study, "--dir", "run", "--trials", "10");
        assertEquals(2, other.exit());
        assertTrue(
                other.err()
                        .endsWith(
                                "is another study than external.json: search.trials was 9 and is 10\n  Give the study and the"
                                        + " options that it was begun with, or name another directory with --dir.\n"),
                other.err());
        assertEquals(
                0,
                type("ask-tell", study, "--dir", "run", "--set", "name=renamed").exit());
    }

    @Test
    void twoProgramsCannotDriveOneRun() throws Exception {
        String study = external();
        Dialogue first = new Dialogue(folder, "ask-tell", study, "--dir", "run");
        first.ask("{'ask': 1}");
        Typed second = type("ask-tell", study, "--dir", "run");
        assertEquals(6, second.exit());
        assertTrue(second.err().contains("is in use by another process"), second.err());
        assertEquals(0, first.end());
    }

    @Test
    void withoutADirectoryNothingIsKept() throws Exception {
        String study = external();
        Dialogue dialogue = new Dialogue(folder, "ask-tell", study);
        dialogue.ask("{'ask': 1}");
        assertEquals(0, dialogue.end());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of(study),
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void aDirectoryWithOtherFilesIsRefused() throws Exception {
        String study = external();
        Files.createDirectories(folder.resolve("full"));
        Files.writeString(folder.resolve("full/thesis.txt"), "words");
        Typed refused = type("ask-tell", study, "--dir", "full");
        assertEquals(2, refused.exit());
        assertTrue(refused.err().contains("is not empty\n  Name one that is empty or does not exist."), refused.err());
    }

    @Test
    void whoeverTrainsTheTrialsTheRightCommandIsNamed() throws Exception {
        String study = external();
        Typed run = type("run", study);
        assertEquals(3, run.exit());
        assertEquals("""
                sextant: the trials of external.json are trained by another program: its trainer is external
                  Let that program ask for them and tell their values: sextant ask-tell external.json
                """, run.err());
        assertFalse(Files.exists(folder.resolve("runs")));
        Typed told = type("ask-tell", study("formula", "{}"));
        assertEquals(3, told.exit());
        assertEquals(
                "sextant: the trials of formula.json are trained by Sextant: its trainer is formula\n"
                        + "  Run it: sextant run formula.json; or give it the trainer"
                        + " {\"type\": \"external\", \"parameters\": { … }}.\n",
                told.err());
    }

    @Test
    void confirmationsThatAStudyAsksForAreLeftOutWithAWarning() throws Exception {
        Files.writeString(folder.resolve("external.json"), """
                { "trainer": { "type": "external", "parameters": { "x": { "uniform": [0, 1] } } },
                  "confirm": { "top": 3, "test": true } }
                """);
        Dialogue dialogue = new Dialogue(folder, "ask-tell", "external.json", "--quiet");
        assertEquals(0, dialogue.end());
        assertEquals("", dialogue.err());
        Typed told = type("ask-tell", "external.json");
        assertEquals(0, told.exit());
        assertTrue(
                told.err()
                        .startsWith("external.json:2:23: warning: /confirm/top: trials that another program trains are"
                                + " trained once: none is confirmed\n"),
                told.err());
        assertTrue(told.err().contains("/confirm/test: trials that another program trains are"), told.err());
    }

    @Test
    void aLineThatIsTooLongIsAnErrorAndTheNextIsHeard() throws Exception {
        Dialogue dialogue = new Dialogue(folder, "ask-tell", external());
        dialogue.say("{'tell': '" + "x".repeat(1 << 20) + "'}");
        assertEquals(
                "{\"error\":\"the line has more than 1048576 bytes; a line holds one command, such as {\\\"ask\\\": 1}\"}",
                dialogue.answer().toString());
        assertEquals(0, dialogue.ask("{'ask': 1}").get("trial").intValue());
        assertEquals(0, dialogue.end());
    }
}
