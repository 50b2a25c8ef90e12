// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellWordsTest {
    private static List<String> words(String line) {
        ShellWords words = ShellWords.of(line);
        assertNull(words.refused());
        return words.words();
    }

    @Test
    void wordsStandBetweenBlanks() {
        assertEquals(List.of("python3", "train.py", "--lr", "0.1"), words("  python3\ttrain.py  --lr 0.1 \n"));
        assertEquals(List.of(), words(" \n "));
    }

    @Test
    void quotesKeepBlanksAndSigns() {
        assertEquals(List.of("a", "b c", "|&;", "$x", ""), words("a 'b c' \"|&;\" '$x' ''"));
        assertEquals(List.of("one word"), words("one\" \"'word'"));
        assertEquals(List.of("a\"b\\c", "$x"), words("\"a\\\"b\\c\" \"\\$x\""));
    }

    @Test
    void aBackslashTakesTheSignificanceOfOneCharacter() {
        assertEquals(List.of("my file", "a;b", "c"), words("my\\ file a\\;b \\\n c"));
    }

    @Test
    void signsThatMeanNothingInsideAWordStay() {
        assertEquals(List.of("--a=b", "c#d", "e~", "{f}"), words("--a=b c#d e~ {f}"));
        assertEquals(List.of("a"), words("a # the rest is a comment | really"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '\0',
            value = {
                "a | b ! a pipe (|) ! 2",
                "a || b ! || ! 2",
                "cd x && b ! && ! 5",
                "a & ! & ! 2",
                "a; b ! a second command (;) ! 1",
                "a > log ! a redirection (>) ! 2",
                "a 2>&1 ! a redirection (>) ! 3",
                "echo $HOME ! a variable ($) ! 5",
                "echo \"$HOME\" ! a variable ($) ! 6",
                "a $(b) ! a command in $( ) ! 2",
                "a `b` ! a command in backquotes ! 2",
                "(a) ! a subshell (() ! 0",
                "ls *.py ! a pattern of file names (*) ! 3",
                "~/bin/a ! the home folder (~) ! 0",
                "X=1 a ! a variable that is set before the command ! 1",
                "a 'b ! a quote that is not closed ! 2",
                "a \"b ! a quote that is not closed ! 2",
            })
    void whatOnlyAShellCanDoIsRefused(String line, String refused, int at) {
        ShellWords words = ShellWords.of(line);
        assertEquals(refused, words.refused());
        assertEquals(at, words.at());
        assertEquals(List.of(), words.words());
    }

    @Test
    void aSecondLineIsASecondCommand() {
        assertEquals("a second line", ShellWords.of("a\nb").refused());
        assertEquals("a backslash at the end", ShellWords.of("a \\").refused());
    }
}
