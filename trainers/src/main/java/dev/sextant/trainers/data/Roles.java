// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.document.Spelling;
import dev.sextant.trainers.table.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What each column of a table is for, by its place.
 *
 * @param inputs columns that are learnt from, in their order; over a series the targets' past too
 * @param features what these columns hold; none where each row is a sequence, whose steps become columns first
 * @param targets what is learnt, at least one
 * @param group column that keeps rows together, or {@link #NONE}
 * @param time column by which rows are ordered, or {@link #NONE}
 * @param by column whose equal cells make a sequence of their rows, or {@link #NONE}
 */
record Roles(List<Integer> inputs, List<Feature> features, List<Integer> targets, int group, int time, int by) {
    static final int NONE = -1;

    Roles {
        inputs = List.copyOf(inputs);
        features = List.copyOf(features);
        targets = List.copyOf(targets);
    }

    static Roles of(Table table, DataSpec spec) throws TrainingException {
        Selection named = spec.columns();
        List<String> names = table.names();
        List<Integer> targets = new ArrayList<>();
        for (int i = 0; i < named.targets().size(); i++)
            targets.add(place(
                    table, named.targets().get(i), named.targets().size() == 1 ? "data.target" : "data.target." + i));
        if (targets.isEmpty()) targets.add(names.size() - 1);
        SequenceSpec sequence = spec.sequence();
        int group = other(table, named.group(), "group", targets);
        int time = other(table, named.time(), "time", targets);
        int by = sequence == null ? NONE : other(table, sequence.by(), "sequence.by", targets);
        for (int i = 0; i < named.drop().size(); i++) {
            String column = named.drop().get(i);
            if (targets.contains(place(table, column, "data.drop." + i)))
                throw new TrainingException(
                        "data.drop." + i,
                        "\"%s\" is the target and cannot be dropped".formatted(column),
                        "name another target, or keep the column");
        }
        List<Integer> inputs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            boolean target = targets.contains(i) && spec.window() == null;
            if (!target && i != group && i != time && i != by && !named.drop().contains(names.get(i))) inputs.add(i);
        }
        if (inputs.isEmpty())
            throw new TrainingException(
                    spec.source().key(),
                    "%s has no column to learn %s from".formatted(table.name(), names(table, targets)),
                    table.columns().size() == 1
                            ? "learn a series from its own past with \"window\": {\"length\": 16}, or add columns"
                            : "it needs at least one column beside the target that is not dropped");
        return new Roles(inputs, features(table, spec, inputs), targets, group, time, by);
    }

    private static List<Feature> features(Table table, DataSpec spec, List<Integer> inputs) throws TrainingException {
        SequenceSpec sequence = spec.sequence();
        List<Feature> features = new ArrayList<>();
        if (sequence != null && sequence.wide()) return features;
        Typing typing = new Typing(table, spec.source());
        if (spec.tokens() && inputs.size() > 1)
            throw new TrainingException(
                    "data.sequence.tokens",
                    "a step is one token, but %s has %d columns to learn from: %s"
                            .formatted(table.name(), inputs.size(), names(table, inputs)),
                    "leave the others out with \"drop\"");
        for (int column : inputs) features.add(spec.tokens() ? typing.token(column) : typing.feature(column));
        return features;
    }

    private static int place(Table table, String column, String key) throws TrainingException {
        int at = table.names().indexOf(column);
        if (at < 0)
            throw new TrainingException(
                    key,
                    "%s has no column \"%s\"".formatted(table.name(), column),
                    Spelling.advice(column, table.names()));
        return at;
    }

    private static int other(Table table, @Nullable String column, String key, List<Integer> targets)
            throws TrainingException {
        if (column == null) return NONE;
        int at = place(table, column, "data." + key);
        if (targets.contains(at))
            throw new TrainingException(
                    "data." + key,
                    "\"%s\" is the target and cannot be the %s column too".formatted(column, key),
                    "name the target with \"target\"");
        return at;
    }

    private static String names(Table table, List<Integer> columns) {
        return String.join(
                ", ", columns.stream().map(at -> table.names().get(at)).toList());
    }

    /** The targets' names, for people. */
    String targetNames(Table table) {
        return names(table, targets);
    }
}
