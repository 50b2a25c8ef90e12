// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.network.Blueprint.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Networks of any layers once more, in doubles and from the definitions: what the float network's layers are held to.
 * Samples are arrays in the order of a row of data. Only what goes forward is written; gradients are a {@link Tape}'s.
 */
final class DoubleLayers {
    private static final double EPSILON = 1e-5;

    /** What goes through the network: [sample][number], and how many steps each sample has. */
    private record Batch(Shape shape, int[][] numbers, int[] lengths) {
        int[] channel(int sample, int channel) {
            return switch (shape) {
                case Shape.Vector _ -> new int[] {numbers[sample][channel]};
                case Shape.Image image ->
                    Arrays.copyOfRange(numbers[sample], channel * image.pixels(), (channel + 1) * image.pixels());
                case Shape.Sequence sequence ->
                    IntStream.range(0, lengths[sample])
                            .map(t -> numbers[sample][t * sequence.features() + channel])
                            .toArray();
                case Shape.Tokens _ -> throw new IllegalStateException();
            };
        }

        /** Which channel a number belongs to. */
        int channelOf(int number) {
            return switch (shape) {
                case Shape.Image image -> number / image.pixels();
                case Shape.Sequence sequence -> number % sequence.features();
                case Shape.Vector _, Shape.Tokens _ -> number;
            };
        }

        Batch with(Shape other, int[][] numbers) {
            return new Batch(other, numbers, lengths);
        }
    }

    private final Blueprint blueprint;
    private final Draws draws;
    /** By the names of the float network; to be changed at will. */
    final Map<String, double[]> weights = new LinkedHashMap<>();

    private final Map<String, int[]> places = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private Tape tape = new Tape();

    /** @param draws what the first step's dropout draws from */
    DoubleLayers(Blueprint blueprint, List<Weights> weights, Draws draws) {
        this.blueprint = blueprint;
        this.draws = draws;
        for (Weights each : weights) this.weights.put(each.name(), NetworkSamples.doubles(each.values()));
    }

    /** The mean loss of a first training step on these rows of data; targets are one-hot for cross-entropy. */
    double loss(double[][] rows, double[][] targets) {
        int loss = forward(rows, targets);
        return tape.value(loss);
    }

    /** Its slopes at all weights. */
    Map<String, double[]> gradients(double[][] rows, double[][] targets) {
        int loss = forward(rows, targets);
        double[] slopes = tape.slopes(loss);
        Map<String, double[]> gradients = new LinkedHashMap<>();
        places.forEach((name, at) -> gradients.put(
                name, Arrays.stream(at).mapToDouble(i -> slopes[i]).toArray()));
        return gradients;
    }

    private int forward(double[][] rows, double[][] targets) {
        tape = new Tape();
        counts.clear();
        places.clear();
        weights.forEach((name, values) -> places.put(name, tape.constants(values)));
        Shape shape = blueprint.input();
        int[] lengths = Arrays.stream(rows)
                .mapToInt(row -> shape.columns() > shape.size() ? (int) row[shape.size()] : steps(shape))
                .toArray();
        int[][] numbers = Arrays.stream(rows)
                .map(row -> tape.constants(Arrays.copyOf(row, shape.size())))
                .toArray(int[][]::new);
        Batch batch = layers(blueprint.stages(), new Batch(shape, numbers, lengths));
        int[] losses = IntStream.range(0, rows.length)
                .map(i -> rowLoss(batch.numbers()[i], targets[i]))
                .toArray();
        return tape.mean(losses);
    }

    private static int steps(Shape shape) {
        return switch (shape) {
            case Shape.Sequence sequence -> sequence.steps();
            case Shape.Tokens tokens -> tokens.steps();
            case Shape.Vector _, Shape.Image _ -> 1;
        };
    }

    private int rowLoss(int[] outputs, double[] target) {
        if (blueprint.loss() == Loss.MEAN_SQUARED_ERROR)
            return tape.mean(IntStream.range(0, target.length)
                    .map(q -> tape.plus(outputs[q], -target[q]))
                    .map(d -> tape.multiply(d, d))
                    .toArray());
        int[] exponentials = Arrays.stream(outputs).map(tape::exp).toArray();
        int told = tape.sum(IntStream.range(0, target.length)
                .map(q -> tape.times(outputs[q], target[q]))
                .toArray());
        return tape.subtract(tape.log(tape.sum(exponentials)), told);
    }

    private Batch layers(List<Stage> stages, Batch batch) {
        Batch given = batch;
        for (Stage stage : stages) given = layer(stage, given);
        return given;
    }

    private Batch layer(Stage stage, Batch in) {
        return switch (stage.layer()) {
            case LayerSpec.Dense dense -> {
                String name = name("dense");
                yield lines(in, stage.out(), line -> affine(get(name + ".weight"), get(name + ".bias"), line));
            }
            case LayerSpec.Conv conv -> convolve(conv, (Shape.Image) in.shape(), (Shape.Image) stage.out(), in);
            case LayerSpec.Pool pool -> pool(pool, (Shape.Image) in.shape(), (Shape.Image) stage.out(), in);
            case LayerSpec.GlobalAveragePool _ ->
                samples(
                        in,
                        stage.out(),
                        i -> IntStream.range(0, Inference.channels(in.shape()))
                                .map(c -> tape.mean(in.channel(i, c)))
                                .toArray());
            case LayerSpec.Flatten _ -> in.with(stage.out(), in.numbers());
            case LayerSpec.BatchNorm _ -> batchNorm(in);
            case LayerSpec.LayerNorm _ -> layerNorm(in);
            case LayerSpec.Dropout(double probability) -> drop(probability, in);
            case LayerSpec.Activate(Activation activation) ->
                samples(
                        in,
                        in.shape(),
                        i -> Arrays.stream(in.numbers()[i])
                                .map(x -> activate(activation, x))
                                .toArray());
            case LayerSpec.Residual _ -> {
                Batch branch = layers(stage.inner(), in);
                yield samples(
                        in,
                        in.shape(),
                        i -> IntStream.range(0, in.numbers()[i].length)
                                .map(e -> tape.add(in.numbers()[i][e], branch.numbers()[i][e]))
                                .toArray());
            }
            case LayerSpec.Recurrent recurrent -> {
                String kind = recurrent.cell().name().toLowerCase(Locale.ROOT);
                DoubleRecurrence cell = new DoubleRecurrence(tape, recurrent, name(kind), places);
                Shape.Sequence shape = (Shape.Sequence) in.shape();
                yield samples(in, stage.out(), i -> cell.read(shape, in.numbers()[i], in.lengths()[i]));
            }
            case LayerSpec.Embedding embedding -> {
                int[] table = get(name("embedding") + ".weight");
                yield lines(in, stage.out(), line -> {
                    int token = (int) tape.value(line[0]);
                    return Arrays.copyOfRange(table, token * embedding.size(), (token + 1) * embedding.size());
                });
            }
        };
    }

    private String name(String kind) {
        return kind + counts.merge(kind, 1, Integer::sum);
    }

    private int[] get(String name) {
        return Objects.requireNonNull(places.get(name), name);
    }

    private interface OfSample {
        int[] numbers(int sample);
    }

    private static Batch samples(Batch in, Shape out, OfSample layer) {
        return in.with(
                out,
                IntStream.range(0, in.numbers().length).mapToObj(layer::numbers).toArray(int[][]::new));
    }

    private interface OfLine {
        int[] numbers(int[] line);
    }

    /** The same for a vector, or for every step of a sequence; steps beyond the end become 0. */
    private Batch lines(Batch in, Shape out, OfLine layer) {
        int steps = steps(in.shape());
        int features = in.shape().size() / steps;
        return samples(in, out, i -> {
            List<int[]> given = new ArrayList<>();
            for (int t = 0; t < steps; t++)
                given.add(
                        t < in.lengths()[i] || steps == 1
                                ? layer.numbers(Arrays.copyOfRange(in.numbers()[i], t * features, (t + 1) * features))
                                : tape.constants(new double[out.size() / steps]));
            return given.stream().flatMapToInt(Arrays::stream).toArray();
        });
    }

    private int[] affine(int[] w, int[] b, int[] x) {
        return IntStream.range(0, b.length)
                .map(q -> {
                    int sum = b[q];
                    for (int p = 0; p < x.length; p++) sum = tape.add(sum, tape.multiply(w[q * x.length + p], x[p]));
                    return sum;
                })
                .toArray();
    }

    private Batch convolve(LayerSpec.Conv conv, Shape.Image from, Shape.Image to, Batch in) {
        String name = name("conv");
        int[] w = get(name + ".weight");
        int[] b = get(name + ".bias");
        int kernel = conv.kernel();
        return samples(
                in,
                to,
                i -> IntStream.range(0, to.size())
                        .map(o -> {
                            int filter = o / to.pixels();
                            int sum = b[filter];
                            for (int c = 0; c < from.channels(); c++)
                                for (int[] place : window(from, to, o, kernel, conv.stride(), conv.border()))
                                    sum = tape.add(
                                            sum,
                                            tape.multiply(
                                                    w[
                                                            ((filter * from.channels() + c) * kernel + place[1])
                                                                            * kernel
                                                                    + place[2]],
                                                    in.numbers()[i][c * from.pixels() + place[0]]));
                            return sum;
                        })
                        .toArray());
    }

    /** The pixels in the window of an output: which, and in which row and column of the window. */
    private static List<int[]> window(Shape.Image from, Shape.Image to, int output, int size, int stride, int border) {
        int top = output % to.pixels() / to.width() * stride - border;
        int left = output % to.width() * stride - border;
        List<int[]> window = new ArrayList<>();
        for (int y = Math.max(top, 0); y < Math.min(top + size, from.height()); y++)
            for (int x = Math.max(left, 0); x < Math.min(left + size, from.width()); x++)
                window.add(new int[] {y * from.width() + x, y - top, x - left});
        return window;
    }

    private Batch pool(LayerSpec.Pool pool, Shape.Image from, Shape.Image to, Batch in) {
        return samples(
                in,
                to,
                i -> IntStream.range(0, to.size())
                        .map(o -> {
                            int plane = o / to.pixels() * from.pixels();
                            int[] seen = window(from, to, o, pool.size(), pool.stride(), pool.padding()).stream()
                                    .mapToInt(place -> in.numbers()[i][plane + place[0]])
                                    .toArray();
                            if (!pool.largest()) return tape.times(tape.sum(seen), 1.0 / (pool.size() * pool.size()));
                            int largest = seen[0];
                            for (int x : seen) if (tape.value(x) > tape.value(largest)) largest = x;
                            return largest;
                        })
                        .toArray());
    }

    private Batch batchNorm(Batch in) {
        String name = name("batchNorm");
        int channels = Inference.channels(in.shape());
        int[] means = new int[channels];
        int[] inverses = new int[channels];
        for (int c = 0; c < channels; c++) {
            int channel = c;
            int[] all = IntStream.range(0, in.numbers().length)
                    .flatMap(i -> Arrays.stream(in.channel(i, channel)))
                    .toArray();
            boolean own = all.length > 1;
            // running figures are constants: nothing asks for their slopes
            means[c] = own ? tape.mean(all) : get(name + ".mean")[c];
            inverses[c] =
                    tape.inverseRoot(tape.plus(own ? variance(all, means[c]) : get(name + ".variance")[c], EPSILON));
        }
        return samples(
                in,
                in.shape(),
                i -> IntStream.range(0, in.numbers()[i].length)
                        .map(e -> scaled(
                                name, in, in.numbers()[i][e], e, means[in.channelOf(e)], inverses[in.channelOf(e)]))
                        .toArray());
    }

    private int variance(int[] all, int mean) {
        return tape.mean(Arrays.stream(all)
                .map(x -> tape.subtract(x, mean))
                .map(d -> tape.multiply(d, d))
                .toArray());
    }

    private int scaled(String name, Batch in, int x, int number, int mean, int inverse) {
        int channel = in.channelOf(number);
        int normal = tape.multiply(tape.subtract(x, mean), inverse);
        return tape.add(tape.multiply(normal, get(name + ".scale")[channel]), get(name + ".shift")[channel]);
    }

    private Batch layerNorm(Batch in) {
        String name = name("layerNorm");
        OfLine normalise = line -> {
            int mean = tape.mean(line);
            int inverse = tape.inverseRoot(tape.plus(variance(line, mean), EPSILON));
            return IntStream.range(0, line.length)
                    .map(e -> scaled(name, in, line[e], e, mean, inverse))
                    .toArray();
        };
        return lines(in, in.shape(), normalise);
    }

    private Batch drop(double probability, Batch in) {
        DrawSequence keys = draws.of("dropout", counts.merge("dropout", 1, Integer::sum) - 1);
        int first = keys.word();
        int second = keys.word();
        return samples(
                in,
                in.shape(),
                i -> IntStream.range(0, in.numbers()[i].length)
                        .map(e -> tape.times(
                                in.numbers()[i][e],
                                keeps(place(in.shape(), i, e) + first, second, probability)
                                        ? 1 / (1 - probability)
                                        : 0))
                        .toArray());
    }

    /** What a value's hash begins with. */
    private static int place(Shape shape, int sample, int number) {
        return switch (shape) {
            case Shape.Image _ -> sample / 16 * 0xBB67AE85 + (number * 16 + sample % 16) * 0x9E3779B9;
            case Shape.Sequence sequence -> {
                int feature = number % sequence.features();
                yield feature / 16 * 0xBB67AE85
                        + number / sequence.features() * 0xC2B2AE35
                        + (sample * 16 + feature % 16) * 0x9E3779B9;
            }
            case Shape.Vector _, Shape.Tokens _ -> number / 16 * 0xBB67AE85 + (sample * 16 + number % 16) * 0x9E3779B9;
        };
    }

    private static boolean keeps(int place, int second, double probability) {
        int hash = (place ^ (place >>> 16)) * 0x7FEB352D;
        hash = (hash ^ (hash >>> 15) ^ second) * 0x846CA68B;
        hash ^= hash >>> 16;
        return Integer.toUnsignedLong(hash) / 0x1p32 >= probability;
    }

    private int activate(Activation activation, int at) {
        double x = tape.value(at);
        return switch (activation) {
            case RELU -> tape.function(at, Math.max(x, 0), x > 0 ? 1 : 0);
            case LEAKY_RELU -> tape.function(at, x > 0 ? x : 0.01 * x, x > 0 ? 1 : 0.01);
            case ELU -> tape.function(at, x > 0 ? x : Math.expm1(x), x > 0 ? 1 : Math.exp(x));
            case GELU -> {
                double share = DoubleNetwork.normal(x);
                yield tape.function(at, x * share, share + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI));
            }
            case SILU -> tape.multiply(at, tape.sigmoid(at));
            case SOFTPLUS -> tape.log(tape.plus(tape.exp(at), 1));
            case TANH -> tape.tanh(at);
            case SIGMOID -> tape.sigmoid(at);
            case IDENTITY -> at;
        };
    }
}
