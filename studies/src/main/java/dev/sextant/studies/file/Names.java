// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import dev.sextant.engine.spi.Schema;

/** Names of studies: short, and safe as names of files. */
final class Names {
    static final int LONGEST = 64;

    static final Schema.Form FORM = new Schema.Form(
            "[A-Za-z0-9._-]{1," + LONGEST + "}", "1 to " + LONGEST + " letters, digits, dots, hyphens or underscores");

    private Names() {}

    private static boolean allowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-';
    }

    /** The nearest name that is allowed, or nothing where no letter or digit would be left of it. */
    static String suggestion(String name) {
        String safe = safe(name);
        return safe.chars().anyMatch(Character::isLetterOrDigit) ? safe : "";
    }

    /** The name of a study that has none: its file's, without folder and ending. */
    static String ofFile(String file) {
        String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        int dot = name.lastIndexOf('.');
        if (dot > 0) name = name.substring(0, dot);
        String safe = safe(name);
        return safe.isEmpty() ? "study" : safe;
    }

    private static String safe(String name) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < Math.min(name.length(), LONGEST); i++)
            safe.append(allowed(name.charAt(i)) ? name.charAt(i) : '-');
        return safe.toString();
    }
}
