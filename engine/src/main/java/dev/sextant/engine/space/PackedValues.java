// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.space;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Values by parameter path in one array beside an array of paths, which configurations with the same active parameters
 * share: a study of a million trials keeps a million configurations. Unmodifiable; iterates in the order it was given.
 *
 * <p>Cost: 40 bytes and a reference for each value; looking a path up is linear in the active parameters. Threads: any.
 */
final class PackedValues extends AbstractMap<String, Value> {
    /**
     * Arrays of paths that were used lately, at the places of their hashes. Threads may race for a place, which costs
     * memory alone: a final field shows every one of them whole.
     */
    private static final @Nullable Paths[] SHARED = new Paths[64];

    private static final class Paths {
        private final String[] all;

        Paths(String[] all) {
            this.all = all;
        }
    }

    private final String[] paths;
    private final Value[] values;

    PackedValues(Map<String, Value> values) {
        this.paths = shared(values.keySet().toArray(new String[0]));
        this.values = values.values().toArray(new Value[0]);
    }

    private static String[] shared(String[] paths) {
        int place = Math.floorMod(Arrays.hashCode(paths), SHARED.length);
        Paths held = SHARED[place];
        if (held != null && Arrays.equals(paths, held.all)) return held.all;
        SHARED[place] = new Paths(paths);
        return paths;
    }

    @Override
    public int size() {
        return paths.length;
    }

    @Override
    public boolean containsKey(@Nullable Object path) {
        return get(path) != null;
    }

    @Override
    public @Nullable Value get(@Nullable Object path) {
        for (int i = 0; i < paths.length; i++) if (paths[i].equals(path)) return values[i];
        return null;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Value> action) {
        for (int i = 0; i < paths.length; i++) action.accept(paths[i], values[i]);
    }

    @Override
    public Set<Map.Entry<String, Value>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<String, Value>> {
        @Override
        public int size() {
            return paths.length;
        }

        @Override
        public Iterator<Map.Entry<String, Value>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < paths.length;
                }

                @Override
                public Map.Entry<String, Value> next() {
                    if (!hasNext()) throw new NoSuchElementException();
                    return Map.entry(paths[next], values[next++]);
                }
            };
        }
    }
}
