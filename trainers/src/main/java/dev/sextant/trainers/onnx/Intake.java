// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.sextant.trainers.data.InputForm;
import dev.sextant.trainers.data.PixelScale;
import dev.sextant.trainers.data.RowForm;
import dev.sextant.trainers.data.StepForm;
import dev.sextant.trainers.network.Shape;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * What a graph reads, and how it becomes what the first layer reads.
 *
 * <p>A table, its window, or the steps of a sequence whose columns all hold numbers is one input, the columns last;
 * where a column holds texts there is an input for each, named as the column. Numbers are 64-bit floats, as a table has
 * them, and NaN is an empty cell: offset and divisor work on them before they become 32-bit ones, as in training.
 *
 * @param value the name of what the first layer reads
 */
record Intake(String value, Lengths lengths) {
    static final String TABLE = "table";
    static final String IMAGE = "image";
    static final String SEQUENCE = "sequence";
    static final String TOKENS = "tokens";
    static final String LENGTHS = "lengths";

    /** @param first what the first layer reads, which may be a vector of an image's or of a window's numbers */
    static Intake of(Graph graph, InputForm form, Shape first) {
        return switch (form) {
            case InputForm.Rows(RowForm row) ->
                new Intake(new RowNodes(graph, row, TABLE, List.of()).add(), Lengths.none(graph));
            case InputForm.Series series -> {
                String steps = new RowNodes(graph, series.row(), TABLE, List.of(series.length())).add();
                yield new Intake(flat(graph, steps, first), Lengths.none(graph));
            }
            case InputForm.Images images -> new Intake(flat(graph, image(graph, images), first), Lengths.none(graph));
            case InputForm.WideSequences wide -> sequence(graph, wide.step(), wide.steps(), wide.ragged(), first);
            case InputForm.LongSequences tall -> sequence(graph, tall.step(), tall.steps(), tall.ragged(), first);
        };
    }

    /** The columns whose cells the inputs hold, in the order of these; none for an image, whose pixels have places. */
    static List<String> columns(InputForm form) {
        return switch (form) {
            case InputForm.Rows(RowForm row) -> row.columns();
            case InputForm.Series series -> series.row().columns();
            case InputForm.Images _ -> List.of();
            case InputForm.WideSequences wide -> wide.step().columns();
            case InputForm.LongSequences tall -> tall.step().columns();
        };
    }

    private static String flat(Graph graph, String value, Shape first) {
        return first instanceof Shape.Vector
                ? graph.node("Flatten", "input.flat", List.of(value), Attribute.whole("axis", 1))
                : value;
    }

    private static String image(Graph graph, InputForm.Images images) {
        List<Integer> shape = images.channelsLast()
                ? List.of(images.height(), images.width(), images.channels())
                : List.of(images.channels(), images.height(), images.width());
        String value = graph.input(
                IMAGE,
                DataType.DOUBLE,
                shape,
                "Pixels as the data have them: %s; not scaled."
                        .formatted(images.channelsLast() ? "row, column, channel" : "channel, row, column"));
        if (images.channelsLast())
            value = graph.node("Transpose", "image.planes", List.of(value), Attribute.wholes("perm", 0, 3, 1, 2));
        List<PixelScale> scales = images.scales();
        return new Scales(
                        scales.stream().mapToDouble(PixelScale::offset).toArray(),
                        scales.stream().mapToDouble(PixelScale::divisor).toArray(),
                        scales.stream().mapToDouble(PixelScale::fill).toArray())
                .add(graph, "image", value, List.of(images.channels(), 1, 1));
    }

    private static Intake sequence(Graph graph, StepForm step, int steps, boolean ragged, Shape first) {
        String value = switch (step) {
            case StepForm.Numbers(RowForm row) -> new RowNodes(graph, row, SEQUENCE, List.of(steps)).add();
            case StepForm.NumberedTokens(String column, int size) ->
                graph.input(
                        TOKENS,
                        DataType.INT64,
                        List.of(steps),
                        "%s: whole numbers from 0 to %d.".formatted(column, size - 1));
            case StepForm.TextTokens(String column, List<String> texts) -> {
                String tokens = graph.input(TOKENS, DataType.STRING, List.of(steps), column + ", as the data have it.");
                yield Texts.places(graph, "tokens.place", tokens, texts, texts.size(), texts.size());
            }
        };
        if (!ragged) return new Intake(flat(graph, value, first), Lengths.none(graph));
        String lengths = graph.input(
                LENGTHS,
                DataType.INT64,
                List.of(),
                "Steps of each sequence, from 1 to %d; what stands behind them is not read.".formatted(steps));
        return new Intake(value, new Lengths(graph, lengths, steps));
    }

    /**
     * (number − offset) / divisor, or of fill where the number is NaN; in 64 bits, then rounded to 32.
     *
     * @param fills NaN where there is none
     */
    record Scales(double[] offsets, double[] divisors, double[] fills) {
        /** @param shape to which the arrays are laid beside the value's last dimensions */
        String add(Graph graph, String name, String value, List<Integer> shape) {
            String scaled = value;
            if (!DoubleStream.of(fills).allMatch(Double::isNaN)) {
                String empty = graph.node("IsNaN", name + ".empty", List.of(scaled));
                String fill = graph.doubles(name + ".fill", shape, fills);
                scaled = graph.node("Where", name + ".filled", List.of(empty, fill, scaled));
            }
            if (!DoubleStream.of(offsets).allMatch(offset -> offset == 0))
                scaled = graph.node(
                        "Sub", name + ".moved", List.of(scaled, graph.doubles(name + ".offset", shape, offsets)));
            if (!DoubleStream.of(divisors).allMatch(divisor -> divisor == 1))
                scaled = graph.node(
                        "Div", name + ".scaled", List.of(scaled, graph.doubles(name + ".divisor", shape, divisors)));
            return graph.node("Cast", name + ".read", List.of(scaled), Attribute.whole("to", DataType.FLOAT_VALUE));
        }
    }
}
