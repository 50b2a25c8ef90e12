// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Readings;
import dev.sextant.engine.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a store when its disk, its file or its clock fails. */
class SqliteFaultsIT {
    private static final int PAGE = 4096;

    @TempDir
    private Path folder = Path.of("");

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static Outcome outcome(long number) {
        double[] curve = new double[(int) (number % 40)];
        Arrays.setAll(curve, epoch -> 1.0 / (1 + epoch + number));
        Readings readings = number % 3 == 0 ? new Readings(Map.of("rate", curve)) : Readings.NONE;
        return number % 5 == 0
                ? new Outcome.Diverged(new LearningCurve(curve, readings))
                : new Outcome.Completed(
                        0.1 * number, 1, Map.of("loss", 0.1 * number), new LearningCurve(curve, readings));
    }

    private static void run(StudyStore store, long from, long to) {
        for (long number = from; number < to; number++) {
            Attempt attempt = new Attempt(number, 1, number + 1, "w");
            store.add(StudyStoreContract.plain(number, 1));
            store.begin(attempt);
            store.end(attempt, outcome(number));
        }
    }

    private Path store(String name, int trials) throws StoreException {
        Path file = folder.resolve(name);
        try (StudyStore store = SqliteStore.open(file, StudyStoreContract.SPEC)) {
            run(store, 0, trials);
        }
        return file;
    }

    private static List<Trial> load(Path file) throws StoreException {
        try (StudyStore store = SqliteStore.open(file, StudyStoreContract.SPEC)) {
            return done(store.load()).trials();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof StoreException words) throw words;
            throw failed;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void aLogCutAnywhereHoldsAPrefixOfTheCommitsWithAllThatWereAcknowledgedBefore(long seed) throws Exception {
        Path file = folder.resolve("whole.db");
        Path log = folder.resolve("whole.db-wal");
        List<Long> sizes = new ArrayList<>();
        List<StudyStore.Content> states = new ArrayList<>();
        StudyStore.Content nothing = new StudyStore.Content(List.of(), List.of());
        byte[] bytes;
        byte[] database;
        try (StudyStore store = SqliteStore.open(file, StudyStoreContract.SPEC)) {
            for (long number = 0; number < 40; number++) {
                Attempt attempt = new Attempt(number, 1, number + 1, "w");
                for (CompletionStage<?> call : List.of(
                        store.add(StudyStoreContract.plain(number, 1)),
                        store.begin(attempt),
                        store.end(attempt, outcome(number)))) done(call);
                sizes.add(Files.size(log));
                states.add(done(store.load()));
            }
            bytes = Files.readAllBytes(log);
            database = Files.readAllBytes(file);
        }
        assertTrue(bytes.length >= sizes.getLast(), "the log was not carried over meanwhile");
        DrawSequence draws = new Draws(seed, 0).of("cut");
        for (int round = 0; round < 60; round++) {
            int cut = draws.below(bytes.length + 1);
            byte[] torn = Arrays.copyOf(bytes, cut);
            if (round % 2 == 1) {
                // What was not synced may also be there in part, or be anything.
                torn = Arrays.copyOf(torn, Math.min(bytes.length, cut + 2 * PAGE));
                for (int at = cut; at < torn.length; at++) torn[at] = (byte) draws.below(256);
            }
            Path copy = folder.resolve("cut-" + round + ".db");
            Files.write(copy, database);
            Files.write(folder.resolve("cut-" + round + ".db-wal"), torn);
            StudyStore.Content found;
            try (StudyStore store = SqliteStore.open(copy, StudyStoreContract.SPEC)) {
                found = done(store.load());
            }
            StudyStore.Content least = nothing;
            for (int i = 0; i < sizes.size() && sizes.get(i) <= cut; i++) least = states.get(i);
            String where = "seed %d, cut at %d".formatted(seed, cut);
            assertTrue(found.trials().size() >= least.trials().size(), where);
            assertPrefix(found, states.getLast(), where);
            for (int i = 0; i < least.trials().size(); i++)
                assertEquals(least.trials().get(i), found.trials().get(i), where);
        }
    }

    /** All but the last trial, which may have been on its way, are as they were in the end. */
    private static void assertPrefix(StudyStore.Content found, StudyStore.Content whole, String where) {
        int size = found.trials().size();
        for (int i = 0; i < size; i++) {
            Trial trial = found.trials().get(i);
            Trial last = whole.trials().get(i);
            boolean underWay = i == size - 1 && trial.outcome() == null;
            assertEquals(underWay ? last.number() : last, underWay ? trial.number() : trial, where);
        }
        assertEquals(whole.attempts().subList(0, found.attempts().size()), found.attempts(), where);
        assertTrue(Math.abs(found.attempts().size() - size) <= 1, where);
    }

    @Test
    void aFlippedByteOnAnyPageIsFoundOrChangesNothingThatCounts() throws Exception {
        Path file = store("flipped.db", 150);
        byte[] sound = Files.readAllBytes(file);
        List<Trial> before = load(file);
        DrawSequence draws = new Draws(5, 0).of("flip");
        int found = 0;
        for (int page = 0; page < sound.length / PAGE; page++) {
            byte[] flipped = sound.clone();
            for (int i = 0; i < 40; i++) flipped[page * PAGE + draws.below(PAGE)] ^= (byte) (1 + draws.below(255));
            Path copy = folder.resolve("page-%d.db".formatted(page));
            Files.write(copy, flipped);
            try {
                assertEquals(before, load(copy), "page " + page);
            } catch (StoreException refused) {
                assertFalse(String.valueOf(refused.getMessage()).isBlank());
                found++;
            }
        }
        assertTrue(found > 10, "only %d pages were found damaged".formatted(found));
    }

    @Test
    void aTruncatedFileIsRefusedWhereverItWasCut() throws Exception {
        byte[] whole = Files.readAllBytes(store("whole.db", 150));
        for (int kept = PAGE / 2; kept < whole.length; kept += 5 * PAGE + 1000) {
            Path cut = folder.resolve("cut-%d.db".formatted(kept));
            Files.write(cut, Arrays.copyOf(whole, kept));
            assertThrows(DamagedException.class, () -> load(cut), "after " + kept);
        }
    }

    @Test
    void anEmptyFileBesideALogIsRefused() throws Exception {
        Path file = folder.resolve("emptied.db");
        try (StudyStore store = SqliteStore.open(file, StudyStoreContract.SPEC)) {
            run(store, 0, 3);
            done(store.load());
            Path copy = folder.resolve("copy.db");
            Files.createFile(copy);
            Files.copy(folder.resolve("emptied.db-wal"), folder.resolve("copy.db-wal"));
            StoreException refused = assertThrows(StoreException.class, () -> load(copy));
            assertEquals(
                    copy
                            + " is empty, but its log is not: it was emptied from outside, and opening it would lose the log",
                    refused.getMessage());
            assertTrue(Files.size(folder.resolve("copy.db-wal")) > 0);
        }
    }

    @Test
    void networkFileSystemsAreRefusedWithTheWayOut() throws Exception {
        Path file = folder.resolve("study.db");
        for (String type : List.of("nfs4", "cifs", "smbfs", "fuse.sshfs", "9p", "afs", "NFS"))
            assertEquals(
                    file + " lies on a network file system (" + type
                            + "), where a crash or a second machine could damage it. Name a directory on a local disk"
                            + " with --dir; to keep the run elsewhere, copy it when it is finished: sextant store copy",
                    assertThrows(StoreException.class, () -> NetworkFileSystems.refuse(file, type))
                            .getMessage());
        for (String type : List.of("ext4", "xfs", "btrfs", "apfs", "NTFS", "overlay", "tmpfs", "zfs"))
            NetworkFileSystems.refuse(file, type);
    }

    @Test
    void aClockThatRunsBackwardsChangesNothingButTheTimes() throws Exception {
        AtomicLong seconds = new AtomicLong(2_000_000_000);
        InstantSource backwards = () -> Instant.ofEpochSecond(seconds.addAndGet(-3600));
        Path file = folder.resolve("backwards.db");
        StudyStore.Content content;
        try (StudyStore store = SqliteStore.open(file, StudyStoreContract.SPEC, backwards)) {
            run(store, 0, 20);
            content = done(store.load());
        }
        Path usual = folder.resolve("usual.db");
        try (StudyStore store = SqliteStore.open(usual, StudyStoreContract.SPEC)) {
            run(store, 0, 20);
            assertEquals(content, done(store.load()));
        }
        assertTrue(StoreCheck.of(file, StudyStoreContract.SPEC).sound());
        assertEquals(content.trials(), load(file));
    }

    @Test
    void aFullDiskLosesNothingThatWasAcknowledgedAndIsGoneOnFromWhenThereIsRoom() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        mount(disk, "size=2m");
        try {
            Path file = disk.resolve("study.db");
            long acknowledged = -1;
            StoreException full = null;
            try (StudyStore store = SqliteStore.open(file, StudyStoreContract.SPEC)) {
                for (long number = 0; full == null; number++) {
                    run(store, number, number + 1);
                    try {
                        done(store.end(new Attempt(number, 1, number + 1, "w"), outcome(number)));
                        acknowledged = number;
                    } catch (CompletionException failed) {
                        full = (StoreException) failed.getCause();
                    }
                }
            }
            assertEquals("cannot use %s: the disk is full".formatted(file), full.getMessage());
            assertTrue(acknowledged > 20, "only %d trials".formatted(acknowledged));
            assertTrue(SqliteStore.read(file, StudyStoreContract.SPEC.space()).size() > acknowledged);
            command("mount", "-o", "remount,size=20m", disk.toString());
            List<Trial> kept = load(file);
            assertTrue(kept.size() > acknowledged);
            for (long number = 0; number <= acknowledged; number++)
                assertEquals(outcome(number), kept.get((int) number).outcome());
            try (StudyStore store = SqliteStore.open(file, StudyStoreContract.SPEC)) {
                done(store.add(StudyStoreContract.plain(kept.size(), 1)));
            }
            assertTrue(StoreCheck.of(file, StudyStoreContract.SPEC).sound());
        } finally {
            command("umount", disk.toString());
        }
    }

    @Test
    void aReadOnlyDiskIsRefusedForWritingAndReadAllTheSame() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        mount(disk, "size=5m");
        try {
            Path file = disk.resolve("study.db");
            try (StudyStore store = SqliteStore.open(file, StudyStoreContract.SPEC)) {
                run(store, 0, 10);
            }
            command("mount", "-o", "remount,ro", disk.toString());
            StoreException refused = assertThrows(StoreException.class, () -> load(file));
            assertTrue(
                    String.valueOf(refused.getMessage()).matches("cannot lock .*study.db: .*[Rr]ead-only file system"),
                    refused.getMessage());
            assertEquals(
                    10, SqliteStore.read(file, StudyStoreContract.SPEC.space()).size());
            assertTrue(StoreCheck.of(file, StudyStoreContract.SPEC).sound());
        } finally {
            command("umount", disk.toString());
        }
    }

    /** A small disk of its own, where this process may have one. */
    private static void mount(Path at, String options) throws IOException, InterruptedException {
        boolean mounted = command("mount", "-t", "tmpfs", "-o", options, "tmpfs", at.toString());
        if (!mounted)
            System.out.println("no disk can be mounted here: what a full or read-only one does was not tried");
        assumeTrue(mounted, "no disk can be mounted here");
    }

    private static boolean command(String... words) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    @Test
    void aCopyOfARunningStoreIsOneOfItsStates() throws Exception {
        Path file = folder.resolve("running.db");
        try (StudyStore store = SqliteStore.open(file, StudyStoreContract.SPEC)) {
            run(store, 0, 500);
            done(store.load());
            run(store, 500, 3000);
            Path to = folder.resolve("copy.db");
            StoreCopy.Copied copied = StoreCopy.copy(file, to);
            StudyStore.Content whole = done(store.load());
            List<Trial> trials = SqliteStore.read(to, StudyStoreContract.SPEC.space());
            assertTrue(trials.size() >= 500 && copied.rows() > 1500);
            assertEquals(whole.trials().subList(0, trials.size() - 1), trials.subList(0, trials.size() - 1));
            assertEquals(
                    to + " exists already and is not overwritten. Name another file.",
                    assertThrows(StoreException.class, () -> StoreCopy.copy(file, to))
                            .getMessage());
            assertTrue(StoreCheck.of(to, StudyStoreContract.SPEC).sound());
            assertTrue(StoreCheck.of(file, StudyStoreContract.SPEC).facts().contains("writer: this process"));
        }
        // Once nothing is written any more, a copy is equal, whenever it is made.
        StoreCopy.Copied one = StoreCopy.copy(file, folder.resolve("one.db"));
        assertEquals(one, StoreCopy.copy(folder.resolve("one.db"), folder.resolve("two.db")));
        assertEquals(load(file), load(folder.resolve("two.db")));
    }
}
