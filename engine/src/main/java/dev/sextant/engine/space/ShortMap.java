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
 * A few entries in the order in which they were given, in one array: a study of a million trials keeps a million of
 * these. Unmodifiable.
 *
 * <p>Cost: looking up is O(n), and for so few faster than hashing.
 */
final class ShortMap<V> extends AbstractMap<String, V> {
    /** More entries than this are better looked up by their hash. */
    static final int MOST = 16;

    private final Object[] entries; // key, value, key, value …

    ShortMap(Map<String, V> entries) {
        this.entries = new Object[2 * entries.size()];
        int at = 0;
        for (Entry<String, V> entry : entries.entrySet()) {
            this.entries[at++] = entry.getKey();
            this.entries[at++] = entry.getValue();
        }
    }

    @SuppressWarnings("unchecked") // put there by the constructor
    private V value(int at) {
        return (V) entries[at + 1];
    }

    private int find(@Nullable Object key) {
        for (int at = 0; at < entries.length; at += 2) if (entries[at].equals(key)) return at;
        return -1;
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        int at = find(key);
        return at < 0 ? null : value(at);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return find(key) >= 0;
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
                return ShortMap.this.size();
            }

            @Override
            public Iterator<Entry<String, V>> iterator() {
                return new Iterator<>() {
                    private int at;

                    @Override
                    public boolean hasNext() {
                        return at < entries.length;
                    }

                    @Override
                    public Entry<String, V> next() {
                        if (!hasNext()) throw new NoSuchElementException();
                        Entry<String, V> entry = Map.entry((String) entries[at], value(at));
                        at += 2;
                        return entry;
                    }
                };
            }
        };
    }
}
