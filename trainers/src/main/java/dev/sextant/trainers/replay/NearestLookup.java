// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.replay;

import dev.sextant.engine.spi.TrainingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The nearest of the configurations that have the same words: by the Euclidean distance where the numbers of every
 * column, or their logarithms, are stretched over [0, 1] from the least to the greatest. Of equals, the one whose row
 * comes first.
 *
 * <p>Cost: O(configurations × parameters) a trial.
 */
final class NearestLookup implements Lookup {
    private final Recording recording;
    private final boolean[] logarithmic;
    /** The coordinates of one configuration after the other; the level where a column has words. */
    private final double[] points;

    NearestLookup(Recording recording, List<String> logarithmic) throws TrainingException {
        this.recording = recording;
        int d = recording.parameters().size();
        this.logarithmic = new boolean[d];
        for (int i = 0; i < d; i++) {
            String name = recording.parameters().get(i);
            this.logarithmic[i] = logarithmic.contains(name);
            if (this.logarithmic[i]) checkLogarithmic(name, recording.levels(i));
        }
        points = new double[Math.multiplyExact(recording.configurations(), d)];
        for (int c = 0, at = 0; c < recording.configurations(); c++) {
            int row = recording.rows(c)[0];
            for (int i = 0; i < d; i++, at++) {
                Levels levels = recording.levels(i);
                int level = levels.at(row);
                points[at] = levels.words() || !(levels.cell(level) instanceof Cell.Numeric(double value))
                        ? level
                        : coordinate(i, value);
            }
        }
    }

    private static void checkLogarithmic(String name, Levels levels) throws TrainingException {
        if (levels.words() || !(levels.low() > 0))
            throw new TrainingException(
                    String.join(".", ReplaySchema.LOOKUP, ReplaySchema.NEAREST, ReplaySchema.LOGARITHMIC),
                    levels.words()
                            ? "\"%s\" has words, which have no logarithms".formatted(name)
                            : "\"%s\" is %s in a row, which has no logarithm"
                                    .formatted(name, new Cell.Numeric(levels.low()).json()),
                    "take it out of the list");
    }

    private double coordinate(int parameter, double value) {
        Levels levels = recording.levels(parameter);
        if (levels.low() == levels.high()) return 0;
        if (!logarithmic[parameter]) return (value - levels.low()) / (levels.high() - levels.low());
        double low = StrictMath.log(levels.low());
        return (StrictMath.log(value) - low) / (StrictMath.log(levels.high()) - low);
    }

    @Override
    public Recording recording() {
        return recording;
    }

    @Override
    public int find(Map<String, Cell> wanted) throws TrainingException {
        int d = logarithmic.length;
        double[] point = new double[d];
        boolean[] word = new boolean[d];
        for (int i = 0; i < d; i++) point[i] = wanted(i, wanted, word);
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0, from = 0; from < points.length; c++, from += d) {
            double distance = 0;
            for (int i = 0; i < d && distance < least; i++) {
                double away = points[from + i] - point[i];
                if (!word[i]) distance += away * away;
                else if (away != 0) distance = Double.POSITIVE_INFINITY;
            }
            if (distance < least) {
                least = distance;
                best = c;
            }
        }
        if (best < 0) throw unknown(wanted, "let only such words vary together as the table has together");
        return best;
    }

    private double wanted(int parameter, Map<String, Cell> wanted, boolean[] word) throws TrainingException {
        String name = recording.parameters().get(parameter);
        Levels levels = recording.levels(parameter);
        Cell cell = wanted.get(name);
        if (cell == null) throw new IllegalArgumentException("no value for " + name);
        word[parameter] = levels.words();
        if (!levels.words() && cell instanceof Cell.Numeric(double value)) {
            if (logarithmic[parameter] && !(value > 0))
                throw new TrainingException(
                        ReplaySchema.PARAMETERS + "." + name,
                        "%s (%s) has no logarithm".formatted(name, cell.json()),
                        "let it vary above 0");
            return coordinate(parameter, value);
        }
        int level = levels.find(cell);
        if (level >= 0) return level;
        List<String> known = new ArrayList<>();
        for (Cell each : levels.sorted()) known.add(each.json());
        throw unknown(
                name,
                cell,
                levels.words()
                        ? "its words are " + String.join(", ", known.subList(0, Math.min(known.size(), 12)))
                        : "the column holds numbers");
    }
}
