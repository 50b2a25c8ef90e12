// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/** What JSON inside a page writes otherwise, so that nothing in it is an end of its element or of a line. */
final class DataEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1;

    private final int[] ascii = CharacterEscapes.standardAsciiEscapesForJSON();

    DataEscapes() {
        for (char sign : new char[] {'<', '>', '&'}) ascii[sign] = CharacterEscapes.ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ascii.clone();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int sign) {
        return sign == 0x2028 || sign == 0x2029 ? new SerializedString("\\u%04x".formatted(sign)) : null;
    }
}
