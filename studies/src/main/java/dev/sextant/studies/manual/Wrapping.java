// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.manual;

import java.util.ArrayList;
import java.util.List;

/** Text in lines of a width. A word that is longer than a line has one of its own. */
public final class Wrapping {
    private Wrapping() {}

    /** Lines of at most {@code width} characters where the words allow it; spaces at the beginning are kept. */
    public static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        int indent = 0;
        while (indent < text.length() && text.charAt(indent) == ' ') indent++;
        StringBuilder line = new StringBuilder(" ".repeat(indent));
        boolean empty = true;
        for (String word : text.strip().split(" +", -1)) {
            if (!empty && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(indent));
                empty = true;
            }
            if (!empty) line.append(' ');
            line.append(word);
            empty = false;
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }
}
