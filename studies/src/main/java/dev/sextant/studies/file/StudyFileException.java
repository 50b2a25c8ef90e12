// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import dev.sextant.studies.tree.Problem;
import java.util.List;

/** A study file cannot be run; holds every problem of it, warnings included, in the order of the file. */
public final class StudyFileException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    public StudyFileException(List<Problem> problems) {
        super(text(problems));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    /** All problems as compilers write them. */
    public String text() {
        return text(problems);
    }

    private static String text(List<Problem> problems) {
        StringBuilder text = new StringBuilder();
        for (Problem problem : problems) text.append(problem.text());
        return text.toString();
    }
}
