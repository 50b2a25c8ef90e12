// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.terminal;

/**
 * How a piece of a line stands out, on a terminal that shows colours; from the eight that every scheme makes readable.
 */
public enum Style {
    PLAIN(""),
    STRONG("1"),
    FAINT("2"),
    GOOD("32"),
    DOUBTFUL("33"),
    BAD("31"),
    CURVE("36");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String around(String text) {
        return code.isEmpty() || text.isBlank() ? text : "\033[" + code + "m" + text + "\033[0m";
    }
}
