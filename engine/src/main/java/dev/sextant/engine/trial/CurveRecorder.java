// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Grows a learning curve epoch by epoch. Threads: confined to one. */
public final class CurveRecorder {
    private final Map<String, double[]> series = new TreeMap<>();
    private double[] values = new double[16];
    private int epochs;

    public CurveRecorder() {}

    /** Goes on after a curve. */
    public CurveRecorder(LearningCurve begun) {
        values = Arrays.copyOf(begun.toArray(), Math.max(values.length, begun.epochs()));
        epochs = begun.epochs();
        for (String name : begun.readings().names()) {
            double[] read = unread();
            double[] known = begun.readings().series(name);
            System.arraycopy(known, 0, read, 0, Math.min(known.length, epochs));
            series.put(name, read);
        }
    }

    /**
     * Adds an epoch.
     *
     * @param value the objective after it
     * @param readings what else was read, by name
     */
    public void add(double value, Map<String, Double> readings) {
        if (epochs == values.length) {
            values = Arrays.copyOf(values, 2 * epochs);
            series.replaceAll((_, old) -> grown(old));
        }
        values[epochs] = value;
        for (double[] old : series.values()) old[epochs] = Double.NaN;
        readings.forEach((name, reading) -> series.computeIfAbsent(name, _ -> unread())[epochs] = reading);
        epochs++;
    }

    private double[] grown(double[] old) {
        return Arrays.copyOf(old, values.length);
    }

    private double[] unread() {
        double[] fresh = new double[values.length];
        Arrays.fill(fresh, Double.NaN);
        return fresh;
    }

    public int epochs() {
        return epochs;
    }

    /** The objective after this epoch, counted from 1. */
    public double at(int epoch) {
        if (epoch < 1 || epoch > epochs) throw new IndexOutOfBoundsException("epoch %d of %d".formatted(epoch, epochs));
        return values[epoch - 1];
    }

    /** The objective after the last epoch. */
    public double last() {
        return at(epochs);
    }

    /** The curve so far. */
    public LearningCurve curve() {
        Map<String, double[]> read = new TreeMap<>();
        series.forEach((name, old) -> read.put(name, Arrays.copyOf(old, epochs)));
        return new LearningCurve(Arrays.copyOf(values, epochs), new Readings(read));
    }
}
