// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import dev.sextant.studies.tree.Position;

/** Gives a study the name that the source has, as far as a study may have it. */
final class StudyName {
    private static final int LONGEST = 64;

    private StudyName() {}

    static void give(String written, Position at, String path, Draft draft, Report report) {
        String safe = written.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^-+|-+$", "");
        String name = safe.substring(0, Math.min(safe.length(), LONGEST));
        boolean empty = name.chars().noneMatch(Character::isLetterOrDigit);
        if (!empty) draft.name(name);
        if (empty || !name.equals(written))
            report.note(
                    at,
                    path,
                    "a study's name is made of at most " + LONGEST + " letters, digits, dots, hyphens and underscores: "
                            + (empty ? "the study has none" : "it became " + name),
                    empty ? "without one a study is called as its file is" : "",
                    "/name");
    }
}
