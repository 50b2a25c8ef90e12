// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenTest {
    @Test
    void theSizeIsReadAsSttyWritesIt() {
        assertEquals(new Screen.Size(132, 50), Screen.Size.read("50 132\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 0", "24", "24 80 1", "stty: /dev/tty: no such device", "24 -80"})
    void aTerminalThatDoesNotKnowItsSizeChangesNothing(String words) {
        assertNull(Screen.Size.read(words));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({
        "UTF-8, xterm, true",
        "utf8, '', true",
        "ANSI_X3.4-1968, xterm, false",
        "UTF-8, dumb, false",
        "'', xterm, false"
    })
    void picturesAreMadeOfWhatCanBeShown(String encoding, String terminal, boolean unicode) {
        assertEquals(unicode ? Glyphs.UNICODE : Glyphs.ASCII, Glyphs.of(encoding, Map.of("TERM", terminal)));
    }
}
