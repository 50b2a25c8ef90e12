// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.tree;

import java.util.Locale;

/** The languages in which a tree may be written. */
public enum Notation {
    /** JSON with comments and trailing commas. */
    JSON("json"),
    /** YAML 1.2 without anchors, aliases, merge keys and tags. */
    YAML("yaml");

    private final String ending;

    Notation(String ending) {
        this.ending = ending;
    }

    /** How the names of its files end, without the dot. */
    public String ending() {
        return ending;
    }

    /**
     * The notation of a file: YAML where its name ends in {@code .yaml} or {@code .yml}, JSON where it ends in
     * {@code .json}. Where it has another ending or none, the text decides: JSON begins with a brace, a bracket or a
     * slash, everything else is YAML.
     */
    static Notation of(String name, String text) {
        String small = name.toLowerCase(Locale.ROOT);
        if (small.endsWith(".yaml") || small.endsWith(".yml")) return YAML;
        if (small.endsWith(".json")) return JSON;
        for (int i = 0; i < text.length(); i++)
            if (!Character.isWhitespace(text.charAt(i))) return "{[/".indexOf(text.charAt(i)) >= 0 ? JSON : YAML;
        return JSON;
    }
}
