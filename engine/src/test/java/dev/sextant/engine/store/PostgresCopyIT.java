// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import static dev.sextant.engine.store.StudyStoreContract.SPEC;
import static dev.sextant.engine.store.StudyStoreContract.done;
import static dev.sextant.engine.store.StudyStoreContract.plain;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies that move between files and databases, and what looks a database over. */
class PostgresCopyIT {
    private static PostgresAddress address = PostgresStoreIT.NOWHERE;

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void begin() throws Exception {
        address = PostgresServer.shared().database("copies");
    }

    private static StudyStore.Content fill(StoreSource source, long seed) throws StoreException {
        try (StudyStore store = source.open(SPEC)) {
            RandomCalls calls = new RandomCalls(seed);
            for (int i = 0; i < 200; i++) calls.next(List.of(store));
            return done(store.load());
        }
    }

    private static StudyStore.Content content(StoreSource source) throws StoreException {
        try (StudyStore store = source.open(SPEC)) {
            return done(store.load());
        }
    }

    private static void execute(String sql) throws Exception {
        try (Connection connection = PostgresLink.write(address);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            connection.commit();
        }
    }

    @Test
    void aStudyGoesIntoADatabaseAndBackAndIsTheSameEverywhere() throws Exception {
        SqliteSource file = new SqliteSource(folder.resolve("a.db"));
        PostgresSource database = new PostgresSource(address, "there");
        SqliteSource back = new SqliteSource(folder.resolve("b.db"));
        PostgresSource elsewhere = new PostgresSource(address, "and again");
        StudyStore.Content content = fill(file, 5);
        StoreCopy.Copied there = StoreCopy.copy(file, database);
        assertEquals(there, StoreCopy.copy(database, back));
        assertEquals(there, StoreCopy.copy(back, elsewhere));
        assertEquals(there, StoreCopy.copy(file.file(), folder.resolve("c.db")));
        assertTrue(PostgresSource.studies(address).containsAll(List.of("there", "and again")));
        for (StoreSource source : List.of(file, database, back, elsewhere)) {
            StoreCheck.Report report = source instanceof PostgresSource one
                    ? StoreCheck.of(one, SPEC)
                    : StoreCheck.of(((SqliteSource) source).file(), SPEC);
            assertTrue(report.sound(), report.faults().toString());
            assertEquals(content.trials(), report.trials());
            assertEquals(content, content(source));
            assertEquals(
                    new SqliteSource(folder.resolve("c.db")).attempts(SPEC.space()), source.attempts(SPEC.space()));
        }
    }

    @Test
    void whatWasWrittenInADatabaseGoesIntoAFile() throws Exception {
        PostgresSource database = new PostgresSource(address, "born there");
        SqliteSource file = new SqliteSource(folder.resolve("born there.db"));
        StudyStore.Content content = fill(database, 6);
        StoreCopy.copy(database, file);
        assertEquals(content, content(file));
    }

    @Test
    void nothingIsOverwrittenAndNothingIsCopiedThatIsBeingWritten() throws Exception {
        SqliteSource file = new SqliteSource(folder.resolve("d.db"));
        PostgresSource database = new PostgresSource(address, "taken");
        fill(file, 7);
        try (StudyStore store = database.open(SPEC)) {
            done(store.add(plain(0, 1)));
            assertEquals(
                    database.shown()
                            + " is being written, and a study goes on in one place. Wait until it ends, or stop it.",
                    assertThrows(
                                    LockedException.class,
                                    () -> StoreCopy.copy(database, new SqliteSource(folder.resolve("e.db"))))
                            .getMessage());
        }
        assertEquals(
                address.shown() + " knows a study \"taken\" already, and it is not overwritten. Name another.",
                assertThrows(StoreException.class, () -> StoreCopy.copy(file, database))
                        .getMessage());
        PostgresSource missing = new PostgresSource(address, "missing");
        assertEquals(
                "there is no study \"missing\" in " + address.shown(),
                assertThrows(
                                StoreException.class,
                                () -> StoreCopy.copy(missing, new SqliteSource(folder.resolve("f.db"))))
                        .getMessage());
    }

    @Test
    void rowsThatWereChangedFromOutsideAreNoticed() throws Exception {
        PostgresSource database = new PostgresSource(address, "changed");
        try (PostgresStore store = database.open(SPEC)) {
            done(store.add(plain(0, 3)));
        }
        String tables = "sextant_" + id("changed");
        execute("UPDATE " + tables + ".trial SET view_digest = 'other' WHERE number = 1");
        String words =
                "%s: the row of trial 1 is not as it was written, its checksum differs: the file was changed from outside, or its disk is failing"
                        .formatted(database.shown());
        assertEquals(
                words,
                assertThrows(DamagedException.class, () -> database.trials(SPEC.space()))
                        .getMessage());
        StoreCheck.Report report = StoreCheck.of(database, SPEC);
        assertFalse(report.sound());
        assertEquals(List.of("trials: " + words), report.faults());
        execute("INSERT INTO " + tables + ".schema_version VALUES (99)");
        String newer =
                "%s was written by a newer Sextant (store version 99, this one reads up to %d). Use that version."
                        .formatted(database.shown(), Schema.VERSION);
        assertEquals(
                newer,
                assertThrows(StoreException.class, () -> database.open(SPEC)).getMessage());
        assertEquals(
                newer,
                assertThrows(StoreException.class, () -> database.trials(SPEC.space()))
                        .getMessage());
    }

    private static long id(String study) throws Exception {
        try (Connection connection = PostgresLink.read(address)) {
            Long id = new PostgresSchema(address, connection).find(study);
            return id == null ? 0 : id;
        }
    }
}
