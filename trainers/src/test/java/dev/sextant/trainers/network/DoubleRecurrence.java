// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Recurrent layers for {@link DoubleLayers}, a sample at a time and a step at a time, from PyTorch's formulas. */
final class DoubleRecurrence {
    private final Tape tape;
    private final LayerSpec.Recurrent layer;
    private final String name;
    private final Map<String, int[]> weights;

    /** @param weights the places of all tensors on the tape */
    DoubleRecurrence(Tape tape, LayerSpec.Recurrent layer, String name, Map<String, int[]> weights) {
        this.tape = tape;
        this.layer = layer;
        this.name = name;
        this.weights = weights;
    }

    /** What one sample gives: all steps' states, 0 beyond its end, or the last one. */
    int[] read(Shape.Sequence shape, int[] numbers, int length) {
        int[][] forwards = states(name, shape.features(), numbers, length, false);
        int[][] backwards =
                layer.bidirectional() ? states(name + ".reverse", shape.features(), numbers, length, true) : forwards;
        if (!layer.all()) return beside(forwards[length - 1], backwards[0]);
        int width = layer.units() * (layer.bidirectional() ? 2 : 1);
        return IntStream.range(0, shape.steps())
                .mapToObj(t -> t < length ? beside(forwards[t], backwards[t]) : tape.constants(new double[width]))
                .flatMapToInt(Arrays::stream)
                .toArray();
    }

    private int[] beside(int[] forwards, int[] backwards) {
        return layer.bidirectional()
                ? IntStream.concat(Arrays.stream(forwards), Arrays.stream(backwards))
                        .toArray()
                : forwards;
    }

    private int[][] states(String direction, int features, int[] numbers, int length, boolean reverse) {
        int[][] states = new int[length][];
        int[] h = tape.constants(new double[layer.units()]);
        int[] c = h;
        for (int k = 0; k < length; k++) {
            int t = reverse ? length - 1 - k : k;
            int[] x = Arrays.copyOfRange(numbers, t * features, (t + 1) * features);
            int[] before = h;
            int[] read = sums(direction + ".inputWeight", x);
            int[] carried = sums(direction + ".stateWeight", h);
            int[] bias = get(direction + ".bias");
            int[] gates = IntStream.range(0, read.length)
                    .map(g -> tape.add(tape.add(read[g], carried[g]), bias[g]))
                    .toArray();
            switch (layer.cell()) {
                case RNN -> h = Arrays.stream(gates).map(tape::tanh).toArray();
                case LSTM -> {
                    int[] cells = c;
                    c = each(u -> tape.add(
                            tape.multiply(tape.sigmoid(gate(gates, 1, u)), cells[u]),
                            tape.multiply(tape.sigmoid(gate(gates, 0, u)), tape.tanh(gate(gates, 2, u)))));
                    int[] now = c;
                    h = each(u -> tape.multiply(tape.sigmoid(gate(gates, 3, u)), tape.tanh(now[u])));
                }
                case GRU -> {
                    int[] second = get(direction + ".candidateBias");
                    h = each(u -> {
                        int r = tape.sigmoid(gate(gates, 0, u));
                        int z = tape.sigmoid(gate(gates, 1, u));
                        int own = tape.add(gate(read, 2, u), gate(bias, 2, u));
                        int n = tape.tanh(tape.add(own, tape.multiply(r, tape.add(gate(carried, 2, u), second[u]))));
                        return tape.add(n, tape.multiply(z, tape.subtract(before[u], n)));
                    });
                }
            }
            states[t] = h;
        }
        return states;
    }

    private int[] each(java.util.function.IntUnaryOperator unit) {
        return IntStream.range(0, layer.units()).map(unit).toArray();
    }

    private int gate(int[] gates, int which, int unit) {
        return gates[which * layer.units() + unit];
    }

    private int[] sums(String tensor, int[] x) {
        int[] w = get(tensor);
        return IntStream.range(0, w.length / x.length)
                .map(q -> {
                    int sum = tape.multiply(w[q * x.length], x[0]);
                    for (int p = 1; p < x.length; p++) sum = tape.add(sum, tape.multiply(w[q * x.length + p], x[p]));
                    return sum;
                })
                .toArray();
    }

    private int[] get(String tensor) {
        return Objects.requireNonNull(weights.get(tensor), tensor);
    }
}
