// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Observations in the order in which a search came to know them. It grows at its end alone, so that its beginnings are
 * lists that never change and are handed out without copying.
 *
 * <p>Cost: O(1) a call; 4 to 8 bytes an observation. Threads: one adds and asks; what {@link #first} returns may be
 * read by any, however it came there.
 */
public final class History {
    private static final int FIRST_ROOM = 64;

    private Observation[] observations = new Observation[FIRST_ROOM];
    private int size;

    public void add(Observation observation) {
        if (size == observations.length) observations = Arrays.copyOf(observations, 2 * size);
        observations[size++] = observation;
    }

    public int size() {
        return size;
    }

    /** The observation at this place, from 0. */
    public Observation get(int place) {
        return observations[Objects.checkIndex(place, size)];
    }

    /** The first so many observations, for good. */
    public List<Observation> first(int count) {
        if (count > size)
            throw new IndexOutOfBoundsException("%d of %d observations were asked for".formatted(count, size));
        return new Beginning(observations, count);
    }

    /** A beginning of a history; unmodifiable, and unchanged by what the history is given later. */
    public static final class Beginning extends AbstractList<Observation> implements RandomAccess {
        // Final, so that whoever gets hold of the list sees what was written before it was made. Later writes to the
        // same array lie behind its end.
        private final Observation[] observations;
        private final int size;

        private Beginning(Observation[] observations, int size) {
            this.observations = observations;
            this.size = size;
        }

        @Override
        public Observation get(int place) {
            return observations[Objects.checkIndex(place, size)];
        }

        @Override
        public int size() {
            return size;
        }
    }
}
