// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.spi.LearningRateSchedules.Step;
import dev.sextant.studies.terminal.Chart;
import dev.sextant.studies.terminal.Glyphs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Learning rates over the epochs as a picture of characters, filled below the curve. The axis is linear from 0, or
 * logarithmic where the linear one would press most of the curve against its foot.
 */
final class RateCurve {
    private static final int HEIGHT = 10;
    private static final String EIGHTHS = " ▁▂▃▄▅▆▇█";

    /** A curve is pressed against the foot where half of it is lower than this share of the top. */
    private static final double LOW = 0.11;

    private final double[] rates;
    private final double low;
    private final double high;
    private final boolean logarithmic;

    private RateCurve(double[] rates) {
        this.rates = rates;
        double[] sorted = rates.clone();
        Arrays.sort(sorted);
        high = sorted[sorted.length - 1];
        logarithmic = sorted[0] > 0 && sorted[sorted.length / 2] < LOW * high;
        low = logarithmic ? sorted[0] : 0;
    }

    /** The picture with its axes, no line wider than the columns less one, each ended. */
    static String text(List<Step> steps, int epochs, int columns) {
        return new RateCurve(steps.stream().mapToDouble(Step::rate).toArray()).draw(epochs, columns);
    }

    private String draw(int epochs, int columns) {
        List<String> labels = new ArrayList<>(Collections.nCopies(HEIGHT, ""));
        labels.set(0, Figures.number(high));
        labels.set(HEIGHT / 2, Figures.number(logarithmic ? Math.sqrt(low) * Math.sqrt(high) : high / 2));
        labels.set(HEIGHT - 1, Figures.number(low));
        Chart chart = new Chart(columns - 1, labels, Glyphs.UNICODE);
        int room = chart.columns();
        int width = rates.length > room ? room : rates.length * (room / rates.length);
        int[] levels = levels(width);
        for (int row = 0; row < HEIGHT; row++) {
            int foot = 8 * (HEIGHT - 1 - row);
            for (int column = 0; column < width; column++)
                chart.put(row, column, EIGHTHS.charAt(Math.clamp(levels[column] - foot, 0, 8)));
        }
        chart.shorten(width);
        String last = epochs == 1 ? "" : Integer.toString(epochs);
        chart.below(0, "1");
        chart.below((width - 5) / 2, "epoch");
        chart.below(width - last.length(), last);
        String axis = logarithmic ? " (logarithmic axis)\n" : "\n";
        return "\nlearning rate" + axis + String.join("\n", chart.lines()) + "\n";
    }

    /** Eighths of a row for each column: of the highest rate that falls into it. */
    private int[] levels(int width) {
        int[] levels = new int[width];
        for (int column = 0; column < width; column++) {
            int from = (int) ((long) column * rates.length / width);
            int to = Math.max(from + 1, (int) ((column + 1L) * rates.length / width));
            for (int i = from; i < to; i++) levels[column] = Math.max(levels[column], level(rates[i]));
        }
        return levels;
    }

    /** At least one eighth for a rate above 0. */
    private int level(double rate) {
        if (rate == 0) return 0;
        double share = logarithmic ? Math.log(rate / low) / Math.log(high / low) : rate / high;
        return Math.max(1, (int) Math.round(share * 8 * HEIGHT));
    }
}
