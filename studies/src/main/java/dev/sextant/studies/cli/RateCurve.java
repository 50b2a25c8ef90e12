// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.spi.LearningRateSchedules.Step;
import java.util.Arrays;
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
        String[] labels = new String[HEIGHT];
        labels[0] = Figures.number(high);
        labels[HEIGHT / 2] = Figures.number(logarithmic ? Math.sqrt(low) * Math.sqrt(high) : high / 2);
        labels[HEIGHT - 1] = Figures.number(low);
        int margin = 0;
        for (String label : labels) margin = Math.max(margin, label == null ? 0 : label.length());
        int room = columns - margin - 3;
        int width = rates.length > room ? room : rates.length * (room / rates.length);
        int[] levels = levels(width);
        StringBuilder text = new StringBuilder("\nlearning rate");
        text.append(logarithmic ? " (logarithmic axis)\n" : "\n");
        for (int row = 0; row < HEIGHT; row++) {
            String label = labels[row] == null ? "" : labels[row];
            text.repeat(' ', margin - label.length()).append(label).append(label.isEmpty() ? " │" : " ┤");
            StringBuilder line = new StringBuilder();
            int foot = 8 * (HEIGHT - 1 - row);
            for (int level : levels) line.append(EIGHTHS.charAt(Math.clamp(level - foot, 0, 8)));
            text.append(line.toString().stripTrailing()).append('\n');
        }
        text.repeat(' ', margin).append(" └").repeat('─', width).append('\n');
        String last = epochs == 1 ? "" : Integer.toString(epochs);
        String axis = "1" + " ".repeat(Math.max(1, (width - 5) / 2 - 1)) + "epoch";
        text.repeat(' ', margin + 2).append(axis);
        text.repeat(' ', Math.max(1, width - axis.length() - last.length())).append(last);
        return text.toString().stripTrailing() + "\n";
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
