// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.space;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A few named values in a fixed order, unmodifiable, in one array: a study may hold a million of them.
 *
 * <p>Cost: 8 to 16 bytes an entry beside the names and values; a look-up goes through the names one by one, most of
 * which are told by their identity.
 */
public final class CompactMap<V> extends AbstractMap<String, V> {
    /** Name, value, name, value … */
    private final Object[] entries;

    private CompactMap(Object[] entries) {
        this.entries = entries;
    }

    /** The entries of a map, in its order. */
    public static <V> Map<String, V> of(Map<String, ? extends V> map) {
        if (map instanceof CompactMap<?>) {
            @SuppressWarnings("unchecked") // it is never written to
            CompactMap<V> same = (CompactMap<V>) map;
            return same;
        }
        Object[] entries = new Object[2 * map.size()];
        int i = 0;
        for (Map.Entry<String, ? extends V> entry : map.entrySet()) {
            entries[i++] = entry.getKey();
            entries[i++] = entry.getValue();
        }
        return new CompactMap<>(entries);
    }

    @SuppressWarnings("ReferenceEquality") // of two passes the quick one
    private int find(@Nullable Object name) {
        for (int i = 0; i < entries.length; i += 2) if (entries[i] == name) return i;
        for (int i = 0; i < entries.length; i += 2) if (entries[i].equals(name)) return i;
        return -1;
    }

    @SuppressWarnings("unchecked") // odd places hold values
    private V value(int place) {
        return (V) entries[place + 1];
    }

    @Override
    public @Nullable V get(@Nullable Object name) {
        int place = find(name);
        return place < 0 ? null : value(place);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return find(name) >= 0;
    }

    @Override
    public int size() {
        return entries.length / 2;
    }

    @Override
    public Set<Entry<String, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return entries.length / 2;
            }

            @Override
            public Iterator<Entry<String, V>> iterator() {
                return new Iterator<>() {
                    private int next;

                    @Override
                    public boolean hasNext() {
                        return next < entries.length;
                    }

                    @Override
                    public Entry<String, V> next() {
                        if (!hasNext()) throw new NoSuchElementException();
                        Entry<String, V> entry = Map.entry((String) entries[next], value(next));
                        next += 2;
                        return entry;
                    }
                };
            }
        };
    }
}
