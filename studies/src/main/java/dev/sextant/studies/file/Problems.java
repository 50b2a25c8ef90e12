// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The problems found so far. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();

    void error(Position at, String path, String message, String help) {
        found.add(new Problem(true, at, path, message, help));
    }

    void warning(Position at, String path, String message, String help) {
        found.add(new Problem(false, at, path, message, help));
    }

    void addAll(Problems others) {
        found.addAll(others.found);
    }

    boolean severe() {
        for (Problem problem : found) if (problem.severe()) return true;
        return false;
    }

    int count() {
        return found.size();
    }

    /** In the order of the file, then of the arguments. */
    List<Problem> sorted() {
        return found.stream().sorted(Comparator.comparing(Problem::at)).toList();
    }
}
