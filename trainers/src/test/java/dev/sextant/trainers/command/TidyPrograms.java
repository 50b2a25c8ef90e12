// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that run programs: each in a folder of its own, none for long, and after each nothing may run on. */
@Timeout(30)
abstract class TidyPrograms {
    @TempDir
    Path folder;

    Programs programs;

    @BeforeEach
    void begin() {
        programs = new Programs(folder);
    }

    @AfterEach
    void nothingIsLeftRunning() throws IOException {
        programs.assertNothingRuns();
    }
}
