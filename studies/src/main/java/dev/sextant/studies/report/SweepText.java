// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.sweep.LearningRateSweep;
import dev.sextant.engine.sweep.LearningRateSweep.Point;
import dev.sextant.engine.sweep.OptimizerSweep;
import dev.sextant.engine.sweep.SuggestedRange;
import dev.sextant.studies.report.SweepScale.Mark;
import dev.sextant.studies.terminal.Chart;
import dev.sextant.studies.terminal.Glyphs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Sweeps of the learning rate as a person reads them on a terminal: the curve of each, drawn in dots, and its rates.
 */
public final class SweepText {
    private static final int NARROWEST = 40;
    private static final int WIDEST = 100;

    /** Lines of a picture, each four dots high. */
    private static final int HEIGHT = 8;

    /** The first of the 256 patterns of two by four dots. */
    private static final char BRAILLE = '\u2800';

    /** The pattern's bit for each dot, from the top: the left column, then the right. */
    private static final int[][] DOTS = {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}};

    private SweepText() {}

    /**
     * Lines of at most {@code columns} characters (taken as 40 … 100), each ended by a newline.
     *
     * @param sweeps at least one, all of the same range
     * @param pictures whether the curves are drawn
     */
    public static String write(String study, List<OptimizerSweep> sweeps, boolean pictures, int columns) {
        int width = Math.clamp(columns, NARROWEST, WIDEST);
        List<String> lines = new ArrayList<>();
        var range = sweeps.getFirst().sweep().range();
        lines.addAll(Lines.wrap(
                study + ": learning rates from " + Figures.number(range.from()) + " to " + Figures.number(range.to())
                        + " in " + Figures.count(range.steps()) + " steps",
                width,
                2));
        for (OptimizerSweep each : sweeps) {
            lines.add("");
            if (!each.optimizer().isEmpty()) lines.addAll(Lines.wrap(each.optimizer(), width, 2));
            if (pictures && !each.sweep().points().isEmpty()) lines.addAll(picture(each.sweep(), width));
            for (Mark mark : SweepScale.marks(each.sweep()))
                lines.add(row(pictures ? mark.letter() + " " : "", mark.name(), Figures.number(mark.rate())));
            lines.add(row(pictures ? "  " : "", "worth searching", text(SuggestedRange.of(List.of(each.sweep())))));
        }
        lines.add("");
        SuggestedRange all =
                SuggestedRange.of(sweeps.stream().map(OptimizerSweep::sweep).toList());
        lines.add("In a study: \"learningRate\":");
        lines.add("  {\"log\": [" + Figures.number(all.low()) + ", " + Figures.number(all.high()) + "]}");
        return String.join("\n", lines) + "\n";
    }

    private static String row(String letter, String name, String value) {
        return "  " + letter + name + " ".repeat(Math.max(1, 17 - name.length())) + value;
    }

    /** {@code 2.4e-4 … 1.6} */
    static String text(SuggestedRange range) {
        return Figures.number(range.low()) + " … " + Figures.number(range.high());
    }

    /** The smoothed losses over the rates, with an axis and the letters of the marks below it. */
    static List<String> picture(LearningRateSweep sweep, int width) {
        SweepScale scale = SweepScale.of(sweep);
        List<String> labels = new ArrayList<>(Collections.nCopies(HEIGHT, ""));
        labels.set(0, Figures.number(scale.high()));
        labels.set(HEIGHT - 1, Figures.number(scale.low()));
        Chart chart = new Chart(width, labels, Glyphs.UNICODE);
        boolean[][] dots = new boolean[4 * HEIGHT][2 * chart.columns()];
        Point before = sweep.points().getFirst();
        for (Point point : sweep.points()) {
            line(dots, scale, before, point);
            before = point;
        }
        for (int row = 0; row < HEIGHT; row++) braille(dots, row, chart);
        for (double decade : scale.decades()) chart.tick(chart.column(scale.across(decade)), Figures.number(decade));
        for (Mark mark : SweepScale.marks(sweep)) chart.mark(chart.column(scale.across(mark.rate())), mark.letter());
        return chart.lines();
    }

    /** Sets the dots from one point to the next, as far as they are in the picture. */
    private static void line(boolean[][] dots, SweepScale scale, Point from, Point to) {
        int width = dots[0].length;
        double x0 = scale.across(from.rate()) * (width - 1);
        double x1 = scale.across(to.rate()) * (width - 1);
        double y0 = scale.up(from.smoothed()) * (dots.length - 1);
        double y1 = scale.up(to.smoothed()) * (dots.length - 1);
        // One dot a step in the longer direction; what is far above is not drawn anyway.
        double longer = Math.min(Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0)), 4.0 * dots.length + width);
        int steps = Math.max(1, (int) Math.ceil(longer));
        for (int i = 0; i <= steps; i++) {
            long x = Math.round(x0 + (x1 - x0) * i / steps);
            long y = Math.round(y0 + (y1 - y0) * i / steps);
            if (0 <= x && x < width && 0 <= y && y < dots.length) dots[dots.length - 1 - (int) y][(int) x] = true;
        }
    }

    private static void braille(boolean[][] dots, int row, Chart chart) {
        for (int column = 0; column < chart.columns(); column++) {
            int pattern = 0;
            for (int right = 0; right < 2; right++)
                for (int y = 0; y < 4; y++) if (dots[4 * row + y][2 * column + right]) pattern |= DOTS[right][y];
            if (pattern != 0) chart.put(row, column, (char) (BRAILLE + pattern));
        }
    }
}
