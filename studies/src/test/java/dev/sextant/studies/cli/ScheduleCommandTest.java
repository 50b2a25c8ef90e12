// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.studies.wiring.Services;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private int columns = 80;
    private boolean live;

    private int type(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "schedule";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Main.run(
                all,
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Path.of(""),
                        columns,
                        live,
                        Interrupts.NONE));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private void prints(String expected, String... arguments) {
        assertEquals(0, type(arguments), this::err);
        assertEquals(expected, out());
    }

    @Test
    void theTableHasARowAnEpoch() {
        prints("""
                cosine: learning rate 0.1, 4 epochs
                epoch  learning rate
                ────────────────────
                    1            0.1
                    2        0.08536
                    3           0.05
                    4        0.01464
                """, "cosine", "--learning-rate", "0.1", "--epochs", "4");
        assertEquals("", err());
    }

    @Test
    void thePageOnStudiesShowsWhatItPrints() throws Exception {
        String page = Files.readString(Path.of("docs", "studies.md"));
        String schedule = "{\"cosine\": {\"warmup\": 3}}";
        assertEquals(0, type(schedule, "--learning-rate", "0.1", "--epochs", "8"));
        String shown =
                "```console\n$ ./sextant schedule '" + schedule + "' --learning-rate 0.1 --epochs 8\n" + out() + "```";
        assertTrue(page.contains(shown), () -> "docs/studies.md does not show:\n" + shown);
    }

    @Test
    void theTableShowsMomentumAndTheEndsOfAnEpoch() {
        prints("""
                oneCycle: learning rate 0.1, 4 epochs of 3 batches
                epoch  first rate  last rate  momentum
                ──────────────────────────────────────
                    1       0.004    0.05596      0.95
                    2     0.08988     0.0933    0.8605
                    3     0.07868    0.03706    0.8713
                    4     0.01786       4e-7    0.9321
                """, """
                {"oneCycle": {"per": "batch", /* early */ "pctStart": 0.4,}}""", "--learning-rate", "0.1", "--epochs", "4", "--batches", "3");
    }

    @Test
    void jsonIsOneArrayOfEveryRate() throws Exception {
        prints(
                "[0.1,0.095,0.09025,0.0857375]\n",
                "\"exponential\"",
                "--learning-rate",
                "0.1",
                "--epochs",
                "4",
                "--format",
                "json");
        out.reset();
        assertEquals(0, type("cyclic", "--epochs", "7", "--batches", "5", "--format", "json"));
        assertEquals(35, JSON.readTree(out()).size());
    }

    @Test
    void csvNamesItsColumns() {
        prints(
                "epoch,learningRate\n1,1.0\n2,0.5\n",
                "{\"step\": {\"stepSize\": 1, \"gamma\": 0.5}}",
                "--learning-rate",
                "1",
                "--epochs",
                "2",
                "--format",
                "csv");
        out.reset();
        prints("""
                epoch,batch,learningRate,momentum
                1,1,0.5,0.9
                1,2,1.0,0.8
                2,1,0.75,0.8500000000000001
                2,2,0.5,0.9
                """, """
                {"oneCycle": {"per": "batch", "anneal": "linear", "pctStart": 0.5, "divFactor": 2, "finalDivFactor": 1,
                              "baseMomentum": 0.8, "maxMomentum": 0.9}}""", "--learning-rate", "1", "--epochs", "2", "--batches", "2", "--format", "csv");
    }

    @Test
    void theDefaultsAreANetworks() throws Exception {
        assertEquals(0, type("constant", "--format", "json"));
        JsonNode rates = JSON.readTree(out());
        assertEquals(preset("epochs").intValue(), rates.size());
        assertEquals(preset("learningRate").doubleValue(), rates.get(0).doubleValue());
    }

    private static JsonNode preset(String key) {
        TrainerFactory network = requireNonNull(Services.catalog().trainer("network"));
        return requireNonNull(requireNonNull(network.schema().find(key)).preset());
    }

    @Test
    void aPlateauFollowsTheMetric() {
        String[] plateau = {
            "{\"reduceOnPlateau\": {\"patience\": 1, \"factor\": 0.5}}",
            "--learning-rate",
            "1",
            "--format",
            "json",
            "--metric"
        };
        prints("[1.0,1.0,1.0,0.5,0.5,0.25]\n", with(plateau, "3, 3, 3, 3, 4, NaN"));
        assertEquals("", err());
        out.reset();
        prints("[1.0,1.0,1.0,0.5,0.5]\n", with(plateau, "-0.1,0", "--epochs", "5"));
        out.reset();
        prints("[1.0,1.0,1.0]\n", with(plateau, "0.1,0.2,0.3", "--maximize"));
        out.reset();
        prints("[1.0,1.0,1.0]\n", with(plateau, "9,9,9,9,9,9", "--epochs", "3"));
    }

    private static String[] with(String[] first, String... more) {
        String[] all = java.util.Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    @Test
    void withoutAMetricItSaysWhatItAssumes() {
        prints("[0.001,0.001,0.001]\n", "reduceOnPlateau", "--epochs", "3", "--format", "json");
        assertEquals("This schedule watches a metric: without --metric it is taken never to improve.\n", err());
    }

    static List<Arguments> wrong() {
        return List.of(
                Arguments.of("cosin", """
                        schedule: error: unknown name "cosin"
                              | cosin
                              | ^
                              = help: did you mean "cosine"?
                        """),
                Arguments.of("{\"cosine\": {\"tMx\": 3}}", """
                        schedule: error: /cosine/tMx: unknown key "tMx"
                              | {"cosine": {"tMx": 3}}
                              |             ^
                              = help: did you mean "tMax"?
                        """),
                Arguments.of("{\"step\": {\"gamma\": 0}}", """
                        schedule: error: /step/gamma: must be above 0, got 0
                              | {"step": {"gamma": 0}}
                              |                    ^
                        """),
                Arguments.of("{\"oneCycle\": {\"threePhase\": true, \"pctStart\": 0.8}}", """
                        sextant: schedule: pctStart (0.8) must be at most 0.5 in three phases: climb and fall take the \
                        same time each
                        """),
                Arguments.of(" ", """
                        sextant: a schedule is missing
                          Try: sextant schedule cosine, or sextant schedule --list
                        """));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongScheduleIsAWrongUse(String schedule, String message) {
        assertEquals(2, type(schedule));
        assertEquals(message, err());
        assertEquals("", out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--learning-rate | -1 | --learning-rate -1.0: must be above 0",
                "--learning-rate | NaN | --learning-rate NaN: must be above 0",
                "--learning-rate | Infinity | --learning-rate Infinity: must be above 0",
                "--learning-rate | small | --learning-rate small: must be a number",
                "--epochs | 0 | --epochs 0: must be in [1, 1000000]",
                "--batches | 0 | --batches 0: must be in [1, 1000000]",
                "--batches | 100001 | 100 epochs of 100001 mini-batches are 10000100 steps; at most 1000000",
                "--metric | 1,,2 | --metric: \"\" is not a number",
                "--format | xml | --format xml: must be one of table, json, csv",
            })
    void aWrongOptionIsAWrongUse(String option, String value, String message) {
        assertEquals(2, type("cosine", option, value));
        assertTrue(err().contains(message), err());
        assertFalse(err().contains("\tat "), err());
        assertEquals("", out());
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 200})
    void onATerminalTheCurveIsDrawnBesideTheResult(int width) {
        live = true;
        columns = width;
        assertEquals(0, type("cosine", "--learning-rate", "0.1", "--epochs", "1000"));
        assertEquals(2 + 1000 + 1, out().lines().count());
        List<String> lines = err().lines().toList();
        assertEquals(14, lines.size(), err());
        for (String line : lines) assertTrue(line.length() < width, line);
        assertTrue(lines.get(2).startsWith(" 0.1 ┤█"), err());
        assertTrue(lines.get(11).startsWith("   0 ┤█"), err());
        assertTrue(
                lines.get(11).length() > lines.get(2).length() && lines.get(13).endsWith(" 1000"), err());
    }

    @Test
    void aCurveOfFewEpochsHasSteps() {
        live = true;
        columns = 40;
        prints("""
                step: learning rate 1, 3 epochs
                epoch  learning rate
                ────────────────────
                    1              1
                    2            0.5
                    3           0.25
                """, "{\"step\": {\"stepSize\": 1, \"gamma\": 0.5}}", "--learning-rate", "1", "--epochs", "3");
        assertEquals("""

                learning rate
                  1 ┤███████████
                    │███████████
                    │███████████
                    │███████████
                    │███████████
                0.5 ┤██████████████████████
                    │██████████████████████
                    │██████████████████████▄▄▄▄▄▄▄▄▄▄▄
                    │█████████████████████████████████
                  0 ┤█████████████████████████████████
                    └─────────────────────────────────
                     1             epoch             3
                """, err());
    }

    @Test
    void aGeometricDecayHasALogarithmicAxis() {
        live = true;
        assertEquals(0, type("{\"exponential\": {\"gamma\": 0.1}}", "--learning-rate", "1", "--epochs", "9"));
        assertTrue(err().contains("learning rate (logarithmic axis)\n"), err());
        assertTrue(err().contains("     1 ┤█") && err().contains("0.0001 ┤█") && err().contains("1e-8 ┤█"), err());
    }

    @Test
    void programsGetNoCurve() {
        live = true;
        assertEquals(0, type("cosine", "--format", "csv"));
        assertEquals("", err());
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80})
    void theListNamesEveryScheduleAndKey(int width) {
        columns = width;
        assertEquals(0, type("--list"));
        for (String line : out().lines().toList()) assertTrue(line.length() < width, line);
        Services.schedules().schema().variants().forEach((name, form) -> {
            assertTrue(out().contains(name + ": "), name);
            for (Schema.Key key : ((Schema.Section) form).keys())
                assertTrue(out().contains("  " + key.name()), () -> name + "." + key.name());
        });
        assertTrue(out().contains("  etaMin = 0 ") || out().contains("  etaMin = 0\n"), out());
        assertEquals(
                1, out().lines().filter(line -> line.startsWith("  warmup = 0")).count(), "told once");
    }

    @Test
    void numbersAreTheSameInEveryLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            prints(
                    "[0.5,0.25]\n",
                    "{\"step\": {\"stepSize\": 1, \"gamma\": 0.5}}",
                    "--learning-rate",
                    "0.5",
                    "--epochs",
                    "2",
                    "--format",
                    "json");
        } finally {
            Locale.setDefault(before);
        }
    }
}
