// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreFileTest {
    @TempDir
    Path folder;

    private @Nullable StoreFile read() throws RefusedException {
        return StoreFile.read(new RunDirectory(folder));
    }

    @Test
    void whatWasWrittenIsRead() throws Exception {
        StoreFile written = new StoreFile("postgres://anna@db.example:5433/search?sslmode=require", "digits-3");
        written.write(new RunDirectory(folder));
        assertEquals(written, read());
        assertEquals("""
                {
                  "format" : 1,
                  "store" : "postgres://anna@db.example:5433/search?sslmode=require",
                  "study" : "digits-3"
                }
                """, Files.readString(folder.resolve("store.json")));
    }

    @Test
    void aRunWithoutTheFileHasItsTrialsInItsFolder() throws Exception {
        assertNull(read());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        {                                                    | it is not JSON (line 1
        []                                                   | it must be an object with format, store, study
        {"store": "a", "study": "b"}                         | format must be 1 and is missing
        {"format": "1", "store": "a", "study": "b"}          | format must be 1
        {"format": 2, "store": "a", "study": "b"}            | its format is 2, and this version reads 1 alone
        {"format": 1, "store": "a", "study": "b", "user": 1} | the key "user" is not known; known are format, store, study
        {"format": 1, "store": "a", "store": "b"}            | it is not JSON
        {"format": 1, "store": "a", "study": "b"} 1          | it is not JSON
        {"format": 1, "study": "b"}                          | store must be a text and is missing
        {"format": 1, "store": "a", "study": 3}              | study must be a text that is not empty
        {"format": 1, "store": " ", "study": "b"}            | store must be a text that is not empty
        """)
    void anythingElseIsRefusedWithWhatIsWrongAndTheWayOut(String text, String problem) throws Exception {
        Files.writeString(folder.resolve("store.json"), text);
        RefusedException refused = assertThrows(RefusedException.class, this::read);
        assertTrue(refused.text().contains("store.json cannot be used: " + problem), refused.text());
        assertTrue(refused.text().contains("put back what it wrote"), refused.text());
    }

    @Test
    void aFileOfAnyLengthCostsNoMemory() throws Exception {
        Files.writeString(folder.resolve("store.json"), " ".repeat(70_000));
        assertTrue(assertThrows(RefusedException.class, this::read).text().contains("longer than 65536 bytes"));
    }
}
