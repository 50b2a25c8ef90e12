// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.study.ConfirmationRule;
import dev.sextant.engine.study.SpecDigest;
import dev.sextant.engine.study.ToyStudy;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Readings;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteStoreIT extends StudyStoreContract {
    @TempDir
    private Path folder = Path.of("");

    private int files;
    private Path file = Path.of("");

    @Override
    protected StudyStore open() throws StoreException {
        file = folder.resolve("study %d.db".formatted(files++));
        return SqliteStore.open(file, SPEC);
    }

    @Override
    protected StudyStore reopen(StudyStore store) throws StoreException {
        store.close();
        return SqliteStore.open(file, SPEC);
    }

    @Test
    void theTimeThatWasUsedSurvivesAndIsReadFromOutside() throws StoreException {
        StudyStore store = open();
        done(store.load()); // a new file is made in the background
        assertEquals(Duration.ZERO, SqliteStore.timeUsed(file, SPEC.space()));
        done(store.use(Duration.ofMillis(90_061_007)));
        assertEquals(Duration.ofMillis(90_061_007), SqliteStore.timeUsed(file, SPEC.space()));
        try (StudyStore again = reopen(store)) {
            assertEquals(Duration.ofMillis(90_061_007), done(again.timeUsed()));
        }
    }

    @Test
    void attemptsAreReadFromOutsideWithTheirTimes() throws StoreException {
        file = folder.resolve("attempts.db");
        Instant time = Instant.parse("2026-11-20T10:00:00.25Z");
        Attempt lost = new Attempt(0, 1, 1, "north");
        Attempt brings = new Attempt(0, 2, 2, "south");
        Attempt runs = new Attempt(1, 1, 3, "north");
        AttemptEnd silent = new AttemptEnd(AttemptEnd.Kind.LOST, "nothing was heard of it");
        try (StudyStore store = SqliteStore.open(file, SPEC, () -> time)) {
            done(store.add(plain(0, 2)));
            done(store.begin(lost));
            done(store.end(lost, silent));
            done(store.begin(brings));
            done(store.end(brings, new Outcome.Failed("no")));
            done(store.begin(runs));
            assertEquals(
                    List.of(
                            new AttemptRecord(lost, time, time, silent),
                            new AttemptRecord(brings, time, time, new AttemptEnd(AttemptEnd.Kind.ENDED, "")),
                            new AttemptRecord(runs, time, null, null)),
                    SqliteStore.attempts(file, SPEC.space()));
        }
    }

    @ParameterizedTest(name = "killed after {0} acknowledged trials")
    @ValueSource(ints = {1, 40, 700})
    void whatWasAcknowledgedSurvivesAKill(int trials) throws Exception {
        file = folder.resolve("killed.db");
        long last = -1;
        Process writer = process(file);
        try (BufferedReader lines = writer.inputReader()) {
            assertEquals("open", lines.readLine());
            for (int i = 0; i < trials; i++) last = Long.parseLong(String.valueOf(lines.readLine()));
        } finally {
            kill(writer);
        }
        long log = Files.size(folder.resolve("killed.db-wal"));
        StoreCheck.Report check = StoreCheck.of(file, SPEC);
        assertTrue(check.sound(), check.faults().toString());
        assertTrue(
                check.facts()
                        .contains("writer: none: process " + writer.pid() + " is gone, and resume takes over from it"),
                check.facts().toString());
        assertEquals(log, Files.size(folder.resolve("killed.db-wal")));
        List<Trial> read = SqliteStore.read(file, SPEC.space());
        assertEquals(check.trials(), read);
        try (SqliteStore store = SqliteStore.open(file, SPEC)) {
            List<Trial> stored = done(store.load()).trials();
            assertEquals(stored, read);
            assertTrue(last >= trials - 1 && stored.size() > last, "%d of %d".formatted(stored.size(), last));
            for (Trial trial : stored)
                if (trial.number() <= last) assertEquals(TrialWriter.outcome(trial.number()), trial.outcome());
        }
        SqliteStore.open(file, SPEC).close();
        assertEquals(List.of("killed.db", "killed.db.lock"), names());
    }

    @Test
    void anotherProcessHoldsTheLockUntilItDies() throws Exception {
        file = folder.resolve("held.db");
        Process writer = process(file);
        try (BufferedReader lines = writer.inputReader()) {
            assertEquals("open", lines.readLine());
            assertEquals("0", lines.readLine());
            LockedException locked = assertThrows(LockedException.class, () -> SqliteStore.open(file, SPEC));
            assertEquals(writer.pid(), locked.pid());
            assertEquals(
                    "%s is being written by process %d. Wait until it ends, or stop it.".formatted(file, writer.pid()),
                    locked.getMessage());
            assertFalse(SqliteStore.read(file, SPEC.space()).isEmpty());
        } finally {
            kill(writer);
        }
        SqliteStore.open(file, SPEC).close();
    }

    @Test
    void oneProcessOpensAStoreOnce() throws Exception {
        try (StudyStore _ = open()) {
            LockedException locked = assertThrows(LockedException.class, () -> SqliteStore.open(file, SPEC));
            assertEquals(ProcessHandle.current().pid(), locked.pid());
        }
        SqliteStore.open(file, SPEC).close();
    }

    @Test
    void theLockOfADeadProcessIsTakenOver() throws Exception {
        open().close();
        Files.writeString(folder.resolve(file.getFileName() + ".lock"), "1 2020-01-01T00:00:00Z\n");
        SqliteStore.open(file, SPEC).close();
        assertEquals(List.of("study 0.db", "study 0.db.lock"), names());
    }

    @Test
    void anotherStudyIsRefused() throws Exception {
        open().close();
        var other = ToyStudy.spec(999, 8, new ConfirmationRule(3, 2, true), Direction.MINIMIZE);
        StoreException refused = assertThrows(StoreException.class, () -> SqliteStore.open(file, other));
        assertEquals(
                file + " holds another study than toy: its settings differ. Start a new run for these settings.",
                refused.getMessage());
        SqliteStore.open(file, SPEC).close();
    }

    @Test
    void aNewerVersionIsRefused() throws Exception {
        open().close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO schema_version VALUES (99)");
        }
        String words =
                "%s was written by a newer Sextant (store version 99, this one reads up to %d). Use that version."
                        .formatted(file, Schema.VERSION);
        assertEquals(
                words,
                assertThrows(StoreException.class, () -> SqliteStore.open(file, SPEC))
                        .getMessage());
        assertEquals(
                words,
                assertThrows(StoreException.class, () -> SqliteStore.read(file, SPEC.space()))
                        .getMessage());
    }

    @Test
    void aFileOfTheFirstVersionIsReadAndBroughtUpToDate() throws Exception {
        Outcome kept = new Outcome.Diverged(new LearningCurve(new double[] {2, 1}));
        file = folder.resolve("old.db");
        String preset = SPEC.space().write(SPEC.space().preset()).toString();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String part : Schema.script(1).split(";\\s*\n", -1)) if (!part.isBlank()) statement.execute(part);
            statement.execute("CREATE TABLE schema_version (version INTEGER PRIMARY KEY) STRICT");
            statement.execute("INSERT INTO schema_version VALUES (1)");
            statement.execute("INSERT INTO meta VALUES ('specDigest', '" + SpecDigest.of(SPEC) + "')");
            String trial = "INSERT INTO trial VALUES (%d, 'search', NULL, NULL, '" + preset + "', '{}', '%s', '')";
            statement.execute(trial.formatted(0, "[]"));
            statement.execute(trial.formatted(1, "[[1,0.5],[3,\"Infinity\"]]"));
            statement.execute(
                    "INSERT INTO attempt VALUES" + " (1, 0, 1, 'a', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z')");
            statement.execute("INSERT INTO outcome VALUES (0, 'diverged', NULL, NULL, NULL, NULL,"
                    + " x'40000000000000003FF0000000000000', NULL)");
        }
        List<StoppingPlan> plans = List.of(
                StoppingPlan.NONE,
                new StoppingPlan(List.of(
                        new StoppingPlan.Rung(1, 0.5, 0), new StoppingPlan.Rung(3, Double.POSITIVE_INFINITY, 0))));
        List<Trial> old = SqliteStore.read(file, SPEC.space());
        assertEquals(kept, old.getFirst().outcome());
        assertEquals(plans, old.stream().map(Trial::plan).toList());
        Outcome read = new Outcome.Diverged(new LearningCurve(
                new double[] {2, 1}, new Readings(Map.of("rate", new double[] {0.5, 0.25}))));
        try (StudyStore store = SqliteStore.open(file, SPEC)) {
            done(store.begin(new Attempt(1, 1, 2, "a")));
            done(store.end(new Attempt(1, 1, 2, "a"), read));
            assertEquals(
                    List.of(kept, read),
                    done(store.load()).trials().stream().map(Trial::outcome).toList());
            assertEquals(
                    plans, done(store.load()).trials().stream().map(Trial::plan).toList());
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT ending, cause FROM attempt WHERE fence = 1")) {
            assertEquals("ended", row.getString(1), "every statement of every script was executed");
            assertEquals("", row.getString(2));
        }
    }

    @Test
    void whatIsNoStoreIsRefusedAndLeftAlone() throws Exception {
        Path text =
                Files.writeString(folder.resolve("notes.txt"), "not a database, but long enough to look".repeat(99));
        String words = "it is not a study's store, or it is damaged";
        assertEquals(
                "cannot use %s: %s".formatted(text, words),
                assertThrows(StoreException.class, () -> SqliteStore.open(text, SPEC))
                        .getMessage());
        assertEquals(
                "cannot read %s: %s".formatted(text, words),
                assertThrows(StoreException.class, () -> SqliteStore.read(text, SPEC.space()))
                        .getMessage());
        Path foreign = folder.resolve("foreign.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + foreign);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE songs (title TEXT)");
        }
        assertEquals(
                foreign + " is a database of another program",
                assertThrows(StoreException.class, () -> SqliteStore.open(foreign, SPEC))
                        .getMessage());
        assertEquals(
                foreign + " is a database of another program",
                assertThrows(StoreException.class, () -> SqliteStore.read(foreign, SPEC.space()))
                        .getMessage());
        assertEquals(List.of("foreign.db", "foreign.db.lock", "notes.txt", "notes.txt.lock"), names());
    }

    @Test
    void aStoreThatWasOnlyAboutToBeginHoldsNoTrialsAndCanBeGoneOnWith() throws Exception {
        Path untouched = Files.createFile(folder.resolve("untouched.db"));
        Path blank = folder.resolve("blank.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + blank);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
        }
        assertTrue(Files.size(blank) > 0);
        for (Path begun : List.of(untouched, blank)) {
            assertEquals(List.of(), SqliteStore.read(begun, SPEC.space()));
            try (SqliteStore store = SqliteStore.open(begun, SPEC)) {
                done(store.add(plain(0, 1)));
            }
            assertEquals(1, SqliteStore.read(begun, SPEC.space()).size());
        }
    }

    @Test
    void theTablesAndTheNameOfTheStudyAreSeenTogetherOrNotAtAll() throws Exception {
        file = folder.resolve("half.db");
        try (SqliteFile unnamed = SqliteFile.write(file);
                SqliteFile seen = SqliteFile.read(file)) {
            assertFalse(unnamed.blank());
            assertTrue(seen.blank());
        }
        assertEquals(List.of(), SqliteStore.read(file, SPEC.space()));
    }

    @Test
    void missingFilesAndFoldersAreNamed() {
        Path missing = folder.resolve("no such folder").resolve("study.db");
        assertEquals(
                "there is no store at " + missing,
                assertThrows(StoreException.class, () -> SqliteStore.read(missing, SPEC.space()))
                        .getMessage());
        assertEquals(
                "cannot lock %s: there is no such file or folder: %s".formatted(missing, missing.getParent()),
                assertThrows(StoreException.class, () -> SqliteStore.open(missing, SPEC))
                        .getMessage());
    }

    @Test
    void readingSeesWhatIsWrittenMeanwhileAndChangesNothing() throws Exception {
        try (StudyStore store = open()) {
            done(store.add(plain(0, 2)));
            done(store.end(new Attempt(1, 1, 1, "w"), completed(0.25)));
            List<Trial> expected =
                    List.of(plain(0, 1).getFirst(), plain(1, 1).getFirst().ended(completed(0.25)));
            assertEquals(expected, SqliteStore.read(file, SPEC.space()));
            done(store.add(plain(2, 1)));
            assertEquals(3, SqliteStore.read(file, SPEC.space()).size());
        }
        byte[] before = Files.readAllBytes(file);
        assertEquals(3, SqliteStore.read(file, SPEC.space()).size());
        assertEquals(-1, java.util.Arrays.mismatch(before, Files.readAllBytes(file)));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"what?.db", "a#b.db", "100%.db", "%41.db", "ü ;.db"})
    void anyNameWillDo(String name) throws Exception {
        Path strange = folder.resolve(name);
        try (SqliteStore store = SqliteStore.open(strange, SPEC)) {
            done(store.add(plain(0, 1)));
        }
        assertEquals(1, SqliteStore.read(strange, SPEC.space()).size());
        assertEquals(List.of(name, name + ".lock"), names());
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static Process process(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrialWriter.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** As nobody can catch it. */
    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
