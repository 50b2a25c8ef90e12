// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.studies.terminal.Cells;
import dev.sextant.studies.terminal.Chart;
import dev.sextant.studies.terminal.Glyphs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the first objective answers to the learning rate, or to another parameter, as a picture of characters: a point
 * for each search trial, a letter for each schedule. What diverged stands at the top edge. What is far worse than most
 * stands at the edge, so that the differences among the good ones can be seen.
 */
public final class ResponsePlot {
    private static final int NARROWEST = 40;
    private static final int WIDEST = 120;
    private static final int LOWEST = 5;
    private static final int HIGHEST = 24;

    /**
     * Lines beside heading, sheet and legend: axis, its labels, its name; the command's own line and the next prompt.
     */
    private static final int AROUND = 5;

    /** The sheet reaches from the best to so many times the distance of the median. Ours. */
    private static final double REACH = 3;

    /** Values of one sign that differ by more than this factor are drawn by their logarithm. Ours. */
    private static final double WIDE = 8;

    private final Ranking ranking;
    private final Glyphs glyphs;
    private final PlottedParameter parameter;
    private final PlotSymbols symbols;
    private final Objective objective;
    private final List<RankedTrial> drawn = new ArrayList<>();
    private boolean diverged;
    private boolean pruned;
    private int beyond;

    private ResponsePlot(Ranking ranking, PlottedParameter parameter, Glyphs glyphs) {
        this.ranking = ranking;
        this.glyphs = glyphs;
        this.parameter = parameter;
        this.symbols = new PlotSymbols(ranking.template().space());
        this.objective = ranking.goals().first();
        for (RankedTrial trial : ranking.trials()) {
            if (!Double.isFinite(parameter.of(trial.configuration()))) continue;
            drawn.add(trial);
            diverged |= lost(trial);
            pruned |= trial.outcome() instanceof Outcome.Pruned;
        }
    }

    /**
     * Lines of at most {@code columns} cells (taken as 40 … 120), fewer than {@code rows} where that is at least 18,
     * each ended by a newline. Null where the study has no range of numbers to draw over.
     */
    public static @Nullable String write(Ranking ranking, int columns, int rows, Glyphs glyphs) {
        PlottedParameter parameter = PlottedParameter.of(ranking.template().space());
        if (parameter == null) return null;
        ResponsePlot plot = new ResponsePlot(ranking, parameter, glyphs);
        int width = Math.clamp(columns - 1, NARROWEST - 1, WIDEST - 1);
        return String.join("\n", plot.lines(width, rows)) + "\n";
    }

    private static boolean lost(RankedTrial trial) {
        return !Double.isFinite(trial.value()) && !(trial.outcome() instanceof Outcome.Failed);
    }

    private List<String> lines(int width, int rows) {
        List<String> lines = new ArrayList<>(Lines.wrap(
                ranking.study() + ": " + objective.metric() + " in the search, over " + parameter.name()
                        + (objective.direction() == Direction.MINIMIZE ? "; low is good" : "; high is good"),
                width,
                2));
        double[] values = drawn.stream()
                .mapToDouble(RankedTrial::value)
                .filter(Double::isFinite)
                .toArray();
        if (values.length == 0) {
            lines.add("No trial has a value to be drawn.");
            return lines;
        }
        PlotScale up = scale(values);
        beyond = (int) Arrays.stream(values).filter(value -> outside(up, value)).count();
        List<String> legend = legend(width);
        int height = Math.clamp((long) rows - AROUND - lines.size() - legend.size(), LOWEST, HIGHEST);
        Chart chart = sheet(width, height, up);
        for (int i = drawn.size() - 1; i >= 0; i--) point(chart, drawn.get(i), up);
        best(chart, up);
        for (double tick : parameter.scale().ticks())
            chart.tick(chart.column(parameter.scale().at(tick)), Figures.number(tick));
        lines.addAll(chart.lines());
        String name = parameter.name() + (parameter.scale().logarithmic() ? " (logarithmic)" : "");
        lines.add(" ".repeat(Math.max(0, (width - name.length()) / 2)) + name);
        lines.addAll(legend);
        return lines;
    }

    /** From the best to what is not much worse than the median. */
    private PlotScale scale(double[] values) {
        Direction direction = objective.direction();
        double[] sorted =
                Arrays.stream(values).map(direction::minimized).sorted().toArray();
        double best = sorted[0];
        double median = sorted[sorted.length / 2];
        double worst = Math.min(sorted[sorted.length - 1], best + REACH * (median - best));
        if (!(best < worst)) worst = sorted[sorted.length - 1];
        if (!(best < worst)) worst = best + Math.max(Math.abs(best), 1) * 0.1;
        double low = Math.min(direction.minimized(best), direction.minimized(worst));
        double high = Math.max(direction.minimized(best), direction.minimized(worst));
        return new PlotScale(low, high, low > 0 && high / low > WIDE);
    }

    private static boolean outside(PlotScale up, double value) {
        return value < up.low() || value > up.high();
    }

    /** With a row of its own at the top for what diverged. */
    private Chart sheet(int width, int height, PlotScale up) {
        List<String> labels = new ArrayList<>(Collections.nCopies(height, ""));
        int top = diverged ? 1 : 0;
        Figures figures = Figures.like(objective.direction() == Direction.MINIMIZE ? up.low() : up.high());
        labels.set(top, figures.column(up.high()));
        labels.set((top + height - 1) / 2, figures.column(up.value(at((top + height - 1) / 2, top, height))));
        labels.set(height - 1, figures.column(up.low()));
        if (diverged) labels.set(0, "diverged");
        return new Chart(width, labels, glyphs);
    }

    private static double at(int row, int top, int height) {
        return (height - 1 - row) / (double) (height - 1 - top);
    }

    private int row(Chart chart, PlotScale up, double value) {
        int top = diverged ? 1 : 0;
        double at = Math.clamp(up.at(Math.clamp(value, up.low(), up.high())), 0, 1);
        return chart.rows() - 1 - (int) Math.round(at * (chart.rows() - 1 - top));
    }

    private int column(Chart chart, RankedTrial trial) {
        return chart.column(Math.clamp(parameter.scale().at(parameter.of(trial.configuration())), 0, 1));
    }

    private void point(Chart chart, RankedTrial trial, PlotScale up) {
        if (lost(trial)) chart.put(0, column(chart, trial), PlotSymbols.DIVERGED);
        if (!Double.isFinite(trial.value())) return;
        char symbol = trial.outcome() instanceof Outcome.Pruned ? PlotSymbols.PRUNED : symbols.of(trial);
        chart.put(row(chart, up, trial.value()), column(chart, trial), symbol);
    }

    /** The first-ranked, over what else stands there. */
    private void best(Chart chart, PlotScale up) {
        RankedTrial best = drawn.getFirst();
        if (Double.isFinite(best.value()) && best.outcome() instanceof Outcome.Completed)
            chart.put(row(chart, up, best.value()), column(chart, best), PlotSymbols.BEST);
    }

    /** Whole entries, as many in a line as there is room for. */
    private List<String> legend(int width) {
        List<String> parts = new ArrayList<>();
        RankedTrial best = drawn.getFirst();
        if (best.outcome() instanceof Outcome.Completed)
            parts.add(PlotSymbols.BEST + " trial " + best.trial() + " ranks first"
                    + (symbols.letters().isEmpty() ? "" : " (" + symbols.of(best) + ")"));
        symbols.letters().forEach((name, letter) -> {
            if (drawn.stream().anyMatch(trial -> symbols.of(trial) == letter))
                parts.add(letter + " " + Cells.printable(name));
        });
        if (pruned) parts.add(PlotSymbols.PRUNED + " pruned, at its best so far");
        if (diverged) parts.add(PlotSymbols.DIVERGED + " diverged");
        if (beyond > 0)
            parts.add(beyond + " far worse at the " + (objective.direction() == Direction.MINIMIZE ? "upper" : "lower")
                    + " edge");
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String part : parts) {
            if (!line.isEmpty() && Cells.width(line.toString()) + 2 + Cells.width(part) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : "  ").append(Cells.cut(part, width, glyphs));
        }
        lines.add(line.toString());
        return lines;
    }
}
