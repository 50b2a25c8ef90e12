// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import java.util.Map;
import java.util.TreeMap;

/** A trial in the hands of whoever asked for it. */
final class AskedTrial implements RunningTrial {
    private final AskedStudy study;
    private final TrialValues values;
    private final long number;
    private final int epochs;
    private final int seed;
    private final Map<String, Double> metrics = new TreeMap<>(); // guarded by itself

    AskedTrial(AskedStudy study, TrialValues values, long number, int epochs, int seed) {
        this.study = study;
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
    public boolean confirms() {
        return false;
    }

    @Override
    public void report(int epoch, double value, Map<String, Double> metrics) {
        study.report(this, epoch, value, metrics);
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
