// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import java.util.Iterator;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * A set of trials, written as ranges of numbers: {@code 0-57,59,61-62}.
 *
 * <p>Cost: O(log r) a question for r ranges.
 */
final class TrialRanges {
    private final TreeMap<Long, Long> ranges = new TreeMap<>(); // first number to last

    /** All trials below a number but these. */
    static String text(long below, SortedSet<Long> missing) {
        StringBuilder text = new StringBuilder();
        long from = 0;
        for (Iterator<Long> rest = missing.iterator(); from < below; ) {
            long to = rest.hasNext() ? rest.next() : below;
            if (to > from) {
                if (!text.isEmpty()) text.append(',');
                text.append(from);
                if (to > from + 1) text.append('-').append(to - 1);
            }
            from = to + 1;
        }
        return text.toString();
    }

    /** @throws IllegalArgumentException where the text is none of {@link #text}'s */
    static TrialRanges read(String text) {
        TrialRanges read = new TrialRanges();
        if (text.isEmpty()) return read;
        for (String range : text.split(",", -1)) {
            int dash = range.indexOf('-');
            try {
                long from = Long.parseLong(dash < 0 ? range : range.substring(0, dash));
                long to = dash < 0 ? from : Long.parseLong(range.substring(dash + 1));
                read.ranges.put(from, to);
            } catch (NumberFormatException strange) {
                throw new IllegalArgumentException("%s are no ranges of trials".formatted(text), strange);
            }
        }
        return read;
    }

    boolean contains(long trial) {
        Map.Entry<Long, Long> range = ranges.floorEntry(trial);
        return range != null && trial <= range.getValue();
    }
}
