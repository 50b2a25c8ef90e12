// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoffManualTest {
    /** What formatters take for something else: options are typed with real dashes, a name may begin a request. */
    @ParameterizedTest
    @CsvSource({
        "--crew=5, \\-\\-crew=5",
        ".hidden, \\&.hidden",
        "a\\b, a\\eb",
        "it's, it\\(aqs",
        "say \"x\", say \\(dqx\\(dq",
        "…, \\[u2026]"
    })
    void aWordIsShownAsItWasWritten(String word, String roff) {
        assertEquals(roff, RoffManual.escaped(word));
    }
}
