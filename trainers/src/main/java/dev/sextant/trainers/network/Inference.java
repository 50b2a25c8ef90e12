// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.network.Blueprint.Placed;
import dev.sextant.trainers.network.Blueprint.Stage;
import java.util.ArrayList;
import java.util.List;

/** Finds the shape that each layer gives from the one that it reads, and what it costs. */
final class Inference {
    /** Numbers of one sample between two layers. */
    private static final int MOST = 1 << 26;

    private Inference() {}

    /** The layers that end every network: the output layer, and what makes one vector for it. */
    static List<Placed> output(Shape last, int outputs) {
        Placed dense = new Placed(Blueprint.OUTPUT, new LayerSpec.Dense(outputs));
        return last instanceof Shape.Vector
                ? List.of(dense)
                : List.of(new Placed(Blueprint.OUTPUT, new LayerSpec.Flatten()), dense);
    }

    static List<Stage> stages(Shape input, List<Placed> layers) throws ShapeException {
        List<Stage> stages = new ArrayList<>();
        Shape shape = input;
        for (Placed layer : layers) {
            if (layer.layer() instanceof LayerSpec.Dense && shape instanceof Shape.Image)
                shape = add(stages, stage(new Placed(layer.place(), new LayerSpec.Flatten()), shape, false));
            shape = add(stages, stage(layer, shape, stages.isEmpty()));
        }
        return stages;
    }

    private static Shape add(List<Stage> stages, Stage stage) throws ShapeException {
        long numbers = numbers(stage.out());
        if (numbers > MOST)
            throw new ShapeException(
                    stage.place(),
                    "%s gives %d numbers for each sample, at most %d are kept"
                            .formatted(stage.layer().name(), numbers, MOST),
                    "make it narrower, or what it reads smaller");
        stages.add(stage);
        return stage.out();
    }

    private static long numbers(Shape shape) {
        return switch (shape) {
            case Shape.Vector(int width) -> width;
            case Shape.Image(int channels, int height, int width) -> (long) channels * height * width;
            case Shape.Sequence(int steps, int features, boolean _) -> (long) steps * features;
            case Shape.Tokens(int steps, int _, boolean _) -> steps;
        };
    }

    /** @param first whether it reads the data itself */
    private static Stage stage(Placed placed, Shape in, boolean first) throws ShapeException {
        LayerSpec layer = placed.layer();
        if (in instanceof Shape.Tokens && !(layer instanceof LayerSpec.Embedding))
            throw misfit(placed, in, "numbers", "begin the layers with {\"embedding\": {\"size\": 16}}");
        return switch (layer) {
            case LayerSpec.Dense dense -> dense(placed, dense, in);
            case LayerSpec.Conv conv -> conv(placed, conv, in, first);
            case LayerSpec.Pool pool -> pool(placed, pool, in, first);
            case LayerSpec.GlobalAveragePool _ ->
                switch (in) {
                    case Shape.Image image -> free(placed, in, new Shape.Vector(image.channels()));
                    case Shape.Sequence sequence -> free(placed, in, new Shape.Vector(sequence.features()));
                    default -> throw misfit(placed, in, "an image or a sequence", "leave it out");
                };
            case LayerSpec.Flatten _ -> free(placed, in, new Shape.Vector(in.size()));
            case LayerSpec.BatchNorm _ -> free(placed, in, in, 2L * channels(in));
            case LayerSpec.LayerNorm _ -> free(placed, in, in, 2L * channels(in));
            case LayerSpec.Dropout _, LayerSpec.Activate _ -> free(placed, in, in);
            case LayerSpec.Residual residual -> residual(placed, residual, in);
            case LayerSpec.Recurrent recurrent -> recurrent(placed, recurrent, in, first);
            case LayerSpec.Embedding embedding -> embedding(placed, embedding, in, first);
        };
    }

    /** What a norm has a scale and a shift for. */
    static int channels(Shape shape) {
        return switch (shape) {
            case Shape.Vector vector -> vector.width();
            case Shape.Image image -> image.channels();
            case Shape.Sequence sequence -> sequence.features();
            case Shape.Tokens _ -> throw new IllegalArgumentException("tokens have no numbers");
        };
    }

    private static Stage free(Placed placed, Shape in, Shape out) {
        return free(placed, in, out, 0);
    }

    private static Stage free(Placed placed, Shape in, Shape out, long parameters) {
        return new Stage(placed.place(), placed.layer(), in, out, List.of(), parameters, 0);
    }

    private static Stage dense(Placed placed, LayerSpec.Dense dense, Shape in) {
        long units = dense.units();
        return switch (in) {
            case Shape.Sequence(int steps, int features, boolean ragged) ->
                new Stage(
                        placed.place(),
                        dense,
                        in,
                        new Shape.Sequence(steps, dense.units(), ragged),
                        List.of(),
                        (features + 1L) * units,
                        (long) steps * features * units);
            default ->
                new Stage(
                        placed.place(),
                        dense,
                        in,
                        new Shape.Vector(dense.units()),
                        List.of(),
                        (in.size() + 1L) * units,
                        in.size() * units);
        };
    }

    private static Stage conv(Placed placed, LayerSpec.Conv conv, Shape in, boolean first) throws ShapeException {
        if (!(in instanceof Shape.Image image)) throw misfit(placed, in, "an image", image(first));
        if (conv.padding() == LayerSpec.Conv.SAME && conv.kernel() % 2 == 0)
            throw new ShapeException(
                    placed.place(),
                    "conv: \"same\" padding needs a kernel that has a middle, and one of %d has none"
                            .formatted(conv.kernel()),
                    "take an odd kernel, or write the padding as a number");
        if (conv.border() >= conv.kernel())
            throw new ShapeException(
                    placed.place(),
                    "conv: a padding of %d must be smaller than the kernel, which is %d: some outputs would see zeros alone"
                            .formatted(conv.border(), conv.kernel()),
                    "take at most %d".formatted(conv.kernel() - 1));
        int height = slide(placed, image, image.height(), conv.kernel(), conv.stride(), conv.border());
        int width = slide(placed, image, image.width(), conv.kernel(), conv.stride(), conv.border());
        long inner = (long) image.channels() * conv.kernel() * conv.kernel();
        return new Stage(
                placed.place(),
                conv,
                in,
                new Shape.Image(conv.filters(), height, width),
                List.of(),
                (inner + 1) * conv.filters(),
                inner * conv.filters() * height * width);
    }

    private static Stage pool(Placed placed, LayerSpec.Pool pool, Shape in, boolean first) throws ShapeException {
        if (!(in instanceof Shape.Image image))
            throw misfit(
                    placed,
                    in,
                    "an image",
                    in instanceof Shape.Sequence ? "over the steps there is \"globalAveragePool\"" : image(first));
        if (2 * pool.padding() > pool.size())
            throw new ShapeException(
                    placed.place(),
                    "%s: a padding of %d must be at most half of the size, which is %d"
                            .formatted(pool.name(), pool.padding(), pool.size()),
                    "take at most %d".formatted(pool.size() / 2));
        int height = slide(placed, image, image.height(), pool.size(), pool.stride(), pool.padding());
        int width = slide(placed, image, image.width(), pool.size(), pool.stride(), pool.padding());
        return free(placed, in, new Shape.Image(image.channels(), height, width));
    }

    /** The way out where a layer needs an image and has none. */
    private static String image(boolean first) {
        return first
                ? "tell the image with \"image\": {\"channels\": 1, \"height\": 8, \"width\": 8} in the data"
                : "place it before the layer that makes a vector of the image";
    }

    /** How many places a square has along one side; at least one. */
    private static int slide(Placed placed, Shape.Image in, int side, int size, int stride, int padding)
            throws ShapeException {
        int room = side + 2 * padding;
        if (size > room)
            throw new ShapeException(
                    placed.place(),
                    "%s: a %s of %d×%d is larger than its input, which is %d×%d%s, so that nothing would come out"
                            .formatted(
                                    placed.layer().name(),
                                    placed.layer() instanceof LayerSpec.Conv ? "kernel" : "square",
                                    size,
                                    size,
                                    in.height(),
                                    in.width(),
                                    padding == 0 ? "" : " and %d around it".formatted(padding)),
                    "take a smaller one, more padding, or fewer layers before it that shrink the image");
        return (room - size) / stride + 1;
    }

    private static Stage residual(Placed placed, LayerSpec.Residual residual, Shape in) throws ShapeException {
        if (residual.layers().isEmpty())
            throw new ShapeException(placed.place(), "residual: it has no layers", "write them, or leave it out");
        List<Stage> inner = stages(in, residual.layers());
        Shape out = inner.getLast().out();
        if (!out.equals(in))
            throw new ShapeException(
                    placed.place(),
                    "residual: its sides differ, and are to be added: it reads %s, its layers give %s"
                            .formatted(described(in), described(out)),
                    switch (in) {
                        case Shape.Image image ->
                            "keep the image's size with \"padding\": \"same\" and stride 1, and end with a conv of %d %s"
                                    .formatted(image.channels(), image.channels() == 1 ? "filter" : "filters");
                        case Shape.Sequence sequence ->
                            "end with a layer that gives %d numbers at each step".formatted(sequence.features());
                        default -> "end with a layer of %d units".formatted(in.size());
                    });
        return new Stage(
                placed.place(),
                residual,
                in,
                out,
                inner,
                inner.stream().mapToLong(Stage::parameters).sum(),
                inner.stream().mapToLong(Stage::multiplyAdds).sum());
    }

    private static Stage recurrent(Placed placed, LayerSpec.Recurrent recurrent, Shape in, boolean first)
            throws ShapeException {
        if (!(in instanceof Shape.Sequence sequence))
            throw misfit(
                    placed,
                    in,
                    "a sequence",
                    first
                            ? "write \"sequence\" or \"window\" in the data"
                            : in instanceof Shape.Vector
                                    ? "let the recurrent layer before it \"return\": \"all\" steps, or place it before the"
                                            + " layer that makes a vector of them"
                                    : "leave it out");
        long units = recurrent.units();
        long gates = switch (recurrent.cell()) {
            case RNN -> 1;
            case LSTM -> 4;
            case GRU -> 3;
        };
        long directions = recurrent.bidirectional() ? 2 : 1;
        long weights = gates * units * (sequence.features() + units);
        // a GRU's candidate has a bias within the reset gate's reach too
        long biases = gates * units + (recurrent.cell() == LayerSpec.Cell.GRU ? units : 0);
        int width = Math.toIntExact(directions * units);
        return new Stage(
                placed.place(),
                recurrent,
                in,
                recurrent.all()
                        ? new Shape.Sequence(sequence.steps(), width, sequence.ragged())
                        : new Shape.Vector(width),
                List.of(),
                directions * (weights + biases),
                directions * weights * sequence.steps());
    }

    private static Stage embedding(Placed placed, LayerSpec.Embedding embedding, Shape in, boolean first)
            throws ShapeException {
        if (!(in instanceof Shape.Tokens(int steps, int vocabulary, boolean ragged)))
            throw misfit(
                    placed,
                    in,
                    "tokens",
                    first
                            ? "tell them with \"sequence\": {\"tokens\": true} in the data"
                            : "only the first layer may be one");
        return free(
                placed, in, new Shape.Sequence(steps, embedding.size(), ragged), (long) vocabulary * embedding.size());
    }

    private static ShapeException misfit(Placed placed, Shape in, String wanted, String advice) {
        return new ShapeException(
                placed.place(),
                "%s needs %s, and reads %s".formatted(placed.layer().name(), wanted, described(in)),
                advice);
    }

    static String described(Shape shape) {
        return switch (shape) {
            case Shape.Vector vector -> "a vector of " + vector.text();
            case Shape.Image image -> "an image of " + image.text();
            case Shape.Sequence sequence -> "a sequence of " + sequence.text();
            case Shape.Tokens tokens -> tokens.text();
        };
    }
}
