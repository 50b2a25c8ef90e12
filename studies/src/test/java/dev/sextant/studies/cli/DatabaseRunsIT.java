// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.store.PostgresServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs whose trials lie in a database, as people type the commands about them. */
class DatabaseRunsIT {
    @TempDir
    private Path folder = Path.of("");

    private String store = "";

    private Typed type(String... arguments) {
        return Typed.in(folder, arguments);
    }

    private Typed run(String... more) {
        return type(Stream.concat(Stream.of("run", "study.json", "--workers", "2"), Stream.of(more))
                .toArray(String[]::new));
    }

    @BeforeEach
    void emptyDatabase() throws Exception {
        store = PostgresServer.shared().database("runs").shown();
        Files.writeString(folder.resolve("data.csv"), "a,b,target\n" + "1,2,3\n4,1,7\n2,5,1\n7,8,2\n".repeat(20));
        Files.writeString(folder.resolve("study.json"), """
                { "name": "small",
                  "trainer": { "data": { "csv": "data.csv", "target": "target" }, "hidden": [4], "epochs": 2,
                    "learningRate": { "log": [1e-3, 1e-1] } },
                  "search": { "searcher": "random", "trials": 8 },
                  "confirm": { "top": 2, "seeds": 2 } }
                """);
    }

    private boolean nothingBegan() throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.map(path -> String.valueOf(path.getFileName()))
                    .noneMatch(name -> name.equals("runs") || name.equals("run"));
        }
    }

    @Test
    void everyCommandSaysOfARunInADatabaseWhatItSaysOfOneInAFile() throws Exception {
        run("--dir", "file", "--quiet").expect(0);
        run("--dir", "base", "--quiet", "--store", store).expect(0);
        assertFalse(Files.exists(folder.resolve("base/study.db")));
        for (List<String> command : List.of(
                List.of("rank", "RUN"),
                List.of("rank", "RUN", "--format", "json"),
                List.of("rank", "RUN", "--format", "csv"),
                List.of("rank", "RUN", "--format", "markdown"),
                List.of("rank", "RUN", "--require", "gain>-1000000"),
                List.of("show", "RUN", "3"),
                List.of("verify", "RUN", "--trials", "2"),
                List.of("resume", "RUN", "--quiet"),
                List.of("export", "RUN", "--output", "RUN.safetensors"))) {
            Typed file = type(command.stream()
                            .map(word -> word.replace("RUN", "file"))
                            .toArray(String[]::new))
                    .expect(0);
            Typed base = type(command.stream()
                            .map(word -> word.replace("RUN", "base"))
                            .toArray(String[]::new))
                    .expect(0);
            assertEquals(file.out().replace("file", "base"), base.out(), command.toString());
        }
        assertEquals(-1, Files.mismatch(folder.resolve("file.safetensors"), folder.resolve("base.safetensors")));
        type("report", "file").expect(0);
        type("report", "base").expect(0);
        for (String report : List.of("trials.csv", "report.md"))
            assertEquals(
                    -1, Files.mismatch(folder.resolve("file/" + report), folder.resolve("base/" + report)), report);
        assertEquals(report("file"), report("base"));
        type("compare", "file", "base").expect(0);
        String listed = type("list", ".", "--format", "csv").expect(0).out();
        assertTrue(listed.contains("base,"), listed);
        assertTrue(listed.contains("finished"), listed);
    }

    private ObjectNode report(String run) throws IOException {
        return (ObjectNode)
                new ObjectMapper().readTree(folder.resolve(run + "/report.json").toFile());
    }

    @Test
    void runsAreCheckedAndCopiedFromFilesToDatabasesAndBack() throws Exception {
        run("--dir", "file", "--quiet").expect(0);
        String ranked = type("rank", "file", "--format", "json").expect(0).out();
        Typed copied = type("store", "copy", "file", "base", "--store", store, "--study-key", "copied")
                .expect(0);
        assertTrue(copied.out().contains(" on both sides"), copied.out());
        assertEquals(ranked, type("rank", "base", "--format", "json").expect(0).out());
        type("store", "check", "base").expect(0).saying("writer: none").saying("The store is sound.");
        type("store", "copy", "file", "run", "--store", store, "--study-key", "copied")
                .expect(2)
                .saying("knows a study \"copied\" already, and it is not overwritten");
        assertTrue(nothingBegan());
        type("store", "copy", "base", "back").expect(0);
        assertEquals(ranked, type("rank", "back", "--format", "json").expect(0).out());
        type("store", "copy", "base", "back.db").expect(0);
        assertEquals(-1, Files.mismatch(folder.resolve("back.db"), folder.resolve("back/study.db")));
        // A copy knows what study it is: whoever has the same study may join it.
        run("--dir", "joined", "--quiet", "--store", store, "--study-key", "copied", "--standby")
                .expect(0);
        assertEquals(
                ranked, type("rank", "joined", "--format", "json").expect(0).out());
        type("resume", "base").expect(0);
    }

    @Test
    void anInterruptedRunIsListedGoneOnWithAndFinished() throws Exception {
        run("--dir", "base", "--quiet", "--store", store, "--study-key", "mine").expect(0);
        // As a process leaves it that died before its reports.
        Files.delete(folder.resolve("base/report.json"));
        type("list", ".").saying("stopped random 8/8");
        type("resume", "base").expect(0).saying("base/report.html");
        type("list", ".").saying("finished random 8/8");
    }

    @Test
    void everyRunIsANewStudyUnlessItIsGivenAKey() throws Exception {
        run("--dir", "a", "--quiet", "--store", store).expect(0);
        run("--dir", "b", "--quiet", "--store", store).expect(0);
        assertTrue(Files.readString(folder.resolve("a/store.json")).contains("\"small-1\""));
        assertTrue(Files.readString(folder.resolve("b/store.json")).contains("\"small-2\""));
        run("--dir", "run", "--store", store, "--study-key", "small-1")
                .expect(2)
                .saying("there is a study small-1 in " + store + " already")
                .saying("Name another with --study-key, or join that one with --standby.");
        run("--dir", "run", "--store", store, "--study-key", "a b").expect(2).saying("is no name for a study");
        assertTrue(nothingBegan());
    }

    @Test
    void aStandbyOnAnotherMachineReportsAFinishedStudyOfItsKey() throws Exception {
        Typed led = run("--dir", "one", "--store", store, "--study-key", "k", "--standby")
                .expect(0);
        Typed stood = run("--dir", "two", "--store", store, "--study-key", "k", "--standby")
                .expect(0);
        assertEquals(led.out(), stood.out());
        assertEquals(-1, Files.mismatch(folder.resolve("one/report.json"), folder.resolve("two/report.json")));
    }

    @Test
    void aStandbyWithNothingToStandByForIsToldSo() throws Exception {
        run("--dir", "run", "--store", store, "--standby")
                .expect(2)
                .saying("there is no unfinished run of small in " + store
                        + " to stand by for: it holds none with the same" + " settings");
        run("--dir", "done", "--quiet", "--store", store).expect(0);
        run("--dir", "run", "--store", store, "--standby")
                .expect(2)
                .saying("small-1, the last with the same settings, is finished")
                .saying("name it with --study-key, and whoever comes first begins it.");
        assertTrue(nothingBegan());
    }

    @Test
    void whoeverHasOtherSettingsOrOtherDataDoesNotJoin() throws Exception {
        run("--dir", "one", "--quiet", "--store", store, "--study-key", "k").expect(0);
        run("--dir", "run", "--store", store, "--study-key", "k", "--standby", "--seed", "9")
                .expect(2)
                .saying("the study k in " + store + " has other settings than small");
        Files.writeString(folder.resolve("data.csv"), "1,2,3\n", java.nio.file.StandardOpenOption.APPEND);
        run("--dir", "run", "--store", store, "--study-key", "k", "--standby")
                .expect(3)
                .saying("the study k in " + store + " was begun with other data than small has here");
        assertTrue(nothingBegan());
    }

    @Test
    void aDatabaseThatIsNotThereIsSaidBeforeAnythingIsMade() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        run("--store", "postgres://localhost:" + free + "/none")
                .expect(2)
                .saying("nobody listens at localhost:" + free + ". Is PostgreSQL started");
        run("--store", store.replaceAll("/[a-z]+$", "/nothere"))
                .expect(2)
                .saying("there is no database \"nothere\". Create it");
        assertTrue(nothingBegan());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        --store postgres://anna:geheim@localhost/db | holds a password
        --store mysql://localhost/db                | Write postgres://user@host:port/database
        --study-key k                               | --study-key: says something of a database; name it with --store
        --standby                                   | --standby: says something of a database; name it with --store
        --password-file data.csv                    | --password-file: says something of a database
        --store postgres://x/y --password-file none | no password can be had from
        """)
    void whatSaysNothingOfADatabaseIsRefusedWithoutShowingAPassword(String options, String words) throws Exception {
        Typed refused = run(options.split(" ")).expect(2).saying(words);
        assertFalse((refused.out() + refused.err()).contains("geheim"), refused.err());
        assertTrue(nothingBegan());
    }

    @Test
    void aRunInAFileIsNotStoodByFor() throws Exception {
        run("--dir", "file", "--quiet").expect(0);
        Files.delete(folder.resolve("file/report.json"));
        type("resume", "file", "--standby")
                .expect(2)
                .saying("nobody can stand by for " + folder.resolve("file")
                        + ": it keeps its trials in a file of its own");
    }

    @Test
    void thePasswordIsWrittenNowhere() throws Exception {
        Path secret = folder.resolve("secret");
        Files.writeString(secret, "geheim4711\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        Typed run = run("--dir", "base", "--verbose", "--store", store, "--password-file", "secret")
                .expect(0)
                .saying("warning: others than its owner may read the password in");
        String said = run.out() + run.err() + type("list", ".").out();
        assertFalse(said.contains("geheim4711"), said);
        try (Stream<Path> files = Files.walk(folder.resolve("base"))) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                assertFalse(
                        Files.readString(file, StandardCharsets.ISO_8859_1).contains("geheim4711"), file.toString());
        }
    }

    @Test
    void aRunWhoseStoreFileIsDamagedOrWhoseDatabaseIsGoneSaysSoAndIsListedAsDamaged() throws Exception {
        run("--dir", "base", "--quiet", "--store", store).expect(0);
        Files.delete(folder.resolve("base/report.json"));
        PostgresServer.shared().database("runs");
        type("rank", "base").expect(2).saying("there is no study \"small-1\" in " + store);
        type("list", ".").expect(0).saying("base is damaged: there is no study \"small-1\" in " + store);
        Files.writeString(folder.resolve("base/store.json"), "{\"format\": 3}");
        type("rank", "base").expect(2).saying("its format is 3, and this version reads 1 alone");
        type("list", ".").expect(0).saying("its format is 3");
    }
}
