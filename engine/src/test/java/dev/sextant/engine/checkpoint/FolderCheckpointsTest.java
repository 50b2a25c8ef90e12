// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderCheckpointsTest {
    private static final byte[] SOME = {1, 2, 3, 4, 5};

    @TempDir
    Path run;

    private Path folder = Path.of("");

    @BeforeEach
    void name() {
        folder = run.resolve("checkpoints");
    }

    private List<String> files() throws Exception {
        if (!Files.exists(folder)) return List.of();
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void nothingIsThereBeforeSomethingIsKept() throws Exception {
        FolderCheckpoints checkpoints = new FolderCheckpoints(folder);
        assertNull(checkpoints.load(3));
        assertEquals(folder.resolve("3"), checkpoints.folder(3));
        checkpoints.drop(3);
        checkpoints.clear();
        assertFalse(Files.exists(folder));
        assertEquals(Duration.ofSeconds(10), checkpoints.apart());
    }

    @Test
    void theLastOneOfEachTrialIsKeptAndAnotherProcessFindsIt() throws Exception {
        FolderCheckpoints first = new FolderCheckpoints(folder);
        first.save(3, new byte[100]);
        first.save(3, SOME);
        first.save(40, new byte[0]);
        assertEquals(List.of("3.ckpt", "40.ckpt"), files());
        FolderCheckpoints second = new FolderCheckpoints(folder);
        assertArrayEquals(SOME, second.load(3));
        assertArrayEquals(new byte[0], second.load(40));
        assertNull(second.load(4));
    }

    @Test
    void ofATrialThatHasEndedNothingStaysNorOfTheStudy() throws Exception {
        new FolderCheckpoints(folder).save(3, SOME);
        Path own = Files.createDirectories(folder.resolve("4").resolve("deep"));
        Files.writeString(own.resolve("weights"), "of a program");
        Path elsewhere = Files.createDirectory(run.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("precious"), "data");
        Files.createSymbolicLink(own.resolve("link"), elsewhere);
        FolderCheckpoints checkpoints = new FolderCheckpoints(folder);
        checkpoints.save(5, SOME);
        checkpoints.drop(4);
        assertEquals(List.of("3.ckpt", "5.ckpt"), files());
        assertTrue(Files.exists(elsewhere.resolve("precious")), "a link was followed");
        checkpoints.drop(3);
        assertNull(checkpoints.load(3));
        assertEquals(List.of("5.ckpt"), files());
        checkpoints.clear();
        assertFalse(Files.exists(folder));
    }

    @Test
    void whatIsDamagedIsNoneAndSaidSo() throws Exception {
        FolderCheckpoints checkpoints = new FolderCheckpoints(folder);
        checkpoints.save(3, SOME);
        Path file = folder.resolve("3.ckpt");
        byte[] whole = Files.readAllBytes(file);
        DrawSequence draws = new Draws(20261126, 0).of("damage");
        try (LogLines log = new LogLines()) {
            for (int at = 0; at < whole.length; at++) {
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) (1 << draws.below(8));
                Files.write(file, damaged);
                assertNull(checkpoints.load(3), "byte " + at);
                Files.write(file, Arrays.copyOf(whole, at));
                assertNull(checkpoints.load(3), "cut after " + at);
            }
            String words = file + " cannot be read, trial 3 begins from the beginning: ";
            assertEquals(2 * whole.length, log.with(words).size());
            assertEquals(1, log.with(words + "it has 3 bytes of 5").size());
        }
        Files.move(Files.write(file, whole), folder.resolve("4.ckpt"));
        assertNull(checkpoints.load(4), "another trial's");
        Files.delete(folder.resolve("4.ckpt"));
        Files.createDirectory(folder.resolve("4.ckpt"));
        assertNull(checkpoints.load(4), "a directory");
    }

    @Test
    void aFileThatWasNotFinishedIsDeletedByTheNextProcessAndWhatIsNotOursStays() throws Exception {
        Files.createDirectory(folder);
        Files.write(folder.resolve("3-1.part"), SOME);
        Files.write(folder.resolve("notes.txt"), SOME);
        new FolderCheckpoints(folder);
        assertEquals(List.of("notes.txt"), files());
    }

    @Test
    void noOneIsLargerThanItMayBeNorAllTogether() throws Exception {
        FolderCheckpoints checkpoints = new FolderCheckpoints(folder, Duration.ZERO, 50, 200);
        try (LogLines log = new LogLines()) {
            checkpoints.save(1, new byte[51]);
            assertEquals(List.of(), files());
            checkpoints.save(1, new byte[50]);
            checkpoints.save(2, new byte[50]);
            checkpoints.save(3, new byte[50]);
            assertEquals(List.of("1.ckpt", "2.ckpt"), files());
            checkpoints.save(2, new byte[49]);
            checkpoints.drop(1);
            checkpoints.save(3, SOME);
            assertEquals(List.of("2.ckpt", "3.ckpt"), files());
            assertEquals(1, log.with("could be kept").size(), "told once");
        }
    }

    @Test
    void aDiskThatTakesNothingIsToldOfOnceAndNobodyIsHeldUp() throws Exception {
        Files.write(folder, SOME); // where the folder should be
        FolderCheckpoints checkpoints = new FolderCheckpoints(folder);
        try (LogLines log = new LogLines()) {
            for (int i = 0; i < 5; i++) checkpoints.save(17, SOME);
            checkpoints.drop(17);
            assertEquals(
                    1,
                    log.with("no checkpoint of trial 17 could be kept in " + folder + ": ")
                            .size());
            assertEquals(1, log.with("Trainings go on").size());
        }
    }
}
