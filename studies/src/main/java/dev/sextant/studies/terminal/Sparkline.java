// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.terminal;

/** A curve in one line of characters, each as high as its value. */
public final class Sparkline {
    /** Values of one sign that differ by more than this factor are drawn by their logarithm. Ours. */
    private static final double WIDE = 20;

    private Sparkline() {}

    /**
     * The finite ones of the values between the least and the greatest of them; the others are blank.
     *
     * @param cells at most so many characters; of more values each character shows the last that falls into it
     */
    public static String of(double[] values, int cells, Glyphs glyphs) {
        int width = Math.clamp(cells, 0, values.length);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double[] shown = new double[width];
        for (int i = 0; i < width; i++) {
            shown[i] = values[(int) ((i + 1L) * values.length / width) - 1];
            if (!Double.isFinite(shown[i])) continue;
            low = Math.min(low, shown[i]);
            high = Math.max(high, shown[i]);
        }
        boolean logarithmic = low > 0 && high / low > WIDE;
        StringBuilder line = new StringBuilder(width);
        int top = glyphs.levels().length() - 1;
        for (double value : shown) {
            if (!Double.isFinite(value)) {
                line.append(' ');
                continue;
            }
            double share = logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
            // Where all are equal there is no share, and the line runs low.
            line.append(glyphs.levels().charAt(share > 0 ? (int) Math.min(top, Math.round(share * top)) : 0));
        }
        return line.toString();
    }
}
