// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import java.util.regex.Pattern;

/** Braces in the arguments of a command: they hold placeholders unless they are doubled. */
final class Braces {
    private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\{)(\\{\\{)*\\{[^{}]");

    private Braces() {}

    /** The text, where no brace begins a placeholder. */
    static String escaped(String text) {
        return text.replace("{", "{{").replace("}", "}}");
    }

    /** Whether there is a placeholder in it. */
    static boolean holds(String argument) {
        return PLACEHOLDER.matcher(argument).find();
    }
}
