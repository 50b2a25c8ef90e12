// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.sweep.LearningRateSweep;
import dev.sextant.engine.sweep.LearningRateSweep.Point;
import dev.sextant.engine.sweep.OptimizerSweep;
import dev.sextant.engine.sweep.SuggestedRange;
import dev.sextant.studies.report.SweepScale.Mark;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Sweeps of the learning rate as one self-contained page: a picture of each curve, in light and dark and on paper, and
 * its rates in a table; nothing is loaded from elsewhere, nothing runs.
 */
public final class SweepPage {
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1b2330; --soft: #5a6576; --line: #d5dae2; --paper: #ffffff; --curve: #1d6b45; --mark: #8a4b0f; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --soft: #9ca7b6; --line: #38414e; --paper: #14181e; --curve: #7fd0a5; --mark: #e8b27a; } }
            body { margin: 0 auto; padding: 2rem 1.25rem 3rem; max-width: 52rem; font: 1rem/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: var(--ink); background: var(--paper); }
            h1 { margin: 0 0 .5rem; font-size: 1.6rem; line-height: 1.25; overflow-wrap: anywhere; }
            h2 { margin: 2rem 0 .4rem; font-size: 1.2rem; }
            svg { display: block; width: 100%; height: auto; }
            svg text { fill: var(--soft); font-size: 13px; }
            svg .axis { stroke: var(--soft); fill: none; }
            svg .grid { stroke: var(--line); }
            svg .raw { fill: var(--soft); opacity: .45; }
            svg .curve { stroke: var(--curve); stroke-width: 2.2; fill: none; }
            svg .mark { stroke: var(--mark); stroke-dasharray: 4 3; }
            svg .name { fill: var(--mark); }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
            th, td { padding: .25rem .8rem .25rem 0; text-align: left; border-bottom: 1px solid var(--line); font-weight: 400; }
            td { text-align: right; }
            code { overflow-wrap: anywhere; }
            @media print { :root { --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --curve: #000; --mark: #444; } body { max-width: none; padding: 0; } figure { break-inside: avoid; } }
            """;

    private static final int WIDTH = 720;
    private static final int HEIGHT = 360;
    private static final int LEFT = 64;
    private static final int RIGHT = 16;
    private static final int TOP = 66;
    private static final int BOTTOM = 48;

    /** Lines of names above the curve, so that names of neighbours do not cover each other. */
    private static final int NAME_LINES = 4;

    private static final int NAME_HEIGHT = 15;
    private static final int TICKS = 4;

    /** The share of the width that a name takes at most. */
    private static final double ROOM = 0.25;

    private SweepPage() {}

    /** @param sweeps at least one, all of the same range */
    public static String write(String study, List<OptimizerSweep> sweeps) {
        SuggestedRange all =
                SuggestedRange.of(sweeps.stream().map(OptimizerSweep::sweep).toList());
        var range = sweeps.getFirst().sweep().range();
        StringBuilder html = new StringBuilder();
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>")
                .append(HtmlText.escaped(study))
                .append(" – Sextant learning rates</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<main>\n<h1>")
                .append(HtmlText.escaped(study))
                .append(": learning rates</h1>\n<p>Swept from ")
                .append(Figures.number(range.from()))
                .append(" to ")
                .append(Figures.number(range.to()))
                .append(" in ")
                .append(Figures.count(range.steps()))
                .append(" steps of one mini-batch. Worth searching: <code>\"learningRate\": {\"log\": [")
                .append(Figures.number(all.low()))
                .append(", ")
                .append(Figures.number(all.high()))
                .append("]}</code></p>\n");
        for (int i = 0; i < sweeps.size(); i++) section(html, sweeps.get(i), i);
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private static void section(StringBuilder html, OptimizerSweep each, int number) {
        String name = HtmlText.escaped(each.optimizer());
        html.append("<section>\n");
        if (!name.isEmpty()) html.append("<h2>").append(name).append("</h2>\n");
        picture(html, each.sweep(), name, number);
        html.append("<table>\n<tbody>\n");
        for (Mark mark : SweepScale.marks(each.sweep())) row(html, mark.name(), Figures.number(mark.rate()));
        row(html, "worth searching", SweepText.text(SuggestedRange.of(List.of(each.sweep()))));
        html.append("</tbody>\n</table>\n</section>\n");
    }

    private static void row(StringBuilder html, String name, String value) {
        html.append("<tr><th scope=\"row\">").append(name).append("</th><td>");
        html.append(value).append("</td></tr>\n");
    }

    private static void picture(StringBuilder html, LearningRateSweep sweep, String name, int number) {
        SweepScale scale = SweepScale.of(sweep);
        html.append("<figure style=\"margin: 0\">\n<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\"");
        html.append(
                " aria-labelledby=\"title" + number + " words" + number + "\">\n<title id=\"title" + number + "\">");
        html.append("Loss over learning rate")
                .append(name.isEmpty() ? "" : " with " + name)
                .append("</title>\n");
        html.append("<desc id=\"words" + number + "\">The smoothed loss of ")
                .append(sweep.points().size())
                .append(" mini-batches at rising learning rates.");
        for (Mark mark : SweepScale.marks(sweep))
            html.append(' ')
                    .append(capital(mark.name()))
                    .append(' ')
                    .append(Figures.number(mark.rate()))
                    .append('.');
        html.append("</desc>\n");
        axes(html, scale);
        for (Point point : sweep.points())
            if (inside(scale.up(point.loss())))
                html.append("<circle class=\"raw\" r=\"2\" cx=\"")
                        .append(x(scale, point.rate()))
                        .append("\" cy=\"")
                        .append(y(scale.up(point.loss())))
                        .append("\"/>\n");
        html.append("<path class=\"curve\" d=\"");
        boolean drawing = false;
        for (Point point : sweep.points()) {
            double up = scale.up(point.smoothed());
            // One point beyond the top is drawn, at the top, to show where the curve goes.
            html.append(drawing ? 'L' : 'M').append(x(scale, point.rate())).append(' ');
            html.append(y(Math.min(up, 1)));
            if (drawing && !inside(up)) break;
            drawing = true;
        }
        html.append("\"/>\n");
        // The largest rate on top and names to the left of their lines: so no line goes through a name.
        List<Mark> marks = new ArrayList<>(SweepScale.marks(sweep));
        marks.sort(Comparator.comparingDouble(Mark::rate).reversed());
        int line = 0;
        for (Mark mark : marks) {
            String x = x(scale, mark.rate());
            int top = TOP - NAME_HEIGHT * (NAME_LINES - line) + 8;
            boolean left = scale.across(mark.rate()) > ROOM;
            html.append("<line class=\"mark\" x1=\"" + x + "\" x2=\"" + x + "\" y1=\"" + (top - 4) + "\" y2=\"");
            html.append(HEIGHT - BOTTOM).append("\"/>\n<text class=\"name\" y=\"" + top + "\" x=\"" + x + "\" dx=\"");
            html.append(left ? "-4\" text-anchor=\"end\">" : "4\">")
                    .append(mark.name())
                    .append(' ');
            html.append(Figures.number(mark.rate())).append("</text>\n");
            line++;
        }
        html.append("</svg>\n</figure>\n");
    }

    private static void axes(StringBuilder html, SweepScale scale) {
        int bottom = HEIGHT - BOTTOM;
        for (int i = 0; i <= TICKS; i++) {
            double loss = scale.low() + (scale.high() - scale.low()) * i / TICKS;
            String y = y(scale.up(loss));
            html.append("<line class=\"grid\" x1=\"" + LEFT + "\" x2=\"" + (WIDTH - RIGHT) + "\" y1=\"" + y);
            html.append("\" y2=\"" + y + "\"/>\n<text text-anchor=\"end\" x=\"" + (LEFT - 6) + "\" y=\"" + y);
            html.append("\" dy=\"4\">").append(Figures.number(loss)).append("</text>\n");
        }
        List<Double> decades = scale.decades();
        int every = (decades.size() + 11) / 12;
        for (int i = 0; i < decades.size(); i += every) {
            String x = x(scale, decades.get(i));
            html.append("<line class=\"axis\" x1=\"" + x + "\" x2=\"" + x + "\" y1=\"" + bottom + "\" y2=\"");
            html.append(bottom + 5).append("\"/>\n<text text-anchor=\"middle\" x=\"" + x + "\" y=\"" + (bottom + 19));
            html.append("\">").append(Figures.number(decades.get(i))).append("</text>\n");
        }
        html.append("<path class=\"axis\" d=\"M" + LEFT + " " + TOP + "V" + bottom + "H" + (WIDTH - RIGHT) + "\"/>\n");
        html.append("<text text-anchor=\"middle\" x=\"" + (LEFT + WIDTH - RIGHT) / 2 + "\" y=\"" + (HEIGHT - 8));
        html.append("\">learning rate, logarithmic</text>\n<text text-anchor=\"middle\" transform=\"translate(14 ");
        html.append((TOP + bottom) / 2).append(") rotate(-90)\">loss of a mini-batch</text>\n");
    }

    private static boolean inside(double up) {
        return 0 <= up && up <= 1;
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static String x(SweepScale scale, double rate) {
        return pixel(LEFT + scale.across(rate) * (WIDTH - LEFT - RIGHT));
    }

    private static String y(double up) {
        return pixel(HEIGHT - BOTTOM - up * (HEIGHT - BOTTOM - TOP));
    }

    private static String pixel(double at) {
        return new BigDecimal(at).setScale(1, RoundingMode.HALF_EVEN).toPlainString();
    }
}
