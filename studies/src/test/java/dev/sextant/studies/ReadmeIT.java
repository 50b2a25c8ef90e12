// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what a reader gets: the result is the same on every machine, so it can be compared. */
class ReadmeIT {
    @TempDir
    Path folder;

    @Test
    void showsWhatItsFirstCommandPrints() throws Exception {
        String readme = Files.readString(Path.of("..", "README.md"));
        String study = Path.of("digits.json").toAbsolutePath().toString();
        String printed = SextantProcess.run(folder, "run", study).expect(0).out();
        assertTrue(readme.contains("```text\n" + printed + "```"), () -> "the README does not show:\n" + printed);
    }

    @Test
    void showsTheSmallestStudyAsItIs() throws Exception {
        String readme = Files.readString(Path.of("..", "README.md"));
        String study = Files.readString(Path.of("iris.json"));
        assertTrue(readme.contains("```json\n" + study + "```"), () -> "the README does not show:\n" + study);
    }
}
