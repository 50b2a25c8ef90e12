// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Data that is computed: a function of its settings alone, with the same bits on every machine. Its checksum is over
 * the numbers, row by row, as big-endian doubles.
 *
 * <p>Randomness: noise from keyed draws that no study's seed changes.
 */
final class Generated {
    private Generated() {}

    /** Columns x and y. */
    static Table sine(Source.Sine sine) {
        double[] x = new double[sine.rows()];
        double[] y = new double[sine.rows()];
        DrawSequence noise = new Draws(0, 0).of("noise");
        for (int i = 0; i < sine.rows(); i++) {
            x[i] = sine.from() + i * (sine.to() - sine.from()) / (sine.rows() - 1);
            y[i] = StrictMath.sin(x[i]) + sine.noise() * noise.normal();
        }
        return table("sine", List.of("x", "y"), x, y);
    }

    /** Columns x, y and moon, which is 0 (around (0, 0), above) or 1 (around (1, 0.5), below). */
    static Table moons(Source.Moons moons) {
        int rows = moons.rows();
        double[] x = new double[rows];
        double[] y = new double[rows];
        double[] moon = new double[rows];
        DrawSequence noise = new Draws(0, 0).of("moons");
        int upper = (rows + 1) / 2;
        for (int i = 0; i < rows; i++) {
            boolean first = i < upper;
            int at = first ? i : i - upper;
            int count = first ? upper : rows - upper;
            double angle = count == 1 ? 0 : StrictMath.PI * at / (count - 1);
            double cos = StrictMath.cos(angle);
            double sin = StrictMath.sin(angle);
            x[i] = (first ? cos : 1 - cos) + moons.noise() * noise.normal();
            y[i] = (first ? sin : 0.5 - sin) + moons.noise() * noise.normal();
            moon[i] = first ? 0 : 1;
        }
        return table("moons", List.of("x", "y", "moon"), x, y, moon);
    }

    /** Columns x, y and arm, which counts from 0; the arms take turns. Radius and angle grow evenly along an arm. */
    static Table spirals(Source.Spirals spirals) {
        int rows = spirals.rows();
        double[] x = new double[rows];
        double[] y = new double[rows];
        double[] arm = new double[rows];
        DrawSequence noise = new Draws(0, 0).of("spirals");
        for (int i = 0; i < rows; i++) {
            int which = i % spirals.arms();
            int length = (rows - which + spirals.arms() - 1) / spirals.arms();
            double radius = (double) (i / spirals.arms() + 1) / length;
            double angle = 2 * StrictMath.PI * (spirals.turns() * radius + (double) which / spirals.arms());
            x[i] = radius * StrictMath.cos(angle) + spirals.noise() * noise.normal();
            y[i] = radius * StrictMath.sin(angle) + spirals.noise() * noise.normal();
            arm[i] = which;
        }
        return table("spirals", List.of("x", "y", "arm"), x, y, arm);
    }

    /**
     * Column x: the series at times 0, 1, 2 …
     *
     * <p>Source: Mackey and Glass 1977, "Oscillation and chaos in physiological control systems", eq. (4b). Integrated
     * by the classical fourth-order Runge–Kutta method in steps of 1 / steps; where it asks for the delayed value
     * between two steps, the mean of both is taken.
     */
    static Table mackeyGlass(Source.MackeyGlass series) {
        int delay = series.tau() * series.steps();
        double step = 1.0 / series.steps();
        double[] values = new double[series.rows()];
        // the values of the last delay, the oldest at the place that is written next
        double[] past = new double[delay + 1];
        java.util.Arrays.fill(past, series.initial());
        double x = series.initial();
        int oldest = 0;
        for (int row = 0; row < values.length; row++) {
            values[row] = x;
            for (int i = 0; i < series.steps(); i++) {
                double before = past[oldest];
                double after = past[oldest == delay ? 0 : oldest + 1];
                double growth = growth(series, before);
                double growthBetween = growth(series, (before + after) / 2);
                double growthAfter = growth(series, after);
                double gamma = series.gamma();
                double k1 = growth - gamma * x;
                double k2 = growthBetween - gamma * (x + step / 2 * k1);
                double k3 = growthBetween - gamma * (x + step / 2 * k2);
                double k4 = growthAfter - gamma * (x + step * k3);
                x += step / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
                past[oldest] = x;
                oldest = oldest == delay ? 0 : oldest + 1;
            }
        }
        return table("mackeyGlass", List.of("x"), values);
    }

    private static double growth(Source.MackeyGlass series, double delayed) {
        double power = 1;
        for (int i = 0; i < series.exponent(); i++) power *= delayed;
        return series.beta() * delayed / (1 + power);
    }

    private static Table table(String name, List<String> names, double[]... columns) {
        int rows = columns[0].length;
        List<Column> filled = new ArrayList<>();
        for (int j = 0; j < columns.length; j++) {
            filled.add(new Column(names.get(j), rows));
            filled.get(j).addAll(columns[j], 0, 1, rows);
        }
        MessageDigest digest = Checksum.begin();
        ByteBuffer row = ByteBuffer.allocate(columns.length * Double.BYTES);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns.length; j++) row.putDouble(j * Double.BYTES, columns[j][i]);
            digest.update(row.array());
        }
        return new Table(
                name,
                Checksum.of(digest),
                rows,
                filled,
                Map.of(),
                (at, column) -> "%s, row %d".formatted(name, at + 1));
    }
}
