// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import java.util.Arrays;
import java.util.List;

/**
 * What a trainer makes of a document before it trains, part by part in the order of the document: the layers of a
 * network. In words and counts of the trainer's own, so that others can show it without knowing what it is.
 *
 * @param title what the parts are, for people: {@code layers}
 * @param words names, as keys have them, of what is told in words of each part; the first says where it is written
 * @param counts names of what is counted of each part
 */
public record Structure(String title, List<String> words, List<String> counts, List<Part> parts) {
    /** Of a trainer that makes nothing that has parts. */
    public static final Structure NONE = new Structure("", List.of(), List.of(), List.of());

    /**
     * One part.
     *
     * @param words one for each of the names of words
     * @param counts one for each of the names of counts; what lies within another part is counted once
     */
    public record Part(List<String> words, List<Long> counts) {
        public Part {
            words = List.copyOf(words);
            counts = List.copyOf(counts);
        }
    }

    public Structure {
        words = List.copyOf(words);
        counts = List.copyOf(counts);
        parts = List.copyOf(parts);
        for (Part part : parts)
            if (part.words().size() != words.size() || part.counts().size() != counts.size())
                throw new IllegalArgumentException("%s does not have %s and %s".formatted(part, words, counts));
    }

    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /** Of all parts, one for each of the names of counts. */
    public List<Long> totals() {
        long[] totals = new long[counts.size()];
        for (Part part : parts)
            for (int i = 0; i < totals.length; i++) totals[i] += part.counts().get(i);
        return Arrays.stream(totals).boxed().toList();
    }
}
