// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTextTest {
    private static final CommandPage PAGE = new CommandPage(
            "sextant sail",
            "",
            "Sail away",
            List.of("Sails to the harbour that is named, whatever the wind."),
            List.of(new Argument(List.of(), "HARBOUR", true, false, List.of(), "Where to.", false)),
            List.of(
                    new Argument(List.of("--crew"), "N", false, false, List.of(), "How many. Default: 3.", false),
                    new Argument(List.of("-h", "--help-with-a-long-name"), "", false, false, List.of(), "Help.", true)),
            List.of(new CommandPage.Exit(4, "Nobody came back.")),
            List.of("sextant sail Lisbon --crew 5 --and-a-line-that-is-typed-as-it-stands-however-long-it-may-be"),
            List.of("Mind the tide."),
            List.of(),
            false);

    @Test
    void aPageHasItsPartsInOneOrder() {
        assertEquals("""
                Usage: sextant sail [OPTION...] HARBOUR
                Sails to the harbour that is named, whatever the wind.

                  HARBOUR   Where to.

                Options:
                  --crew N  How many. Default: 3.
                  -h, --help-with-a-long-name
                            Help.

                Exit codes:
                  4    Nobody came back.

                Example:
                  sextant sail Lisbon --crew 5 --and-a-line-that-is-typed-as-it-stands-however-long-it-may-be

                Mind the tide.
                """, HelpText.of(PAGE, 80));
    }

    /**
     * Names and examples are never broken. Beyond a hundred columns lines are no longer; below twenty the terminal
     * breaks them.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 20, 40, 55, 80, 100, 1_000, Integer.MAX_VALUE})
    void everyWidthShowsEveryWord(int width) {
        String text = HelpText.of(PAGE, width);
        assertEquals(words(HelpText.of(PAGE, 80)), words(text));
        int most = Math.clamp(width, 20, 100);
        for (String line : text.lines().toList())
            assertTrue(
                    line.length() <= most
                            || line.strip().indexOf(' ') < 0
                            || line.startsWith("  -")
                            || line.startsWith("  sextant"),
                    width + ": " + line);
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    @Test
    void aWordThatIsLongerThanTheLineStandsAlone() {
        assertEquals(List.of("a", "wordthatislong", "b c"), Wrapping.lines("a wordthatislong b c", 5));
        assertEquals(List.of("  a b", "  c"), Wrapping.lines("  a b c", 5));
        assertEquals(List.of(""), Wrapping.lines("", 5));
    }

    @Test
    void whatIsLeftOutOfTheDescriptionIsTheSecondSentence() {
        Argument argument =
                new Argument(List.of("--crew"), "N", false, false, List.of(), "How many. Default: 3.", false);
        assertEquals("How many", argument.brief());
    }
}
