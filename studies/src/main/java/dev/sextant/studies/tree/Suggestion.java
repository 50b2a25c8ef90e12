// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.tree;

import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** "Did you mean": the known name closest to what was written. */
public final class Suggestion {
    /** So many names are looked at; what has more is data, not a vocabulary. */
    private static final int MOST = 200;

    /** So many names are listed. */
    private static final int LISTED = 40;

    private Suggestion() {}

    /**
     * A help line: the closest name where one is close, otherwise all of them.
     *
     * @param allowed the names that may stand there
     */
    public static String of(String written, Collection<String> allowed) {
        String near = near(written, allowed);
        if (near != null) return "did you mean \"" + near + "\"?";
        return allowed.isEmpty() ? "" : "allowed here: " + list(allowed);
    }

    /** The names in their order, in words; of many the first. */
    private static String list(Collection<String> allowed) {
        if (allowed.size() <= LISTED) return String.join(", ", new TreeSet<>(allowed));
        return String.join(", ", allowed.stream().limit(LISTED).toList()) + " and " + (allowed.size() - LISTED)
                + " more";
    }

    /** The name that was probably meant, or null where none is close. */
    public static @Nullable String near(String written, Collection<String> allowed) {
        String best = null;
        int least = Integer.MAX_VALUE;
        String small = written.toLowerCase(Locale.ROOT);
        int looked = 0;
        for (String name : allowed) {
            if (looked++ == MOST) break;
            String other = name.toLowerCase(Locale.ROOT);
            int most = Math.max(1, Math.min(written.length(), name.length()) / 3);
            boolean begins = small.length() >= 3 && other.startsWith(small);
            // As many insertions are needed at least as one is longer than the other.
            if (!begins && Math.abs(small.length() - other.length()) > most) continue;
            int distance = distance(small, other);
            if ((distance <= most || begins) && distance < least) {
                best = name;
                least = distance;
            }
        }
        return best;
    }

    /**
     * Insertions, deletions, changes and swaps of neighbours that turn one into the other, no place touched twice
     * (optimal string alignment). O(n m) time and memory.
     */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) cost[i][0] = i;
        for (int j = 0; j <= b.length(); j++) cost[0][j] = j;
        for (int i = 1; i <= a.length(); i++)
            for (int j = 1; j <= b.length(); j++) {
                int changed = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                int least = Math.min(changed, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1))
                    least = Math.min(least, cost[i - 2][j - 2] + 1);
                cost[i][j] = least;
            }
        return cost[a.length()][b.length()];
    }
}
