// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The problems found so far. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    public void error(Position at, String path, String message, String help) {
        found.add(new Problem(true, at, path, message, help));
    }

    public void warning(Position at, String path, String message, String help) {
        found.add(new Problem(false, at, path, message, help));
    }

    public void addAll(Problems others) {
        found.addAll(others.found);
    }

    public boolean severe() {
        for (Problem problem : found) if (problem.severe()) return true;
        return false;
    }

    public int count() {
        return found.size();
    }

    /** In the order of the file, then of the arguments. */
    public List<Problem> sorted() {
        return found.stream().sorted(Comparator.comparing(Problem::at)).toList();
    }
}
