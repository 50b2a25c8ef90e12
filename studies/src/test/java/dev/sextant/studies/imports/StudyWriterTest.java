// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StudyWriterTest {
    private static ObjectNode json(String text) throws Exception {
        return (ObjectNode) new ObjectMapper().readTree(text);
    }

    @Test
    void whatIsShortStandsInOneLine() throws Exception {
        assertEquals("""
                {
                  "name": "a",
                  "trainer": {
                    "argv": ["x", 1e-5, 2, null],
                    "parameters": {}
                  },
                  "search": { "trials": 3, "of": { "a": [] } }
                }
                """, StudyWriter.write(json("""
                        {"name": "a", "trainer": {"argv": ["x", 0.00001, 2, null], "parameters": {}},
                         "search": {"trials": 3, "of": {"a": []}}}"""), Map.of()));
    }

    @Test
    void commentsStandAboveWhatTheyConcernAndAreBrokenAtWords() throws Exception {
        String long_ = "word ".repeat(30).strip();
        String text = StudyWriter.write(
                json("{\"a\": [1, {\"b/c\": 2}]}"), Map.of("", List.of("whole"), "/a/1/b/c", List.of(long_, "\u0007")));
        assertTrue(text.startsWith("// whole\n{\n"), text);
        assertTrue(text.contains("      // \ufffd\n      \"b/c\": 2\n"), text);
        assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
        assertEquals(30, text.split("word", -1).length - 1);
    }

    @Test
    void halfACharacterIsWrittenByItsNumber() throws Exception {
        ObjectNode study = json("{}").put("a", "x\ud800y\ud83d\ude00");
        assertEquals("{\n  \"a\": \"x\\ud800y\ud83d\ude00\"\n}\n", StudyWriter.write(study, Map.of()));
    }

    @Test
    void pointersMayHoldSlashesInNames() throws Exception {
        ObjectNode study = json("{\"a/b\": {\"c\": [{\"d\": 1}]}, \"a\": 1}");
        assertTrue(StudyWriter.has(study, ""));
        assertTrue(StudyWriter.has(study, "/a/b/c/0/d"));
        assertFalse(StudyWriter.has(study, "/a/b/c/1"));
        assertFalse(StudyWriter.has(study, "/a/c"));
    }
}
