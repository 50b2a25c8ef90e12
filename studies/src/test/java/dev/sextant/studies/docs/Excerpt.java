// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.docs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A part of a file as a page shows it: lines that follow each other there, whatever their indentation. A line that is
 * {@code …}, or {@code // …}, alone stands for any number of lines that are left out.
 *
 * @param pieces what stands between the lines left out
 */
record Excerpt(List<List<String>> pieces) {
    static Excerpt of(String text) {
        List<List<String>> pieces = new ArrayList<>();
        List<String> piece = new ArrayList<>();
        for (String line : lines(text))
            if (line.equals("…") || line.equals("// …")) {
                pieces.add(piece);
                piece = new ArrayList<>();
            } else {
                piece.add(line);
            }
        pieces.add(piece);
        return new Excerpt(pieces);
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** Whether its pieces stand in the file, in their order. */
    boolean isPartOf(String file) {
        List<String> rest = lines(file);
        for (List<String> piece : pieces) {
            int from = Collections.indexOfSubList(rest, piece);
            if (from < 0) return false;
            rest = rest.subList(from + piece.size(), rest.size());
        }
        return true;
    }
}
