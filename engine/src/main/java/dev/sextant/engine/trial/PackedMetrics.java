// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

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
 * Metrics by name in one array beside an array of names, which outcomes with the same metrics share: a study of a
 * million trials keeps a million outcomes. Unmodifiable; in alphabetical order.
 *
 * <p>Cost: 40 bytes and eight for each metric; looking a name up is linear in the metrics. Threads: any.
 */
final class PackedMetrics extends AbstractMap<String, Double> {
    /**
     * Arrays of names that were used lately, at the places of their hashes. Threads may race for a place, which costs
     * memory alone: a final field shows every one of them whole.
     */
    private static final @Nullable Names[] SHARED = new Names[64];

    private static final class Names {
        private final String[] all;

        Names(String[] all) {
            this.all = all;
        }
    }

    private final String[] names;
    private final double[] values;

    PackedMetrics(Map<String, Double> metrics) {
        String[] sorted = metrics.keySet().toArray(new String[0]);
        Arrays.sort(sorted);
        this.names = shared(sorted);
        this.values = new double[sorted.length];
        for (int i = 0; i < sorted.length; i++) values[i] = value(metrics, sorted[i]);
    }

    private static double value(Map<String, Double> metrics, String name) {
        Double value = metrics.get(name);
        if (value == null) throw new IllegalArgumentException("the metric %s has no value".formatted(name));
        return value;
    }

    private static String[] shared(String[] names) {
        int place = Math.floorMod(Arrays.hashCode(names), SHARED.length);
        Names held = SHARED[place];
        if (held != null && Arrays.equals(names, held.all)) return held.all;
        SHARED[place] = new Names(names);
        return names;
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public @Nullable Double get(@Nullable Object name) {
        for (int i = 0; i < names.length; i++) if (names[i].equals(name)) return values[i];
        return null;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Double> action) {
        for (int i = 0; i < names.length; i++) action.accept(names[i], values[i]);
    }

    @Override
    public Set<Map.Entry<String, Double>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<String, Double>> {
        @Override
        public int size() {
            return names.length;
        }

        @Override
        public Iterator<Map.Entry<String, Double>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < names.length;
                }

                @Override
                public Map.Entry<String, Double> next() {
                    if (!hasNext()) throw new NoSuchElementException();
                    return Map.entry(names[next], values[next++]);
                }
            };
        }
    }
}
