// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdsTest {
    private static final Path RUNS = Path.of("/home/somebody/runs");

    @Test
    void aRunAmongTheRunsGoesByItsName() {
        assertEquals("digits-12", RunIds.of(RUNS.resolve("digits-12"), RUNS));
        assertEquals("digits-12", RunIds.of(RUNS.resolve("x/../digits-12"), RUNS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "..", "ü", "<script>", "x.y", "a;b", "%2e%2e", "\u202egnp", "nul", "-", "_"})
    void everyIdIsSafe(String name) {
        String id = RunIds.of(RUNS.resolve("in").resolve(name), RUNS);
        assertTrue(id.matches("[A-Za-z0-9_-]{1,64}"), id);
        assertEquals(id, RunIds.of(RUNS.resolve("in").resolve(name), RUNS), "it is the same at every start");
    }

    @Test
    void namesThatLookAlikeAreToldApart() {
        assertNotEquals(RunIds.of(RUNS.resolve("a b"), RUNS), RunIds.of(RUNS.resolve("a-b"), RUNS));
        assertNotEquals(RunIds.of(Path.of("/one/run"), RUNS), RunIds.of(Path.of("/other/run"), RUNS));
        assertNotEquals(RunIds.of(RUNS.resolve("run"), RUNS), RunIds.of(Path.of("/other/run"), RUNS));
    }

    @Test
    void aLongNameIsCutAndKeepsItsHash() {
        String id = RunIds.of(RUNS.resolve("long".repeat(50)), RUNS);
        assertTrue(id.length() <= 64, id);
        assertNotEquals(id, RunIds.of(RUNS.resolve("long".repeat(51)), RUNS));
    }
}
