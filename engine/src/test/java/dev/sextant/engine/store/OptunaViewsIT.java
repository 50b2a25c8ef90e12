// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.ConfirmationRule;
import dev.sextant.engine.study.StopRule;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs made for Optuna see in a store, while it is being written. */
class OptunaViewsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Numbers that a detour over text or single precision would lose. */
    static final double[] DELICATE = {
        1.0 / 3,
        -0.1,
        0.0,
        Double.MIN_VALUE,
        -Double.MIN_NORMAL,
        Math.nextDown(Double.MIN_NORMAL),
        Double.MAX_VALUE,
        9007199254740993.0,
        4503599627370497.5,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Math.nextUp(1.0),
        Math.nextDown(1.0)
    };

    @TempDir
    private Path folder = Path.of("");

    private static final Domain.Choice SCHEDULES = new Domain.Choice(List.of(
            new Option("constant", JsonNodeFactory.instance.objectNode(), true, List.of()),
            new Option(
                    "step",
                    JsonNodeFactory.instance.objectNode(),
                    true,
                    List.of(new Parameter(
                            "schedule.step.gamma",
                            new Domain.Range(0.1, 0.95, Scale.LINEAR, 0.1, 5),
                            new Value.Real(0.5))))));

    private static final Space SPACE = Space.of(List.of(
            new Parameter("rate", new Domain.Range(1e-4, 1, Scale.LOG), new Value.Real(0.01)),
            new Parameter("schedule", SCHEDULES, SCHEDULES.chosen(0)),
            new Parameter("units", new Domain.Whole(1, 64, Scale.LOG), new Value.Whole(4)),
            new Parameter("depth", new Domain.Whole(1, 8, Scale.LINEAR, 3, 5), new Value.Whole(4)),
            new Parameter(
                    "batch",
                    new Domain.Choice(List.of(
                            Option.of(JsonNodeFactory.instance.numberNode(16)),
                            Option.of(JsonNodeFactory.instance.numberNode(32)))),
                    new Value.Chosen(1, "32"))));

    static StudySpec spec(Goals goals) {
        return new StudySpec(
                "a \"named\" study",
                "",
                7,
                "toy",
                new Template(JsonNodeFactory.instance.objectNode(), SPACE),
                goals,
                new StudySpec.Selection("random", JsonNodeFactory.instance.objectNode()),
                null,
                6,
                8,
                StopRule.NEVER,
                List.of(),
                new ConfirmationRule(1, 2, true));
    }

    private static Trial trial(long number, Role role, double rate, boolean step) {
        Map<String, Value> values = new java.util.LinkedHashMap<>();
        values.put("rate", new Value.Real(rate));
        values.put("schedule", SCHEDULES.chosen(step ? 1 : 0));
        if (step) values.put("schedule.step.gamma", new Value.Real(0.30000000000000004));
        values.put("units", new Value.Whole(17));
        values.put("depth", new Value.Whole(7));
        values.put("batch", new Value.Chosen(1, "32"));
        return new Trial(number, role, new Configuration(values), Note.EMPTY, StoppingPlan.NONE, "", null);
    }

    private static Outcome completed(double value, Map<String, Double> metrics) {
        return new Outcome.Completed(value, 1, metrics, new LearningCurve(new double[] {value}));
    }

    /** One of everything. The last two of the search have not ended, and the last has not begun. */
    static void fill(StudyStore store) {
        List<Outcome> outcomes = List.of(
                completed(1.0 / 3, Map.of("loss", 1.0 / 3, "accuracy", 0.1 + 0.2, "odd", Double.NaN)),
                new Outcome.Pruned(0.25, 2, new LearningCurve(DELICATE)),
                new Outcome.Diverged(new LearningCurve(new double[] {2, Double.POSITIVE_INFINITY})),
                new Outcome.Failed("it said \"no\"\nand ended"));
        List<Trial> search = new ArrayList<>();
        for (int number = 0; number < 6; number++)
            search.add(trial(number, Role.SEARCH, number == 0 ? 0.1 : 1e-3 / (3 + number), number % 2 == 1));
        store.add(search);
        for (int number = 0; number < 5; number++) {
            Attempt attempt = new Attempt(number, 1, number + 1, "w");
            store.begin(attempt);
            if (number < 4) store.end(attempt, outcomes.get(number));
        }
        store.add(List.of(
                trial(6, new Role.Confirmation(0, 1), 0.1, false),
                trial(7, new Role.Confirmation(0, 2), 0.1, false),
                trial(8, new Role.Test(0), 0.1, false)));
        store.end(new Attempt(6, 1, 6, "w"), completed(0.125, Map.of("loss", 0.125)));
        store.end(new Attempt(7, 1, 7, "w"), new Outcome.Diverged(LearningCurve.EMPTY));
        store.end(new Attempt(8, 1, 8, "w"), completed(0.5, Map.of("loss", 0.5, "testLoss", 0.75)));
    }

    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-04T05:06:07.8Z"));

    @Test
    void everyEpochOfEveryCurveComesOutToTheBit() throws Exception {
        Path file = folder.resolve("study.db");
        try (StudyStore store = SqliteStore.open(file, spec(loss()), CLOCK)) {
            fill(store);
            store.load().toCompletableFuture().join();
            List<List<Object>> rows = rows(
                    file,
                    "SELECT step, intermediate_value, intermediate_value_type FROM trial_intermediate_values"
                            + " WHERE trial_id = 1 ORDER BY trial_intermediate_value_id");
            assertEquals(DELICATE.length, rows.size());
            for (int i = 0; i < DELICATE.length; i++) {
                double value = DELICATE[i];
                String type = Double.isNaN(value)
                        ? "NAN"
                        : Double.isFinite(value) ? "FINITE" : value > 0 ? "INF_POS" : "INF_NEG";
                assertEquals(java.util.Arrays.asList(i + 1, Double.isFinite(value) ? value : null, type), rows.get(i));
            }
        }
    }

    @Test
    void everyTableOfOptunasIsThere() throws Exception {
        Path file = folder.resolve("study.db");
        try (StudyStore store = SqliteStore.open(file, spec(loss()), CLOCK)) {
            fill(store);
            store.load().toCompletableFuture().join();
            assertEquals(
                    "[[1, a \"named\" study]]",
                    rows(file, "SELECT * FROM studies").toString());
            assertEquals(
                    "[[1, MINIMIZE, 1, 0]]",
                    rows(file, "SELECT * FROM study_directions").toString());
            assertEquals(
                    "[[v3.2.0.a]]", rows(file, "SELECT * FROM alembic_version").toString());
            assertEquals(
                    "[[1, 12, 4.0.0]]", rows(file, "SELECT * FROM version_info").toString());
            assertEquals("[]", rows(file, "SELECT * FROM trial_heartbeats").toString());
            assertEquals(
                    "[]", rows(file, "SELECT * FROM study_system_attributes").toString());
            String time = "2026-03-04 05:06:07.800000";
            assertEquals("""
                    [0, 0, 1, COMPLETE, TIME, TIME]
                    [1, 1, 1, PRUNED, TIME, TIME]
                    [2, 2, 1, FAIL, TIME, TIME]
                    [3, 3, 1, FAIL, TIME, TIME]
                    [4, 4, 1, RUNNING, TIME, null]
                    [5, 5, 1, WAITING, null, null]
                    """.replace("TIME", time), lines(rows(file, "SELECT * FROM trials ORDER BY trial_id")));
            assertEquals(
                    """
                    [0, 0, 0.3333333333333333, FINITE]
                    [1, 0, 0.25, FINITE]
                    """,
                    lines(rows(file, "SELECT trial_id, objective, value, value_type FROM trial_values ORDER BY 1")));
            assertEquals(
                    """
                    [rate, 2.5E-4]
                    [schedule, 1.0]
                    [gamma, 0.30000000000000004]
                    [units, 17.0]
                    [depth, 7.0]
                    [batch, 1.0]
                    """,
                    lines(rows(
                            file,
                            "SELECT param_name, param_value FROM trial_params WHERE trial_id = 1 ORDER BY param_id")));
            assertEquals(
                    """
                    [0, bestEpoch, 1]
                    [0, confirmations, [0.125,null]]
                    [0, metrics.accuracy, 0.30000000000000004]
                    [0, metrics.loss, 0.3333333333333333]
                    [0, metrics.odd, "NaN"]
                    [0, test, {"loss":0.5,"testLoss":0.75}]
                    [1, bestEpoch, 2]
                    [2, outcome, "diverged"]
                    [3, message, "it said \\"no\\"\\nand ended"]
                    """,
                    lines(rows(file, "SELECT trial_id, key, value_json FROM trial_user_attributes ORDER BY 1, 2")));
            assertEquals(
                    """
                    {"name":"FloatDistribution","attributes":{"low":1.0E-4,"high":1.0,"step":null,"log":true}}
                    {"name":"CategoricalDistribution","attributes":{"choices":["constant","step"]}}
                    {"name":"FloatDistribution","attributes":{"low":0.1,"high":0.9,"step":0.1,"log":false}}
                    {"name":"IntDistribution","attributes":{"low":1,"high":64,"step":1,"log":true}}
                    {"name":"IntDistribution","attributes":{"low":1,"high":7,"step":3,"log":false}}
                    {"name":"CategoricalDistribution","attributes":{"choices":[16,32]}}
                    """,
                    lines(rows(file, "SELECT distribution FROM parameter ORDER BY place"))
                            .replace("[{", "{")
                            .replace("}]", "}"));
        }
    }

    @Test
    void severalObjectivesAndConstraintsAreTold() throws Exception {
        Path file = folder.resolve("study.db");
        try (StudyStore store = several(file)) {
            store.load().toCompletableFuture().join();
            assertEquals(
                    "[[COMPLETE], [FAIL]]",
                    rows(file, "SELECT state FROM trials ORDER BY 1").toString());
            assertEquals(
                    "[[0, 0, 0.25], [0, 1, 0.75]]",
                    rows(file, "SELECT trial_id, objective, value FROM trial_values ORDER BY 1, 2")
                            .toString());
            assertEquals(
                    "[[0, constraints, [-0.25,-0.75]]]",
                    rows(file, "SELECT trial_id, key, value_json FROM trial_system_attributes")
                            .toString());
            assertEquals(
                    "[[study:metric_names, [\"loss\",\"accuracy\"]]]",
                    rows(file, "SELECT key, value_json FROM study_system_attributes")
                            .toString());
        }
    }

    static Goals two() {
        return new Goals(
                List.of(new Objective("loss", Direction.MINIMIZE), new Objective("accuracy", Direction.MAXIMIZE)),
                List.of(
                        new Constraint("accuracy", Constraint.Side.AT_LEAST, 0.5),
                        new Constraint("loss", Constraint.Side.AT_MOST, 1)));
    }

    private static StudyStore several(Path file) throws StoreException {
        StudyStore store = SqliteStore.open(file, spec(two()), CLOCK);
        fillTwo(store);
        return store;
    }

    static void fillTwo(StudyStore store) {
        store.add(List.of(trial(0, Role.SEARCH, 0.1, false), trial(1, Role.SEARCH, 0.1, false)));
        store.end(new Attempt(0, 1, 1, "w"), completed(0.25, Map.of("loss", 0.25, "accuracy", 0.75)));
        // This one does not tell its accuracy, so it ranks as diverged.
        store.end(
                new Attempt(1, 1, 2, "w"), completed(0.25, Map.of("loss", 0.25, "accuracy", Double.POSITIVE_INFINITY)));
    }

    @Test
    void optunaItselfReadsSeveralObjectives() throws Exception {
        Path file = folder.resolve("study.db");
        try (StudyStore store = several(file)) {
            store.load().toCompletableFuture().join();
            List<JsonNode> seen = optuna(file);
            for (JsonNode view : seen.subList(1, seen.size())) {
                assertEquals("[0]", view.path("front").toString());
                assertEquals("[0.25,0.75]", view.at("/trials/0/values").toString());
            }
        }
    }

    @Test
    void optunaItselfReadsTheStoreWhileItIsWritten() throws Exception {
        Path file = folder.resolve("study.db");
        try (StudyStore store = SqliteStore.open(file, spec(loss()), CLOCK)) {
            fill(store);
            store.load().toCompletableFuture().join();
            List<JsonNode> seen = optuna(file);
            for (JsonNode view : seen.subList(1, seen.size())) {
                assertEquals("a \"named\" study", view.path("name").textValue());
                assertEquals("[\"MINIMIZE\"]", view.path("directions").toString());
                assertEquals(
                        "[[\"a \\\"named\\\" study\",6]]",
                        view.path("summaries").toString());
                assertEquals(0, view.path("best").intValue());
                assertEquals(1.0 / 3, view.path("best_value").doubleValue());
                assertEquals(
                        "\"OperationalError\"",
                        view.path("write").toString().replace("StorageInternalError", "OperationalError"));
                JsonNode trials = view.path("trials");
                List<String> states = new ArrayList<>();
                for (JsonNode trial : trials) states.add(trial.path("state").textValue());
                assertEquals(List.of("COMPLETE", "PRUNED", "FAIL", "FAIL", "RUNNING", "WAITING"), states);
                assertEquals(
                        "{\"rate\":\"0.00025\",\"schedule\":\"step\",\"gamma\":\"0.30000000000000004\","
                                + "\"units\":\"17\",\"depth\":\"7\",\"batch\":\"32\"}",
                        trials.get(1).path("params").toString());
                assertEquals(
                        "IntDistribution(high=7, log=False, low=1, step=3)",
                        trials.get(1).at("/distributions/depth").textValue());
                for (int i = 0; i < DELICATE.length; i++) {
                    JsonNode value = trials.get(1).path("intermediate").path(String.valueOf(i + 1));
                    if (Double.isFinite(DELICATE[i])) assertEquals(DELICATE[i], value.doubleValue());
                    else
                        assertEquals(
                                Double.isNaN(DELICATE[i]) ? "nan" : DELICATE[i] > 0 ? "inf" : "-inf",
                                value.textValue());
                }
                assertEquals(
                        "it said \"no\"\nand ended",
                        trials.get(3).at("/user/message").textValue());
                assertEquals(
                        "[0.125,null]", trials.get(0).at("/user/confirmations").toString());
                assertTrue(trials.get(0).path("timed").booleanValue());
            }
            // Nothing of that disturbed the writer.
            store.begin(new Attempt(5, 1, 9, "w")).toCompletableFuture().join();
            assertEquals(9, SqliteStore.read(file, SPACE).size());
        }
    }

    static Goals loss() {
        return Goals.of(new Objective("loss", Direction.MINIMIZE));
    }

    private static String lines(List<List<Object>> rows) {
        StringBuilder text = new StringBuilder();
        for (List<Object> row : rows) text.append(row).append('\n');
        return text.toString();
    }

    static List<List<Object>> rows(Path file, String sql) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++)
                    row.add(result.getObject(column));
                rows.add(row);
            }
        }
        return rows;
    }

    /** The first of the Pythons here that has Optuna, the system's own among them; empty where none has. */
    private static String python() throws InterruptedException {
        for (String python : List.of(System.getProperty("python", "python3"), "/usr/bin/python3")) {
            try {
                Process asked = new ProcessBuilder(python, "-c", "import optuna")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (asked.waitFor() == 0) return python;
            } catch (IOException noSuchPython) {
                // The next may be there.
            }
        }
        return "";
    }

    /** What Optuna prints: its version, and what it sees when it opens the file in one way and the other. */
    private List<JsonNode> optuna(Path file) throws IOException, InterruptedException {
        String python = python();
        if (python.isEmpty()) System.out.println("No Python here has Optuna: it was not asked to read the store");
        assumeTrue(!python.isEmpty(), "no Python here has Optuna");
        Path script = folder.resolve("optuna_reads.py");
        try (InputStream text = OptunaViewsIT.class.getResourceAsStream("optuna_reads.py")) {
            if (text == null) throw new IOException("optuna_reads.py is missing");
            Files.copy(text, script);
        }
        Process process = new ProcessBuilder(python, script.toString(), "sqlite:///" + file)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .toList()) lines.add(lines.isEmpty() ? JSON.getNodeFactory().textNode(line) : JSON.readTree(line));
        assertEquals(0, process.waitFor());
        System.out.println("Optuna " + lines.getFirst().textValue() + " read " + file.getFileName());
        return lines;
    }
}
