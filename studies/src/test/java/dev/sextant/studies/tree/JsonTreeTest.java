// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {
    private final Problems problems = new Problems();

    private String refused(byte[] bytes) {
        TreeText.read("study.json", bytes, problems);
        StringBuilder text = new StringBuilder();
        for (Problem problem : problems.sorted()) text.append(problem.text());
        return text.toString();
    }

    private String refused(String text) {
        return refused(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"a\": tru}          ; 1:7  ; tru is not a value                             ; stand in double quotes",
                "name: iris            ; 1:1  ; name is not a value                            ; YAML stands in a file named .yaml",
                "{\"a\": NaN}          ; 1:7  ; NaN is not a number there                      ; write a finite number",
                "{\"a\": 01}           ; 1:8  ; a number does not begin with 0                 ; delete the 0",
                "{\"a\": 1.}           ; 1:9  ; '}' is unexpected here                         ; a digit is missing before it",
                "{\"a\": -}            ; 1:8  ; '}' is unexpected here                         ; a digit is missing before it",
                "{\"a\": +1}           ; 1:7  ; '+' is unexpected here                         ; no sign, or a minus",
                "{\"a\": .5}           ; 1:7  ; '.' is unexpected here                         ; begins with a digit",
                "{\"a\": #}            ; 1:7  ; '#' is unexpected here                         ; a comment begins with //",
                "{\"a\": <}            ; 1:7  ; '<' is unexpected here                         ; a value is expected",
                "{\"a\":\u0007 1}      ; 1:6  ; the character U+0007 is unexpected here        ; delete it",
                "{\"a\": \"\\q\"}      ; 1:9  ; a backslash begins an escape, and this is none ; write \\\\ for",
                "{\"a\": \"\\u12\"}    ; 1:12 ; '\"' is unexpected here                        ; four hexadecimal digits",
                "{\"a\": 1 \"b\": 2}   ; 1:9  ; '\"' is unexpected here                        ; a comma is missing",
                "{\"a\" 1}             ; 1:6  ; '1' is unexpected here                         ; a colon is missing",
                "{\"a\": 1,, }         ; 1:9  ; ',' is unexpected here                         ; a key in double quotes",
                "{\"a\": 1]            ; 1:8  ; ']' is unexpected here                         ; a } is missing before it",
                "[1}                   ; 1:3  ; '}' is unexpected here                         ; a ] is missing before it",
                "{\"a\": [1            ; 1:7  ; the text ends before this array does           ; a ] is missing",
                "{\"a\": 1} /* x       ; 1:14 ; this comment is not closed                     ; close it with */",
                "\"x                   ; 1:3  ; the text ends in the midst of a value          ; a value is expected",
                "{\"a\": 1}}           ; 1:9  ; text stands after the end of the document      ; delete it",
                "{\"a\": 1} x          ; 1:10 ; text stands after the end of the document      ; delete it",
                "{\"a\": \"\\ud800\"}  ; 1:7  ; this string holds half a character, \\ud800    ; write both halves",
            })
    void whatIsNotJsonIsSaidInWords(String text, String place, String message, String help) {
        String told = refused(text);
        assertTrue(told.startsWith("study.json:" + place + ": error: "), told);
        assertTrue(told.contains(message), told);
        assertTrue(told.contains("= help: ") && told.contains(help), told);
        assertFalse(told.contains("REDACTED"), told);
        assertEquals(1, problems.count());
    }

    @Test
    void aLongWordIsShownShort() {
        String told = refused("{\"a\": " + "x".repeat(100_000) + "}");
        assertTrue(told.contains(" not JSON: " + "x".repeat(40) + "… is not a value\n"), told);
        assertTrue(told.length() < 400, told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anyLineEndIsOne(String end) {
        assertEquals("""
                study.json:3:1: error: not JSON: '"' is unexpected here
                    3 | "b": 2
                      | ^
                      = help: a comma is missing before it
                """, refused(String.join(end, "{", "\"a\": 1", "\"b\": 2", "}")));
    }

    @Test
    void theCaretStandsBehindOtherPlanes() {
        assertEquals("""
                study.json:1:14: error: not JSON: 'b' is unexpected here
                    1 | {"😀": "😀", b}
                      |              ^
                      = help: a key in double quotes is expected
                """, refused("{\"\ud83d\ude00\": \"\ud83d\ude00\", b}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM", "UTF-32LE"})
    void twoBytesACharacterAreSeen(String charset) {
        assertEquals("""
                study.json:1:1: error: the file is text in UTF-16, not in UTF-8
                      = help: save it as UTF-8: iconv -f UTF-16 -t UTF-8 OLD > NEW
                """, refused("{\"trainer\": {}}".getBytes(Charset.forName(charset))));
    }

    @Test
    void anInvalidByteIsShownWhereItStands() {
        assertEquals("""
                study.json:2:5: error: the file is not text in UTF-8
                    2 | "b":
                      |     ^
                      = help: save it as UTF-8
                """, refused("{\n\"b\":\u00e9}".getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void zeroBytesAreNoText() {
        assertEquals("""
                study.json:2:3: error: the file is not text: it holds a zero byte
                    2 |   \ufffd}
                      |   ^
                      = help: is this the right file?
                """, refused("{\n  \u0000}"));
    }
}
