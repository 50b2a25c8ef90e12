// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.sextant.trainers.data.RowForm;
import dev.sextant.trainers.data.RowForm.Absence;
import dev.sextant.trainers.data.RowForm.OneHot;
import dev.sextant.trainers.data.RowForm.Part;
import dev.sextant.trainers.data.RowForm.Scaled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** The cells of rows as inputs, and what becomes of them: the parts of a {@link RowForm} side by side, last. */
final class RowNodes {
    private final Graph graph;
    private final RowForm form;
    private final String name;
    /** Dimensions between the rows and the columns: the steps, or none. */
    private final List<Integer> between;

    private final List<String> columns;
    /** Columns of texts, with those that are known. */
    private final Map<String, List<String>> texts = new HashMap<>();
    /** The input of each column; empty where they are one. */
    private final Map<String, String> inputs = new HashMap<>();

    private String table = "";

    /** @param name of the input where all columns hold numbers */
    RowNodes(Graph graph, RowForm form, String name, List<Integer> between) {
        this.graph = graph;
        this.form = form;
        this.name = name;
        this.between = between;
        columns = form.columns();
        for (Part part : form.parts())
            if (part instanceof OneHot oneHot) texts.put(oneHot.column(), oneHot.categories());
    }

    /** Adds inputs and nodes; gives what is (rows, numbers), or (rows, step, numbers). */
    String add() {
        addInputs();
        List<String> blocks = new ArrayList<>();
        List<Scaled> run = new ArrayList<>();
        for (Part part : form.parts()) {
            if (part instanceof Scaled scaled) {
                run.add(scaled);
                continue;
            }
            if (!run.isEmpty()) blocks.add(scaled(run));
            run.clear();
            blocks.add(
                    switch (part) {
                        case OneHot oneHot -> oneHot(oneHot);
                        case Absence(String column) ->
                            texts.containsKey(column) ? emptyText(column) : emptyNumber(column);
                        case Scaled scaled -> throw new IllegalStateException(scaled.column());
                    });
        }
        if (!run.isEmpty()) blocks.add(scaled(run));
        return beside("input", blocks);
    }

    private void addInputs() {
        if (texts.isEmpty()) {
            table = graph.input(name, DataType.DOUBLE, with(columns.size()), String.join(", ", columns));
            return;
        }
        for (String column : columns)
            inputs.put(
                    column,
                    graph.input(
                            column.isEmpty() ? "column" + (columns.indexOf(column) + 1) : column,
                            texts.containsKey(column) ? DataType.STRING : DataType.DOUBLE,
                            between.isEmpty() ? List.of(1) : between,
                            texts.containsKey(column) ? "Texts." : "Numbers."));
    }

    private List<Integer> with(int last) {
        List<Integer> lengths = new ArrayList<>(between);
        lengths.add(last);
        return lengths;
    }

    private String beside(String block, List<String> values) {
        return values.size() == 1
                ? values.getFirst()
                : graph.node("Concat", block, values, Attribute.whole("axis", -1));
    }

    /** Columns of numbers side by side. */
    private String numbers(List<String> wanted) {
        if (!texts.isEmpty())
            return beside("numbers", wanted.stream().map(this::cell).toList());
        if (wanted.equals(columns)) return table;
        long[] places = wanted.stream().mapToLong(columns::indexOf).toArray();
        return graph.node(
                "Gather",
                name + ".some",
                List.of(table, graph.longs(name + ".places", places)),
                Attribute.whole("axis", -1));
    }

    /** A column's input with a last dimension of one. */
    private String cell(String column) {
        String input = inputs.getOrDefault(column, "");
        return between.isEmpty()
                ? input
                : graph.node("Unsqueeze", input + ".cell", List.of(input, graph.longs(input + ".axis", -1)));
    }

    private String scaled(List<Scaled> run) {
        String numbers = numbers(run.stream().map(Scaled::column).toList());
        return new Intake.Scales(
                        run.stream().mapToDouble(Scaled::offset).toArray(),
                        run.stream().mapToDouble(Scaled::divisor).toArray(),
                        run.stream().mapToDouble(Scaled::fill).toArray())
                .add(graph, name, numbers, List.of(run.size()));
    }

    /** Each text's place compared with the places of all that are known. */
    private String oneHot(OneHot oneHot) {
        String column = oneHot.column();
        List<String> known = oneHot.categories();
        int none = known.size();
        int empty = oneHot.empty() == null ? none : known.indexOf(oneHot.empty());
        String place = Texts.places(graph, column + ".place", cell(column), known, empty, none);
        String all = graph.longs(
                column + ".places", LongStream.range(0, known.size()).toArray());
        return flag(column + ".oneHot", graph.node("Equal", column + ".same", List.of(place, all)));
    }

    private String emptyText(String column) {
        List<String> known = texts.getOrDefault(column, List.of());
        int empty = known.size();
        String place = Texts.places(graph, column + ".gap", cell(column), known, empty, empty + 1);
        String gap = graph.longs(column + ".gaps", empty);
        return flag(column + ".absent", graph.node("Equal", column + ".isAbsent", List.of(place, gap)));
    }

    private String emptyNumber(String column) {
        return flag(column + ".absent", graph.node("IsNaN", column + ".isAbsent", List.of(numbers(List.of(column)))));
    }

    /** True and false as 1 and 0. */
    private String flag(String named, String value) {
        return graph.node("Cast", named, List.of(value), Attribute.whole("to", DataType.FLOAT_VALUE));
    }
}
