// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    @Test
    void whatIsNotSaidHasItsDefault() {
        Arguments arguments = Arguments.read(new String[] {
            "--searchers",
            "random",
            "--workers",
            "1,8",
            "--schedules",
            "window,asynchronous",
            "--against",
            "a.csv",
            "--brief"
        });
        assertEquals(20, arguments.seeds());
        assertEquals(80, arguments.trials());
        assertEquals(List.of(1, 8), arguments.workers());
        assertEquals(List.of(Schedule.WINDOW, Schedule.ASYNCHRONOUS), arguments.schedules());
        assertEquals(List.of(Path.of("a.csv")), arguments.against());
        assertTrue(arguments.brief());
    }

    @Test
    void aMistakeSaysTheRuleOrTheUsage() {
        assertTrue(message("--searcher", "random").startsWith("there is no option --searcher\n\nCompares"));
        assertTrue(message("--seeds").startsWith("--seeds needs a value"));
        assertTrue(message().startsWith("say what to compare"));
        assertEquals("--trials (5) must be at least 10", message("--trials", "5"));
        assertEquals("--seeds must be a whole number, got many", message("--seeds", "many"));
        assertEquals("a schedule is window or asynchronous, got batch", message("--schedules", "batch"));
    }

    private static String message(String... words) {
        String message = assertThrows(IllegalArgumentException.class, () -> Arguments.read(words))
                .getMessage();
        return message == null ? "" : message;
    }
}
