// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiloxTest {
    /** The known answers of the Random123 library, version 1.14, file kat_vectors, lines "philox4x32 10". */
    @ParameterizedTest
    @CsvSource({
        "00000000 00000000 00000000 00000000, 00000000 00000000, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
        "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
        "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0, d16cfe09 94fdcceb 5001e420 24126ea1",
    })
    void theKnownAnswersHold(String counter, String key, String answer) {
        int[] c = words(counter);
        int[] k = words(key);
        int[] out = new int[4];
        Philox.block(c[0], c[1], c[2], c[3], k[0], k[1], out);
        assertArrayEquals(words(answer), out);
    }

    private static int[] words(String hex) {
        String[] words = hex.split(" ", -1);
        int[] numbers = new int[words.length];
        for (int i = 0; i < words.length; i++) numbers[i] = HexFormat.fromHexDigits(words[i]);
        return numbers;
    }
}
