// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.terminal;

import java.util.Arrays;

/**
 * How many cells of a terminal a text takes: none for marks that combine with the letter before them, two for the wide
 * letters and pictures of East Asia, one for the rest.
 *
 * <p>Source: the wide ranges of Unicode's EastAsianWidth.txt. Departure: blocks that are wide but for a few characters
 * are taken as wide, so that a text may be shorter than it says and is never longer.
 */
public final class Cells {
    /** Stands for what must not reach a terminal. */
    private static final char REPLACED = '\ufffd';

    /** Asks for the coloured form of the character before it, in which terminals differ. */
    private static final int PICTURE = 0xFE0F;

    /** First and last of each range, in order. */
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23EC, 0x23F0, 0x23F0, 0x23F3, 0x23F3, 0x25FD, 0x25FE,
        0x2614, 0x2615, 0x2648, 0x2653, 0x267F, 0x267F, 0x2693, 0x2693, 0x26A1, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE,
        0x26C4, 0x26C5, 0x26CE, 0x26CE, 0x26D4, 0x26D4, 0x26EA, 0x26EA, 0x26F2, 0x26F3, 0x26F5, 0x26F5, 0x26FA, 0x26FA,
        0x26FD, 0x26FD, 0x2705, 0x2705, 0x270A, 0x270B, 0x2728, 0x2728, 0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755,
        0x2757, 0x2757, 0x2795, 0x2797, 0x27B0, 0x27B0, 0x27BF, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55,
        0x2E80, 0x303E, 0x3041, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE10, 0xFE19, 0xFE30, 0xFE6F,
        0xFF00, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0, 0x18CFF, 0x1AFF0, 0x1B2FF, 0x1F004, 0x1F004, 0x1F0CF, 0x1F0CF, 0x1F18E,
        0x1F18E, 0x1F191, 0x1F19A, 0x1F200, 0x1F64F, 0x1F680, 0x1F6FF, 0x1F7E0, 0x1F7F0, 0x1F900, 0x1F9FF, 0x1FA70,
        0x1FAFF, 0x20000, 0x3FFFD
    };

    private Cells() {}

    /** The text without what could move a cursor or turn the direction of writing; most texts as they are. */
    public static String printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') return replaced(text);
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point == PICTURE) return;
            switch (Character.getType(point)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE,
                        Character.UNASSIGNED -> shown.append(REPLACED);
                default -> shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }

    /** The cells of a printable text. */
    public static int width(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            width += width(point);
            i += Character.charCount(point);
        }
        return width;
    }

    private static int width(int point) {
        if (point < 0x300) return 1;
        int type = Character.getType(point);
        // The vowels and finals of Korean join the consonant before them.
        if (type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || (0x1160 <= point && point <= 0x11FF)) return 0;
        int at = Arrays.binarySearch(WIDE, point);
        return at >= 0 || -at % 2 == 0 ? 2 : 1;
    }

    /** The beginning of a printable text that takes at most so many cells. */
    public static String beginning(String text, int cells) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            width += width(point);
            if (width > cells) return text.substring(0, i);
            i += Character.charCount(point);
        }
        return text;
    }

    /** A printable text in at most so many cells, its loss marked where there is one. */
    public static String cut(String text, int cells, Glyphs glyphs) {
        if (width(text) <= cells) return text;
        if (cells < 1) return "";
        return beginning(text, cells - 1) + glyphs.ellipsis();
    }
}
