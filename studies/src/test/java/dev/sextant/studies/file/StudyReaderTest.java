// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.study.ConfirmationRule;
import dev.sextant.engine.study.Parallelism;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.studies.tree.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StudyReaderTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Path> bad() {
        return Corpus.files("bad");
    }

    static List<Path> good() {
        return Corpus.files("good");
    }

    @ParameterizedTest
    @MethodSource("bad")
    void everyProblemIsToldInFileOrder(Path file) throws IOException {
        StudyFileException refused = assertThrows(StudyFileException.class, () -> Corpus.read(file));
        Path expected = file.resolveSibling(file.getFileName().toString().replace(".json", ".txt"));
        assertEquals(Files.readString(expected), refused.text());
    }

    @ParameterizedTest
    @MethodSource("good")
    void theResolvedStudyIsReadBackToTheSameStudy(Path file) throws Exception {
        StudySpec spec = Corpus.read(file).spec();
        String resolved = ResolvedStudy.write(spec, Map.of("jdk", "25")).toPrettyString();
        StudySpec again = Corpus.read(resolved).spec();
        assertSame(spec, again);
        assertEquals(resolved, ResolvedStudy.write(again, Map.of("jdk", "25")).toPrettyString());
    }

    private static void assertSame(StudySpec expected, StudySpec actual) {
        assertEquals(expected.name(), actual.name());
        assertEquals(expected.description(), actual.description());
        assertEquals(expected.seed(), actual.seed());
        assertEquals(expected.trainerType(), actual.trainerType());
        assertEquals(expected.template().document(), actual.template().document());
        assertEquals(expected.space().parameters(), actual.space().parameters());
        assertEquals(expected.goals(), actual.goals());
        assertEquals(expected.searcher(), actual.searcher());
        assertEquals(expected.pruner(), actual.pruner());
        assertEquals(expected.trials(), actual.trials());
        assertEquals(expected.parallelism(), actual.parallelism());
        assertEquals(expected.epochs(), actual.epochs());
        assertEquals(expected.stopWhen(), actual.stopWhen());
        assertEquals(expected.tryFirst(), actual.tryFirst());
        assertEquals(expected.confirm(), actual.confirm());
        assertEquals(expected.limits(), actual.limits());
    }

    @Test
    void theSmallestStudyHasEveryDefault() throws Exception {
        StudyFile file = Corpus.read(Path.of("src/test/resources/dev/sextant/studies/file/good/smallest.json"));
        StudySpec spec = file.spec();
        assertEquals("smallest", spec.name());
        assertEquals(1, spec.seed());
        assertEquals("network", spec.trainerType());
        assertEquals(0, spec.space().dimensions());
        assertEquals(new Objective("validationLoss", Direction.MINIMIZE), spec.objective());
        assertEquals("auto", spec.searcher().name());
        assertEquals(
                JSON.readTree("{\"startup\": 10}"),
                JSON.readTree(spec.searcher().options().toString()));
        assertEquals(100, spec.trials());
        assertEquals(new Parallelism.Window(8), spec.parallelism());
        assertEquals(new ConfirmationRule(5, 5, true), spec.confirm());
        assertEquals(JSON.readTree("""
                        {"data": {"builtin": "iris", "test": 0.2}, "hidden": [64], "activation": "relu", "batchNorm": false,
                         "batchSize": 32, "epochs": 50, "earlyStopping": {"patience": 10, "minDelta": 0.0},
                         "learningRate": 0.01, "optimizer": {"sgd": {"momentum": 0.0}}, "schedule": {"constant": {}},
                         "weightDecay": 0.0}"""), JSON.readTree(file.defaultDocument().toString()));
        assertArrayEquals(
                Files.readAllBytes(Path.of("src/test/resources/dev/sextant/studies/file/good/smallest.json")),
                file.bytes());
        assertEquals("""
                smallest.json:2:14: warning: /trainer: nothing varies: all 100 trials train the same configuration
                    2 |   "trainer": { "data": { "builtin": "iris" } }
                      |              ^
                      = help: let a value vary, as in "learningRate": {"log": [1e-4, 1.0]}
                """, file.warnings().getFirst().text());
        assertEquals(1, file.warnings().size());
    }

    @Test
    void everyKindOfDomainBecomesAParameter() throws Exception {
        StudySpec spec = everything().spec();
        assertEquals(
                List.of(
                        "data",
                        "hidden.0",
                        "hidden.2",
                        "activation",
                        "batchNorm",
                        "batchSize",
                        "epochs",
                        "earlyStopping.patience",
                        "learningRate",
                        "optimizer",
                        "optimizer.sgd.momentum",
                        "schedule",
                        "schedule.step.gamma",
                        "weightDecay"),
                spec.space().parameters().stream().map(Parameter::path).toList());
        assertEquals(new Domain.Whole(16, 128, Scale.LOG), domain(spec, "hidden.0"));
        assertEquals(new Domain.Whole(8, 64, Scale.LINEAR, 8, 3), domain(spec, "hidden.2"));
        assertEquals(new Domain.Range(1e-4, 1, Scale.LOG, 0, 9), domain(spec, "learningRate"));
        assertEquals(
                List.of("16", "full", "64"),
                ((Domain.Choice) domain(spec, "batchSize"))
                        .options().stream().map(option -> option.label()).toList());
        assertEquals(new Space.Condition("optimizer", 0), spec.space().condition("optimizer.sgd.momentum"));
        assertEquals(new Space.Condition("schedule", 1), spec.space().condition("schedule.step.gamma"));
    }

    @Test
    void aParameterStartsAtItsDefaultOrTheSchemasOrTheMiddle() throws Exception {
        StudySpec spec = everything().spec();
        assertEquals(new Value.Whole(24), preset(spec, "hidden.2"), "written");
        assertEquals(new Value.Real(0.01), preset(spec, "weightDecay"), "written");
        assertEquals(new Value.Real(0.01), preset(spec, "learningRate"), "the schema's");
        assertEquals(new Value.Chosen(0, "sgd"), preset(spec, "optimizer"), "the schema's");
        assertEquals(new Value.Real(0), preset(spec, "optimizer.sgd.momentum"), "the schema's");
        assertEquals(new Value.Chosen(1, "tanh"), preset(spec, "activation"), "written");
        assertEquals(new Value.Chosen(1, "false"), preset(spec, "batchNorm"), "the schema's");
        assertEquals(new Value.Whole(20), preset(spec, "epochs"), "the middle");
        assertEquals(new Value.Whole(4), preset(spec, "earlyStopping.patience"), "the middle");
        assertEquals(new Value.Real(0.55), preset(spec, "schedule.step.gamma"), "the middle");
        assertEquals(new Value.Chosen(0, "{\"builtin\":\"iris\"}"), preset(spec, "data"), "the first");
        assertEquals(new Value.Whole(45), preset(spec, "hidden.0"), "the middle of the log scale");
    }

    @Test
    void firstTriesKeepTheDefaultsTheyDoNotSpeakOf() throws Exception {
        StudySpec spec = everything().spec();
        assertEquals(3, spec.tryFirst().size());
        assertEquals(new Value.Real(0.9), spec.tryFirst().getFirst().get("optimizer.sgd.momentum"));
        assertEquals(new Value.Whole(24), spec.tryFirst().getFirst().get("hidden.2"));
        assertEquals(new Value.Whole(16), spec.tryFirst().get(1).get("hidden.2"));
        assertEquals(new Value.Real(0.5), spec.tryFirst().get(1).get("schedule.step.gamma"));
        assertEquals(new Value.Chosen(2, "64"), spec.tryFirst().get(1).get("batchSize"));
        assertEquals(
                new Value.Chosen(1, "{\"builtin\":\"wine\",\"test\":0.1}"),
                spec.tryFirst().get(2).get("data"));
    }

    @Test
    void freeNamesMayHoldDomainsAtAnyDepth() throws Exception {
        StudySpec spec = Corpus.read(Path.of("src/test/resources/dev/sextant/studies/file/good/free.json"))
                .spec();
        assertEquals(
                List.of(
                        "log",
                        "choice",
                        "default",
                        "far",
                        "stepped",
                        "num.trees",
                        "x-shift",
                        "net.layers.0",
                        "net.layers.2",
                        "optimizer",
                        "optimizer.sgd.momentum",
                        "optimizer.sgd.nesterov",
                        "optimizer.adam.beta",
                        "optimizer.adam.beta.searched.value",
                        "optimizer.exact"),
                spec.space().parameters().stream()
                        .map(parameter -> parameter.path().substring("parameters.".length()))
                        .toList());
        assertEquals(new Domain.Range(1e-4, 1, Scale.LOG), domain(spec, "parameters.log"));
        assertEquals(
                List.of("1", "one", "null", "true", "2.5", "[64,32]", "{\"deep\":[1]}", "\"\""),
                ((Domain.Choice) domain(spec, "parameters.choice"))
                        .options().stream().map(option -> option.label()).toList());
        assertEquals(new Value.Chosen(5, "[64,32]"), preset(spec, "parameters.choice"), "written");
        assertEquals(new Value.Real(0.01), preset(spec, "parameters.log"), "the middle");
        assertEquals(new Value.Real(0), preset(spec, "parameters.default"), "the middle");
        assertEquals(
                new Space.Condition("parameters.optimizer", 3), spec.space().condition("parameters.optimizer.exact"));
        assertEquals(new Value.Real(1.5), spec.tryFirst().get(2).get("parameters.optimizer.exact"));
        assertEquals(new Objective("seconds", Direction.MAXIMIZE), spec.objective());
        assertEquals(
                JSON.readTree("""
                        {"log": 0.01, "choice": [64, 32], "default": 0.0, "far": 3.0, "stepped": 0.5, "num.trees": 97,
                         "num": 3, "x-shift": 0, "net": {"layers": [33, 32, 33]}, "optimizer": {"adam": {"beta": {"fixed": {}}}},
                         "fixed": {"seed": 7, "ratio": 0.5, "names": ["a", "b"], "nothing": null,
                                   "big": 123456789012345678901234567890}}"""),
                JSON.readTree(spec.template()
                        .fill(spec.space().preset())
                        .get("parameters")
                        .toString()));
    }

    @Test
    void whatAnotherProgramTrainsIsTrainedOnce() throws Exception {
        String study = "{\"trainer\": {\"type\": \"free\", \"parameters\": {\"x\": {\"uniform\": [0, 1]}}}%s}";
        StudyFile silent = Corpus.read(study.formatted(""));
        assertEquals(new ConfirmationRule(0, 5, false), silent.spec().confirm());
        assertEquals(List.of(), silent.warnings());
        StudyFile asked = Corpus.read(study.formatted(", \"confirm\": {\"top\": 2, \"seeds\": 4, \"test\": true}"));
        assertEquals(new ConfirmationRule(0, 4, false), asked.spec().confirm());
        assertEquals(
                List.of("/confirm/top", "/confirm/test"),
                asked.warnings().stream().map(Problem::path).toList());
    }

    @Test
    void manyOptionsAreReadQuickly() throws Exception {
        StringBuilder options = new StringBuilder();
        for (int i = 0; i < 10_000; i++) options.append(i == 0 ? "" : ",").append(i);
        StudySpec spec = Corpus.read("""
                {"trainer": {"type": "free", "parameters": {"many": {"choice": [%s]}}}}""".formatted(options)).spec();
        assertEquals(
                10_000,
                ((Domain.Choice) domain(spec, "parameters.many")).options().size());
    }

    @Test
    void anExplicitlyStepIsSnappedToTheDomain() throws Exception {
        StudySpec spec = Corpus.read("""
                        {"trainer": {"data": {}, "weightDecay": {"uniform": [0, 1], "step": 0.25, "default": 0.6},
                         "batchSize": {"int": [10, 50], "step": 20}}}""").spec();
        assertEquals(new Value.Real(0.5), preset(spec, "weightDecay"));
        assertEquals(new Value.Whole(30), preset(spec, "batchSize"));
    }

    @Test
    void aDefaultBeyondTheLastStepIsTheLastStep() throws Exception {
        StudySpec spec = Corpus.read("""
                        {"trainer": {"data": {}, "weightDecay": {"uniform": [0, 1], "step": 0.35, "default": 1}}}""").spec();
        assertEquals(new Value.Real(0.7), preset(spec, "weightDecay"));
    }

    @Test
    void epochsAreTheMostThatAnyTrialMayHave() throws Exception {
        assertEquals(30, everything().epochs());
    }

    @Test
    void anArgumentReplacesWhatTheFileSays() throws Exception {
        StudySpec spec = Corpus.read(
                        "{\"trainer\": {\"data\": {}, \"optimizer\": \"adam\", \"hidden\": [8, 8]}}",
                        Argument.option("--trials", "search.trials", "20"),
                        Argument.option("--seed", "seed", "-7"),
                        Argument.set("search.searcher=random"),
                        Argument.set("trainer.learningRate={\"log\": [1e-3, 1]}"),
                        Argument.set("trainer.optimizer.sgd.momentum=0.9"),
                        Argument.set("trainer.hidden.1=16"))
                .spec();
        assertEquals(20, spec.trials());
        assertEquals(-7, spec.seed());
        assertEquals("random", spec.searcher().name());
        assertEquals(new Domain.Range(1e-3, 1, Scale.LOG), domain(spec, "learningRate"));
        ObjectNode document = spec.template().document();
        assertEquals(0.9, document.at("/optimizer/sgd/momentum").doubleValue());
        assertEquals("[8,16]", document.get("hidden").toString());
    }

    @Test
    void aWrongArgumentIsShownAsItWasTyped() {
        StudyFileException refused = assertThrows(
                StudyFileException.class,
                () -> Corpus.read(
                        "{\"trainer\": {\"data\": {}, \"hidden\": [8]}, \"confirm\": {\"seeds\": 0}}",
                        Argument.option("--trials", "search.trials", "0"),
                        Argument.set("trainer.learningRate={\"log\": [0, 1]}"),
                        Argument.set("trainer.epohcs=3"),
                        Argument.set("trainer.hidden.1=3"),
                        Argument.set("trainer.batchSize={oops")));
        assertEquals("""
                study.json:1:63: error: /confirm/seeds: must be in [1, 1000], got 0
                    1 | {"trainer": {"data": {}, "hidden": [8]}, "confirm": {"seeds": 0}}
                      |                                                               ^
                --trials: error: /search/trials: must be in [1, 10000000], got 0
                      | --trials 0
                      |          ^
                --set trainer.learningRate: error: /trainer/learningRate/log: a log range must start above 0, got 0.0
                      | --set trainer.learningRate={"log": [0, 1]}
                      |                                     ^
                      = help: start at 1e-6
                --set trainer.epohcs: error: /trainer/epohcs: unknown key "epohcs"
                      | --set trainer.epohcs=3
                      |               ^
                      = help: did you mean "epochs"?
                --set trainer.hidden.1: error: /trainer/hidden/1: there is no "1" in an array
                      | --set trainer.hidden.1=3
                      |                      ^
                      = help: its places are 0
                --set trainer.batchSize: error: not JSON: 'o' is unexpected here
                      | --set trainer.batchSize={oops
                      |                          ^
                      = help: a key in double quotes is expected
                """, refused.text());
    }

    @Test
    void whatAPersonMayNotHaveMeantIsAWarning() throws Exception {
        StudyFile file = Corpus.read("""
                { "trainer": { "data": {}, "epochs": 10,
                    "learningRate": { "log": [0.01, 0.05] },
                    "schedule": { "choice": { "cosine": { "tMax": 20 }, "constant": {} } } },
                  "confirm": { "seeds": 2 },
                  "search": { "trials": 30, "stopWhen": { "noBetterFor": 30 } } }
                """);
        StringBuilder text = new StringBuilder();
        for (Problem warning : file.warnings()) text.append(warning.text());
        assertEquals("""
                study.json:2:21: warning: /trainer/learningRate: the range of learning rates is narrow: 0.01 … 0.05 is less than a factor of 10
                    2 |     "learningRate": { "log": [0.01, 0.05] },
                      |                     ^
                      = help: good rates often differ by powers of 10; {"log": [1e-4, 1.0]} covers the usual ones
                study.json:3:51: warning: /trainer/schedule/cosine/tMax: tMax (20) is above epochs (10)
                    3 |     "schedule": { "choice": { "cosine": { "tMax": 20 }, "constant": {} } } },
                      |                                                   ^
                      = help: set it to 10
                study.json:4:25: warning: /confirm/seeds: 2 seeds say little about the spread
                    4 |   "confirm": { "seeds": 2 },
                      |                         ^
                      = help: use at least 3
                study.json:5:58: warning: /search/stopWhen/noBetterFor: noBetterFor (30) never ends a search of 30 trials
                    5 |   "search": { "trials": 30, "stopWhen": { "noBetterFor": 30 } } }
                      |                                                          ^
                      = help: write fewer, or allow more trials
                """, text.toString());
    }

    @Test
    void whatTheTrainerFindsIsShownAtItsPlaceInTheFile() throws Exception {
        StudyFile file = Corpus.read("""
                { "trainer": { "data": { "csv": "digits.csv" },
                    "optimizer": { "choice": [{ "sgd": { "momentum": 0.5 } }, "adam"] } } }
                """);
        assertEquals(
                """
                study.json:1:33: error: /trainer/data/csv: there is no file digits.csv
                    1 | { "trainer": { "data": { "csv": "digits.csv" },
                      |                                 ^
                      = help: paths begin at the study file
                """,
                file.problem(new TrainingException(
                                "data.csv", "there is no file digits.csv", "paths begin at the study file"))
                        .text());
        assertEquals(
                2,
                file.problem(new TrainingException("optimizer.sgd.momentum", "?", ""))
                        .at()
                        .line());
        assertEquals(
                54,
                file.problem(new TrainingException("optimizer.sgd.momentum", "?", ""))
                        .at()
                        .column());
        assertEquals(
                14, file.problem(new TrainingException("epochs", "?", "")).at().column(), "not written: the trainer");
    }

    @Test
    void anInvalidByteIsNotText() {
        StudyFileException refused = assertThrows(
                StudyFileException.class,
                () -> StudyReader.read("study.json", new byte[] {'{', (byte) 0xff, '}'}, List.of(), Corpus.catalog()));
        assertTrue(refused.text().contains("not text in UTF-8"), refused.text());
    }

    @Test
    void aHugeFileIsRefusedUnread() {
        StudyFileException refused = assertThrows(
                StudyFileException.class,
                () -> StudyReader.read("study.json", new byte[(1 << 20) + 1], List.of(), Corpus.catalog()));
        assertTrue(refused.text().contains("1048577 bytes"), refused.text());
    }

    @Test
    void aByteOrderMarkIsSkipped() throws Exception {
        byte[] bytes = "\ufeff{\"trainer\": {\"data\": {}}}".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "my-study",
                StudyReader.read("some/my study.json", bytes, List.of(), Corpus.catalog())
                        .spec()
                        .name());
    }

    private static StudyFile everything() throws StudyFileException {
        return Corpus.read(Path.of("src/test/resources/dev/sextant/studies/file/good/everything.json"));
    }

    private static Domain domain(StudySpec spec, String path) {
        return find(spec, path).domain();
    }

    private static Value preset(StudySpec spec, String path) {
        return find(spec, path).preset();
    }

    private static Parameter find(StudySpec spec, String path) {
        Parameter parameter = spec.space().find(path);
        if (parameter == null) throw new AssertionError("no parameter " + path);
        return parameter;
    }
}
