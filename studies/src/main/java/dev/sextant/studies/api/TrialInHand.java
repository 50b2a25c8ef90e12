// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import java.util.Map;
import java.util.TreeMap;

/** What every trial in somebody's hands has: its parameters, and the metrics that it was told. */
abstract sealed class TrialInHand implements RunningTrial permits AskedTrial, ObjectiveTrial {
    private final TrialValues values;
    private final long number;
    private final int epochs;
    private final int seed;
    private final Map<String, Double> metrics = new TreeMap<>(); // guarded by itself

    TrialInHand(TrialValues values, long number, int epochs, int seed) {
        this.values = values;
        this.number = number;
        this.epochs = epochs;
        this.seed = seed;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public double number(String name) {
        return values.number(name);
    }

    @Override
    public long whole(String name) {
        return values.whole(name);
    }

    @Override
    public String text(String name) {
        return values.text(name);
    }

    @Override
    public boolean flag(String name) {
        return values.flag(name);
    }

    @Override
    public boolean has(String name) {
        return values.has(name);
    }

    @Override
    public Map<String, Object> parameters() {
        return values.all();
    }

    @Override
    public int epochs() {
        return epochs;
    }

    @Override
    public int seed() {
        return seed;
    }

    @Override
    public void metric(String name, double value) {
        synchronized (metrics) {
            metrics.put(name, value);
        }
    }

    /** What {@link #metric} was told. */
    Map<String, Double> metrics() {
        synchronized (metrics) {
            return new TreeMap<>(metrics);
        }
    }

    @Override
    public String toString() {
        return "trial " + number + " " + values.written();
    }
}
