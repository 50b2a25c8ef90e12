// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.sweep.LearningRateSweep;
import dev.sextant.engine.sweep.LearningRateSweep.Point;
import dev.sextant.engine.sweep.OptimizerSweep;
import dev.sextant.engine.sweep.SuggestedRange;
import dev.sextant.studies.report.SweepScale.Mark;
import java.util.ArrayList;
import java.util.Arrays;
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
        String top = Figures.number(scale.high());
        String bottom = Figures.number(scale.low());
        int margin = Math.max(top.length(), bottom.length()) + 1;
        int columns = width - margin - 1;
        boolean[][] dots = new boolean[4 * HEIGHT][2 * columns];
        Point before = sweep.points().getFirst();
        for (Point point : sweep.points()) {
            line(dots, scale, before, point);
            before = point;
        }
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < HEIGHT; row++) {
            String label = row == 0 ? top : row == HEIGHT - 1 ? bottom : "";
            String axis = label.isEmpty() ? "│" : "┤";
            lines.add((" ".repeat(margin - 1 - label.length()) + label + " " + axis + braille(dots, row))
                    .stripTrailing());
        }
        char[] axis = new char[columns];
        char[] labels = new char[width];
        char[] letters = new char[width];
        Arrays.fill(axis, '─');
        Arrays.fill(labels, ' ');
        Arrays.fill(letters, ' ');
        int free = 0;
        for (double decade : scale.decades()) {
            int at = column(scale.across(decade), columns);
            axis[at] = '┬';
            String label = Figures.number(decade);
            int from = Math.clamp(margin + 1 + at - label.length() / 2, 0, width - label.length());
            if (from < free) continue;
            label.getChars(0, label.length(), labels, from);
            free = from + label.length() + 1;
        }
        for (Mark mark : SweepScale.marks(sweep)) {
            int at = margin + 1 + column(scale.across(mark.rate()), columns);
            // Where two stand at one place the later moves aside; the figures are below.
            while (at < width - 1 && letters[at] != ' ') at++;
            letters[at] = mark.letter();
        }
        lines.add(" ".repeat(margin) + "└" + new String(axis));
        lines.add(new String(letters).stripTrailing());
        lines.add(new String(labels).stripTrailing());
        return lines;
    }

    private static int column(double across, int columns) {
        return Math.clamp(Math.round(across * (columns - 1)), 0, columns - 1);
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

    private static String braille(boolean[][] dots, int row) {
        StringBuilder line = new StringBuilder();
        for (int x = 0; x < dots[0].length; x += 2) {
            int pattern = 0;
            for (int right = 0; right < 2; right++)
                for (int y = 0; y < 4; y++) if (dots[4 * row + y][x + right]) pattern |= DOTS[right][y];
            line.append(pattern == 0 ? ' ' : (char) (BRAILLE + pattern));
        }
        return line.toString();
    }
}
