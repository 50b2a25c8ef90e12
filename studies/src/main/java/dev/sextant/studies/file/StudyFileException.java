// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import dev.sextant.studies.tree.Problem;
import dev.sextant.studies.tree.Problems;
import java.util.ArrayList;
import java.util.List;

/** A study file cannot be run; holds its problems, warnings included, in the order of the file. */
public final class StudyFileException extends Exception {
    /** A person is shown so many at once; where there are more, they come of a few mistakes. */
    static final int SHOWN = 50;

    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;
    private final int count;
    private final int errors;
    private final boolean full;

    /** With all that was found; of very many only the first are kept. */
    public StudyFileException(Problems problems) {
        this(problems.sorted(), problems.count(), problems.errors(), problems.full());
    }

    public StudyFileException(List<Problem> problems) {
        this(
                problems,
                problems.size(),
                (int) problems.stream().filter(Problem::severe).count(),
                false);
    }

    private StudyFileException(List<Problem> problems, int count, int errors, boolean full) {
        super(text(problems, count, full));
        this.problems = List.copyOf(problems);
        this.count = count;
        this.errors = errors;
        this.full = full;
    }

    public List<Problem> problems() {
        return problems;
    }

    /** How many of the problems are no warnings; more than are kept, perhaps. */
    public int errors() {
        return errors;
    }

    /** The first problems as compilers write them, and how many more there are. */
    public String text() {
        return text(problems, count, full);
    }

    private static String text(List<Problem> problems, int count, boolean full) {
        StringBuilder text = new StringBuilder();
        List<Problem> shown = shown(problems);
        for (Problem problem : shown) text.append(problem.text());
        if (count > shown.size())
            text.append("… and ")
                    .append(count - shown.size())
                    .append(full ? " more, where the reading ended\n" : " more\n");
        return text.toString();
    }

    /** Errors rather than warnings. */
    private static List<Problem> shown(List<Problem> problems) {
        if (problems.size() <= SHOWN) return problems;
        long severe = problems.stream().filter(Problem::severe).count();
        int errors = (int) Math.min(SHOWN, severe);
        int warnings = SHOWN - errors;
        List<Problem> shown = new ArrayList<>();
        for (Problem problem : problems) if (problem.severe() ? errors-- > 0 : warnings-- > 0) shown.add(problem);
        return shown;
    }
}
