// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * How many steps each sequence has, where they differ, and what follows from it; each node is made when it is asked
 * for.
 */
final class Lengths {
    private final Graph graph;
    /** Whole numbers (rows), or null where all sequences are equally long. */
    private final @Nullable String input;

    private final int steps;
    private @Nullable String narrow;
    private @Nullable String within;
    private @Nullable String divisor;

    /**
     * @param input the name of the lengths, 64-bit whole numbers (rows), or null
     * @param steps of the longest
     */
    Lengths(Graph graph, @Nullable String input, int steps) {
        this.graph = graph;
        this.input = input;
        this.steps = steps;
    }

    /** Of what has no steps, or the same everywhere. */
    static Lengths none(Graph graph) {
        return new Lengths(graph, null, 0);
    }

    boolean differ() {
        return input != null;
    }

    /** As recurrent operators read them; empty, which says that there are none, where all are equal. */
    String narrow() {
        if (input == null) return "";
        if (narrow == null)
            narrow = graph.node("Cast", "lengths.narrow", List.of(input), Attribute.whole("to", DataType.INT32_VALUE));
        return narrow;
    }

    /** A sequence (rows, step, feature) with zeros behind each one's end, whatever stood there. */
    String cut(String sequence) {
        if (input == null) return sequence;
        if (within == null) {
            String column =
                    graph.node("Unsqueeze", "lengths.column", List.of(input, graph.longs("lengths.axes", 1, 2)));
            String numbers =
                    graph.longs("lengths.steps", LongStream.range(0, steps).toArray());
            String lines = graph.node("Unsqueeze", "lengths.lines", List.of(numbers, graph.longs("lengths.axis", 1)));
            within = graph.node("Less", "lengths.within", List.of(lines, column));
        }
        String zero = graph.floats("lengths.zero", List.of(), 0f);
        return graph.node("Where", sequence + ".cut", List.of(within, sequence, zero));
    }

    /** As floats (rows, 1). */
    String divisor() {
        if (input == null) throw new IllegalStateException("all sequences are equally long");
        if (divisor == null) {
            String floats =
                    graph.node("Cast", "lengths.floats", List.of(input), Attribute.whole("to", DataType.FLOAT_VALUE));
            divisor = graph.node("Unsqueeze", "lengths.divisor", List.of(floats, graph.longs("lengths.last", 1)));
        }
        return divisor;
    }
}
