// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

/** Names of studies: short, and safe as names of files. */
final class Names {
    private Names() {}

    static boolean valid(String name, int longest) {
        if (name.isEmpty() || name.length() > longest) return false;
        for (int i = 0; i < name.length(); i++) if (!allowed(name.charAt(i))) return false;
        return true;
    }

    private static boolean allowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-';
    }

    /** The nearest name that is allowed, or nothing where no letter or digit would be left of it. */
    static String suggestion(String name, int longest) {
        String safe = safe(name, longest);
        return safe.chars().anyMatch(Character::isLetterOrDigit) ? safe : "";
    }

    /** The name of a study that has none: its file's, without folder and ending. */
    static String ofFile(String file, int longest) {
        String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        int dot = name.lastIndexOf('.');
        if (dot > 0) name = name.substring(0, dot);
        String safe = safe(name, longest);
        return safe.isEmpty() ? "study" : safe;
    }

    private static String safe(String name, int longest) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < Math.min(name.length(), longest); i++)
            safe.append(allowed(name.charAt(i)) ? name.charAt(i) : '-');
        return safe.toString();
    }
}
