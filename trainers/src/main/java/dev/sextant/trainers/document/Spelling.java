// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.document;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a mistyped name was probably meant to be. */
public final class Spelling {
    private static final int MOST_LISTED = 12;

    private Spelling() {}

    /** Advice for a person who wrote a name that is none of these. */
    public static String advice(String written, List<String> names) {
        String closest = closest(written, names);
        if (closest != null) return "did you mean \"%s\"?".formatted(closest);
        if (names.size() <= MOST_LISTED) return "it must be one of " + String.join(", ", names);
        return "it must be one of %s, … (%d in all)"
                .formatted(String.join(", ", names.subList(0, MOST_LISTED)), names.size());
    }

    /** The name with the fewest edits, the first of equals, or null where none is near. */
    private static @Nullable String closest(String written, List<String> names) {
        String best = null;
        int fewest = Math.max(2, written.length() / 3) + 1;
        for (String name : names) {
            int edits = edits(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (edits < fewest && edits < name.length()) {
                fewest = edits;
                best = name;
            }
        }
        return best;
    }

    /** Levenshtein's distance. */
    private static int edits(String a, String b) {
        int[] above = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) above[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, Math.min(above[j], row[j - 1]) + 1);
            }
            int[] swap = above;
            above = row;
            row = swap;
        }
        return above[b.length()];
    }
}
