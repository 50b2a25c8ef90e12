// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.problem;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** A table that holds every configuration of a grid, each trained with several seeds: columns y0, y1 and so on. */
final class GridTable {
    private GridTable() {}

    /**
     * @param seeds whether a trial reports the result of one seed, drawn anew; otherwise their mean
     * @param scale what becomes of a recorded number
     */
    static Problem of(String name, RecordedTable table, boolean seeds, DoubleUnaryOperator scale) {
        List<Parameter> parameters = new ArrayList<>();
        int[] cells = new int[table.rows().size()];
        for (String column : table.columns()) {
            if (column.matches("y\\d")) continue;
            Parameter parameter = parameter(column, table);
            Domain.Choice choice = (Domain.Choice) parameter.domain();
            String[] texts = table.texts(column);
            for (int i = 0; i < cells.length; i++)
                cells[i] = cells[i] * choice.options().size() + place(choice, texts[i]);
            parameters.add(parameter);
        }
        double[][] results = table.columns().stream()
                .filter(column -> column.matches("y\\d"))
                .map(table::numbers)
                .toArray(double[][]::new);
        double[] means = new double[cells.length];
        double[][] each = new double[cells.length][results.length];
        for (int i = 0; i < cells.length; i++) {
            double sum = 0;
            for (int j = 0; j < results.length; j++) {
                sum += results[j][i];
                each[cells[i]][j] = scale.applyAsDouble(results[j][i]);
            }
            means[cells[i]] = scale.applyAsDouble(sum / results.length);
        }
        return new Problem(
                name,
                Space.of(parameters),
                configuration -> means[cell(parameters, configuration)],
                seeds
                        ? (configuration, _, noise) ->
                                each[cell(parameters, configuration)][noise.below(results.length)]
                        : Problem.Readout.EXACT,
                Arrays.stream(means).min().orElseThrow());
    }

    /** A choice of the numbers in the column, rising, or of its words. */
    private static Parameter parameter(String column, RecordedTable table) {
        String[] different =
                Arrays.stream(table.texts(column)).distinct().sorted().toArray(String[]::new);
        return different[0].matches("[-+.\\deE]+")
                ? Parameters.numbers(
                        column,
                        Arrays.stream(different)
                                .mapToDouble(Double::parseDouble)
                                .sorted()
                                .toArray())
                : Parameters.names(column, different);
    }

    private static int place(Domain.Choice choice, String text) {
        for (int i = 0; i < choice.options().size(); i++) {
            boolean same = choice.numeric()
                    ? choice.options().get(i).content().doubleValue() == Double.parseDouble(text)
                    : choice.options().get(i).label().equals(text);
            if (same) return i;
        }
        throw new AssertionError(text);
    }

    private static int cell(List<Parameter> parameters, Configuration configuration) {
        int cell = 0;
        for (Parameter parameter : parameters)
            cell = cell * ((Domain.Choice) parameter.domain()).options().size()
                    + Parameters.place(configuration, parameter.path());
        return cell;
    }
}
