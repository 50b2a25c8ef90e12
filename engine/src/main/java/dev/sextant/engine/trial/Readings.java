// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a trainer read off a training after each epoch beside the objective, by name: the learning rate in use, gradient
 * norms, dead units. For people; nothing is decided by it. Immutable.
 */
public final class Readings {
    public static final Readings NONE = new Readings(Map.of());

    private final SortedMap<String, double[]> series;

    /** @param series each as long as the curve it belongs to; NaN where an epoch has no reading of that name */
    public Readings(Map<String, double[]> series) {
        SortedMap<String, double[]> copy = new TreeMap<>();
        series.forEach((name, values) -> copy.put(name, values.clone()));
        this.series = Collections.unmodifiableSortedMap(copy);
    }

    /** In alphabetical order. */
    public Set<String> names() {
        return series.keySet();
    }

    /** The reading after this epoch, counted from 1; NaN where there is none. */
    public double at(String name, int epoch) {
        double[] values = series.get(name);
        return values == null || epoch > values.length ? Double.NaN : values[epoch - 1];
    }

    /** What was read after this epoch, counted from 1, by name. */
    public Map<String, Double> at(int epoch) {
        Map<String, Double> read = new TreeMap<>();
        for (String name : names()) if (!Double.isNaN(at(name, epoch))) read.put(name, at(name, epoch));
        return read;
    }

    /** One value an epoch; empty where the name is unknown. */
    public double[] series(String name) {
        double[] values = series.get(name);
        return values == null ? new double[0] : values.clone();
    }

    /** By bits, so that NaN equals itself. */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Readings readings) || !names().equals(readings.names())) return false;
        for (String name : names()) if (!Arrays.equals(series(name), readings.series(name))) return false;
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (Map.Entry<String, double[]> entry : series.entrySet())
            hash = 31 * hash + (entry.getKey().hashCode() ^ Arrays.hashCode(entry.getValue()));
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        series.forEach((name, values) ->
                text.append(text.isEmpty() ? "" : ", ").append(name).append(" ").append(Arrays.toString(values)));
        return text.toString();
    }
}
