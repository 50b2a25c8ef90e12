// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Output as a page shows it. A line that is {@code …} alone stands for any number of lines; within a line, {@code …}
 * stands for anything. White space at the end of a line, and blank lines at either end, do not count.
 *
 * @param lines without blank ones at either end
 */
record ShownOutput(List<String> lines) {
    private static final String ANYTHING = "…";

    static ShownOutput of(String text) {
        List<String> lines =
                new ArrayList<>(text.lines().map(String::stripTrailing).toList());
        while (!lines.isEmpty() && lines.getFirst().isEmpty()) lines.removeFirst();
        while (!lines.isEmpty() && lines.getLast().isEmpty()) lines.removeLast();
        return new ShownOutput(lines);
    }

    /** Whether this, with its {@code …}, shows what was printed. Cost: the product of the numbers of lines. */
    boolean shows(String printed) {
        List<String> real = of(printed).lines();
        // reached[j]: the lines shown so far can stand for the first j that were printed.
        boolean[] reached = new boolean[real.size() + 1];
        reached[0] = true;
        for (String line : lines) {
            boolean[] next = new boolean[real.size() + 1];
            if (line.strip().equals(ANYTHING)) {
                boolean any = false;
                for (int j = 0; j < next.length; j++) next[j] = any |= reached[j];
            } else {
                Pattern pattern = pattern(line);
                for (int j = 0; j < real.size(); j++)
                    next[j + 1] = reached[j] && pattern.matcher(real.get(j)).matches();
            }
            reached = next;
        }
        return reached[real.size()];
    }

    private static Pattern pattern(String line) {
        return Pattern.compile(
                Arrays.stream(line.split(ANYTHING, -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
