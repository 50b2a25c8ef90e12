// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordFileTest {
    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();

    private Path file(String content, String rights) throws Exception {
        Path file = folder.resolve("password");
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
        return file;
    }

    @Test
    void aFileOfOnesOwnIsTakenWithoutAWord() throws Exception {
        PasswordFile.check(file("geheim \u00e4\n", "rw-------"), warnings::add);
        assertEquals(List.of(), warnings);
    }

    @Test
    void aFileThatOthersMayReadIsTakenWithAWarning() throws Exception {
        Path file = file("geheim", "rw-r-----");
        PasswordFile.check(file, warnings::add);
        assertEquals(
                List.of("others than its owner may read the password in " + file
                        + "; to keep it secret type: chmod 600 " + file),
                warnings);
    }

    @Test
    void whatIsNoPasswordIsRefusedWithoutBeingShown() throws Exception {
        refused("", "its first line is empty");
        refused("\ngeheim", "its first line is empty");
        refused("geheim\ngeheimer\n", "it has more than one line");
        refused("x".repeat(5000), "it is longer than 4096 bytes");
        Files.write(folder.resolve("password"), "\u00e4".getBytes(StandardCharsets.ISO_8859_1));
        told("it is not text in UTF-8");
        Files.delete(folder.resolve("password"));
        told("there is no such file or directory");
    }

    private void refused(String content, String problem) throws Exception {
        file(content, "rw-------");
        assertFalse(told(problem).contains("geheim"));
    }

    private String told(String problem) {
        Path file = folder.resolve("password");
        String text = assertThrows(RefusedException.class, () -> PasswordFile.check(file, warnings::add))
                .text();
        assertTrue(text.contains("no password can be had from " + file + ": " + problem), text);
        return text;
    }
}
