// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/programs.md: every snippet of it is run, with the client files that lie in clients. */
@Timeout(120)
class ProgramsPageIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PAGE = Path.of("docs", "programs.md");
    private static final Pattern SNIPPET = Pattern.compile("(?ms)^```(\\w+)(?: (\\S+))?\n(.*?)^```$");

    @TempDir
    Path folder;

    private final Map<String, String> snippets = new LinkedHashMap<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void write() throws IOException {
        Matcher snippet = SNIPPET.matcher(Files.readString(PAGE));
        while (snippet.find()) {
            String name = snippet.group(2) == null ? snippet.group(1) : snippet.group(2);
            assertTrue(snippets.put(name, snippet.group(3)) == null, "two snippets are called " + name);
            Files.writeString(folder.resolve(name), snippet.group(3));
        }
        try (Stream<Path> clients = Files.list(Path.of("clients"))) {
            for (Path client : clients.toList()) Files.copy(client, folder.resolve(client.getFileName()));
        }
    }

    private String type(int expected, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        err.reset();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                folder,
                100,
                false,
                Interrupts.NONE);
        int code = Main.run(arguments, console);
        String said = out.toString(StandardCharsets.UTF_8);
        assertEquals(expected, code, () -> String.join(" ", arguments) + "\n" + said + err);
        return said;
    }

    private static void assumeThere(String program) {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, program))),
                "there is no " + program + " on the search path");
    }

    private void compile() throws Exception {
        Process javac = new ProcessBuilder("javac", "--release", "17", "Train.java", "Sextant.java")
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertEquals(0, javac.waitFor());
    }

    /** Checked as a person would, then run. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "python.json, python3",
        "shell.json, awk",
        "resume.json, python3",
        "flags.json, python3",
        "java.json, javac"
    })
    void everyStudyOfThePageRuns(String study, String interpreter) throws Exception {
        assumeThere(interpreter);
        if (study.equals("java.json")) compile();
        JsonNode checked = JSON.readTree(type(0, "check-command", study, "--json"));
        List<String> notes = new ArrayList<>();
        for (JsonNode check : checked.path("checks"))
            if (check.path("verdict").asText().equals("note")) notes.add(check.toString());
        assertEquals(List.of(), notes);
        type(0, "run", study, "--workers", "2", "--dir", "run", "--quiet");
        String ranking = type(0, "rank", "run", "--format", "json");
        for (JsonNode trial : JSON.readTree(ranking).path("trials"))
            assertEquals("completed", trial.path("state").asText(), trial.toString());
    }

    @Test
    void theCommandsOfThePageAreRunAsTheyStand() {
        assumeThere("python3");
        for (String line : snippets.getOrDefault("console", "").lines().toList()) {
            String[] words = line.split(" ");
            assertEquals("sextant", words[0]);
            type(0, Stream.of(words).skip(1).toArray(String[]::new));
        }
    }

    @Test
    void theStartLineOfThePageHasTheKeysOfARealOne() throws Exception {
        ObjectNode shown = (ObjectNode) JSON.readTree(snippets.get("start-line"));
        Files.writeString(folder.resolve("keep.sh"), "read -r line; echo \"$line\" >> lines; echo value=1\n");
        Files.writeString(folder.resolve("keep.json"), """
                { "trainer": { "type": "command", "argv": ["sh", "keep.sh"], "result": "nameValue", "epochs": 3,
                    "parameters": { "learningRate": { "log": [0.01, 1] } } }, "search": { "trials": 2 }, "confirm": { "top": 1, "seeds": 2 } }
                """);
        type(0, "run", "keep.json", "--dir", "run", "--quiet");
        TreeSet<String> keys = new TreeSet<>();
        for (String line : Files.readAllLines(folder.resolve("lines")))
            JSON.readTree(line).fieldNames().forEachRemaining(keys::add);
        TreeSet<String> documented = new TreeSet<>();
        Matcher row = Pattern.compile("(?m)^\\| `([a-z]+)(?:\\.\\w+)?` \\|")
                .matcher(Files.readString(PAGE).replaceFirst("(?s)## What a program tells.*", ""));
        while (row.find()) documented.add(row.group(1));
        assertTrue(
                documented.containsAll(keys.stream()
                        .filter(key -> !key.equals("sextant") && !key.equals("type"))
                        .toList()),
                keys.toString());
        shown.fieldNames().forEachRemaining(key -> {
            if (!key.equals("sextant") && !key.equals("type")) assertTrue(documented.contains(key), key);
        });
    }

    @Test
    void theLinesThatAProgramTellsAreUnderstood() throws Exception {
        JsonNode checked = JSON.readTree(type(
                0, "check-command", "--json", "--epochs", "2", "--metrics", "loss,distance", "--", "sh", "say.sh"));
        Map<String, String> says = new LinkedHashMap<>();
        for (JsonNode check : checked.path("checks"))
            says.put(check.path("check").asText(), check.path("says").asText());
        assertEquals("loss 0.65", says.get("result"));
        assertTrue(String.valueOf(says.get("reports")).startsWith("2 reports, steps 1 to 2, "), says.toString());
    }
}
