// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a command's document may say, and what a person is told who said something else. */
class CommandDocumentTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Objective VALUE = new Objective("value", Direction.MINIMIZE);
    private static final Seeds SEEDS = Seeds.ofSearch(1, 0);

    @TempDir
    Path folder;

    private final TrainerFactory factory = new CommandTrainerFactory();

    private static ObjectNode document(String text) throws IOException {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }

    private Preparation prepare(ObjectNode document) throws TrainingException {
        Trainer trainer = factory.create(folder);
        return trainer.prepare(document, VALUE, SEEDS);
    }

    private String command(String text) throws Exception {
        return String.valueOf(prepare(document(text)).facts().get("command"));
    }

    private TrainingException refused(String text) throws Exception {
        ObjectNode document = document(text);
        return assertThrows(TrainingException.class, () -> prepare(document));
    }

    private void script(String name, String content, boolean executable) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        assertTrue(file.toFile().setExecutable(executable));
    }

    @Test
    void itIsFoundByItsType() {
        assertTrue(ServiceLoader.load(TrainerFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .anyMatch(found -> found.type().equals("command") && found.trains() && found.eitherDirection()));
    }

    @Test
    void aProgramHasTheMetricsAndEpochsThatItsStudyNames() throws Exception {
        assertEquals(Map.of("value", Direction.MINIMIZE), factory.metrics(document("{}")));
        assertEquals(
                List.of("loss", "accuracy"),
                List.copyOf(factory.metrics(document("{'metrics': ['loss', 'accuracy']}"))
                        .keySet()));
        assertEquals(1, factory.epochs(document("{}")));
        assertEquals(20, factory.epochs(document("{'epochs': 20}")));
    }

    @Test
    void theCommandIsToldAsItWouldBeTyped() throws Exception {
        assertEquals(
                "sh train.sh --lr=0.1 '--name=it'\\''s' --wide=true '--layers=[64,32]'",
                command("{'argv': ['sh', 'train.sh', '{flags}'], 'parametersBy': 'flags',"
                        + " 'parameters': {'lr': 0.1, 'name': 'it\\u0027s', 'wide': true, 'layers': [64, 32]}}"));
        assertEquals(
                "sh -c 'echo {x} $0' '{file}'",
                command("{'argv': ['sh', '-c', 'echo {{x}} $0', '{file}'], 'parametersBy': 'file', 'parameters': {}}"));
    }

    @Test
    void whatStandsInAChosenBranchIsNamedBesideTheChoice() throws Exception {
        assertEquals(
                "sh --optimizer=sgd --momentum=0.9 --schedule=cosine",
                command("{'argv': ['sh', '{flags}'], 'parametersBy': 'flags', 'parameters':"
                        + " {'optimizer': {'sgd': {'momentum': 0.9}}, 'schedule': {'cosine': {}}}}"));
        assertEquals(
                "sh --gamma=1 --a=x --a.x.gamma=2 --b=x --b.x.gamma=3",
                command("{'argv': ['sh', '{flags}'], 'parametersBy': 'flags', 'parameters':"
                        + " {'gamma': 1, 'a': {'x': {'gamma': 2}}, 'b': {'x': {'gamma': 3}}}}"));
    }

    @Test
    void flagsStandForWhatIsNotNamedElsewhere() throws Exception {
        assertEquals(
                "sh --rate 0.1 --epochs=5 --depth=2",
                command("{'argv': ['sh', '--rate', '{lr}', '--epochs={epochs}', '{flags}'], 'epochs': 5,"
                        + " 'parametersBy': 'flags', 'parameters': {'lr': 0.1, 'depth': 2, 'seed': 7},"
                        + " 'environment': {'set': {'SEED': '{seed}'}}}"));
    }

    @Test
    void aProgramIsFoundInTheStudysFolderByItsPathAlone() throws Exception {
        script("train.sh", "#!/bin/sh\n", true);
        assertEquals(
                folder.resolve("train.sh").toString(),
                prepare(document("{'argv': ['./train.sh'], 'parameters': {}}"))
                        .facts()
                        .get("program"));
        TrainingException refused = refused("{'argv': ['train.sh'], 'parameters': {}}");
        assertEquals("argv.0", refused.path());
        assertEquals("there is no program \"train.sh\" on the search path (PATH)", refused.getMessage());
        assertEquals("write \"./train.sh\" for the one in the study's folder", refused.help());
    }

    @Test
    void aProgramThatCannotBeStartedIsRefusedInWords() throws Exception {
        script("plain.sh", "#!/bin/sh\n", false);
        script("lineless", "echo hello\n", true);
        script("lost", "#!/no/such/python -u\n", true);
        script("windows", "#!/bin/sh\r\necho\r\n", true);
        script("empty", "", true);
        Files.createDirectory(folder.resolve("sub"));
        Map<String, List<String>> expected = Map.of(
                "./none", List.of("there is no file %s/none", "paths begin at the study's folder"),
                "./sub", List.of("%s/sub is a directory", "name the program in it"),
                "./plain.sh",
                        List.of(
                                "%s/plain.sh may not be executed",
                                "allow it, chmod +x ./plain.sh, or write the program that reads it before it:"
                                        + " [\"python3\", \"./plain.sh\"]"),
                "./lineless",
                        List.of(
                                "%s/lineless is a script whose first line does not say what runs it",
                                "begin it with a line like #!/bin/sh, or write the program that reads it before it:"
                                        + " [\"sh\", \"./lineless\"]"),
                "./lost",
                        List.of(
                                "%s/lost is run by \"/no/such/python\", as its first line says, which is not there",
                                "install it, or correct that line"),
                "./windows",
                        List.of("%s/windows is a script whose lines end as on Windows", "save it with Unix line ends"),
                "./empty", List.of("%s/empty is an empty file", "name the program"),
                "noSuchProgram",
                        List.of(
                                "there is no program \"noSuchProgram\" on the search path (PATH)",
                                "install it, or write its path, from the study's folder"));
        for (Map.Entry<String, List<String>> each : expected.entrySet()) {
            TrainingException refused = refused("{'argv': ['" + each.getKey() + "'], 'parameters': {}}");
            assertEquals("argv.0", refused.path());
            assertEquals(each.getValue().getFirst().formatted(folder), refused.getMessage());
            assertEquals(each.getValue().getLast(), refused.help());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'parameters': {}}||\"argv\" is missing",
                "{'argv': ['sh']}||\"parameters\" is missing",
                "{'argv': [], 'parameters': {}}|argv|argv has 0 items, 1 to 1000 are expected",
                "{'argv': [''], 'parameters': {}}|argv.0|the program has no name",
                "{'argv': ['sh', 7], 'parameters': {}}|argv.1|argv.1 must be a string, got 7",
                "{'argv': ['sh', '{sede}'], 'parameters': {}}|argv.1|nothing stands for {sede} here",
                "{'argv': ['sh', 'a{b'], 'parameters': {}}|argv.1|\"a{b\" has a { without its other brace",
                "{'argv': ['sh', 'a}b'], 'parameters': {}}|argv.1|\"a}b\" has a } without its other brace",
                "{'argv': ['sh', 'a\\u0000b'], 'parameters': {}}|argv.1|the character U+0000 ends every argument of a"
                        + " program",
                "{'argv': ['sh', '{epochs}'], 'parameters': {}}|argv.1|{epochs} has no value, for the document does"
                        + " not say \"epochs\"",
                "{'argv': ['sh', '{lr}'], 'parameters': {'lr': 1}}|argv.1|nothing stands for {lr} here",
                "{'argv': ['sh', '{file}'], 'parameters': {}}|argv.1|nothing stands for {file} here",
                "{'argv': ['sh'], 'parameters': {}, 'parametersBy': 'file'}|argv"
                        + "|the program is not told where the file with its parameters is",
                "{'argv': ['sh', '{a}'], 'parameters': {'a': 1, 'b': 2, 'c': 3}, 'parametersBy': 'flags'}|argv"
                        + "|the program is not given {b}, {c}",
                "{'argv': ['sh', '-{flags}'], 'parameters': {'a': 1}, 'parametersBy': 'flags'}|argv.1"
                        + "|{flags} stands for several arguments",
                "{'argv': ['sh'], 'parameters': {}, 'parametersBy': 'flag'}|parametersBy|unknown value \"flag\"",
                "{'argv': ['sh'], 'parameters': {}, 'epochs': 0}|epochs|epochs (0) must be in [1, 1000000]",
                "{'argv': ['sh'], 'parameters': {}, 'metrics': ['value', 'value']}|metrics.1"
                        + "|the metric \"value\" stands twice",
                "{'argv': ['sh'], 'parameters': {}, 'metrics': [' ']}|metrics.0|a metric needs a name",
                "{'argv': ['sh'], 'parameters': {}, 'metrics': ['loss']}|metrics"
                        + "|the objective value is not one of the metrics loss",
                "{'argv': ['sh'], 'parameters': {}, 'result': {'patterns': {'value': '('}}}|result.patterns.value"
                        + "|\"(\" is no regular expression: unclosed group",
                "{'argv': ['sh'], 'parameters': {}, 'result': {'patterns': {'value': 'x'}}}|result.patterns.value"
                        + "|\"x\" has 0 groups, and one is expected, around the number",
                "{'argv': ['sh'], 'parameters': {}, 'result': {'patterns': {'loss': '(x)'}}}|result.patterns.loss"
                        + "|\"loss\" is not one of the metrics",
                "{'argv': ['sh'], 'parameters': {}, 'result': {'patterns': {}}}|result.patterns"
                        + "|no pattern finds the objective value",
                "{'argv': ['sh'], 'parameters': {}, 'silence': '90'}|silence"
                        + "|expected a time, which is a whole number and a unit, got \"90\"",
                "{'argv': ['sh'], 'parameters': {}, 'silence': '0s'}|silence|a time must be above 0, got \"0s\"",
                "{'argv': ['sh'], 'parameters': {}, 'environment': {'set': {'A=B': 'x'}}}|environment.set.A=B"
                        + "|\"A=B\" cannot be the name of a variable",
                "{'argv': ['sh'], 'parameters': {}, 'environment': {'set': {'A': '{x}'}}}|environment.set.A"
                        + "|nothing stands for {x} here",
                "{'argv': ['sh'], 'parameters': {}, 'environment': {'pass': ['']}}|environment.pass.0"
                        + "|\"\" cannot be the name of a variable",
            })
    void mistakesAreToldAtTheirPlace(String text, String path, String message) throws Exception {
        TrainingException refused = refused(text);
        assertEquals(path == null ? "" : path, refused.path());
        assertEquals(message, refused.getMessage());
    }

    @Test
    void helpSaysWhatToWrite() throws Exception {
        assertEquals(
                "write \"parametersBy\": \"flags\"",
                refused("{'argv': ['sh', '{lr}'], 'parameters': {'lr': 1}}").help());
        assertEquals(
                "write \"parametersBy\": \"file\"",
                refused("{'argv': ['sh', '{file}'], 'parameters': {}}").help());
        assertEquals(
                "did you mean \"seed\"?; a brace itself is written twice, {{ or }}",
                refused("{'argv': ['sh', '{sede}'], 'parameters': {}}").help());
        assertEquals(
                "add one: \"epochs\": 20",
                refused("{'argv': ['sh', '{epochs}'], 'parameters': {}}").help());
        assertEquals(
                "add it: \"metrics\": [\"value\"]",
                refused("{'argv': ['sh'], 'parameters': {}, 'metrics': ['loss']}")
                        .help());
    }
}
