// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.network.Blueprint.Placed;
import dev.sextant.trainers.network.Blueprint.Stage;
import java.util.ArrayList;
import java.util.List;

/** Finds the shape that each layer gives from the one that it reads, and what it costs. */
final class Inference {
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
                shape = add(stages, stage(new Placed(layer.place(), new LayerSpec.Flatten()), shape));
            shape = add(stages, stage(layer, shape));
        }
        return stages;
    }

    private static Shape add(List<Stage> stages, Stage stage) {
        stages.add(stage);
        return stage.out();
    }

    private static Stage stage(Placed placed, Shape in) throws ShapeException {
        String place = placed.place();
        if (in instanceof Shape.Tokens && !(placed.layer() instanceof LayerSpec.Embedding))
            throw misfit(place, placed.layer(), in, "numbers", "begin with {\"embedding\": {\"size\": 16}}");
        return switch (placed.layer()) {
            case LayerSpec.Dense dense -> dense(placed, dense, in);
            case LayerSpec.Conv conv -> conv(placed, conv, in);
            case LayerSpec.Pool pool -> pool(placed, pool, in);
            case LayerSpec.GlobalAveragePool _ ->
                switch (in) {
                    case Shape.Image image -> free(placed, in, new Shape.Vector(image.channels()));
                    case Shape.Sequence sequence -> free(placed, in, new Shape.Vector(sequence.features()));
                    default -> throw misfit(place, placed.layer(), in, "an image or a sequence", "leave it out");
                };
            case LayerSpec.Flatten _ -> free(placed, in, new Shape.Vector(in.size()));
            case LayerSpec.BatchNorm _ -> free(placed, in, in, 2L * channels(in));
            case LayerSpec.LayerNorm _ -> free(placed, in, in, 2L * channels(in));
            case LayerSpec.Dropout _, LayerSpec.Activate _ -> free(placed, in, in);
            case LayerSpec.Residual residual -> residual(placed, residual, in);
            case LayerSpec.Recurrent recurrent -> recurrent(placed, recurrent, in);
            case LayerSpec.Embedding embedding -> embedding(placed, embedding, in);
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
                        (features + 1) * units,
                        steps * features * units);
            default ->
                new Stage(
                        placed.place(),
                        dense,
                        in,
                        new Shape.Vector(dense.units()),
                        List.of(),
                        (in.size() + 1) * units,
                        in.size() * units);
        };
    }

    private static Stage conv(Placed placed, LayerSpec.Conv conv, Shape in) throws ShapeException {
        if (!(in instanceof Shape.Image image))
            throw misfit(
                    placed.place(),
                    conv,
                    in,
                    "an image",
                    "tell the image with \"image\": {\"channels\": 1, \"height\": 8, \"width\": 8} in the data");
        if (conv.padding() == LayerSpec.Conv.SAME && conv.kernel() % 2 == 0)
            throw new ShapeException(
                    placed.place(),
                    "a kernel of %d has no middle, so \"same\" padding does not exist".formatted(conv.kernel()),
                    "take an odd kernel, or a number as padding");
        if (conv.border() >= conv.kernel())
            throw new ShapeException(
                    placed.place(),
                    "a padding of %d is not smaller than the kernel of %d: some outputs would see nothing"
                            .formatted(conv.border(), conv.kernel()),
                    "take at most %d".formatted(conv.kernel() - 1));
        int height = slide(placed, image, image.height(), conv.kernel(), conv.stride(), conv.border(), "kernel");
        int width = slide(placed, image, image.width(), conv.kernel(), conv.stride(), conv.border(), "kernel");
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

    private static Stage pool(Placed placed, LayerSpec.Pool pool, Shape in) throws ShapeException {
        if (!(in instanceof Shape.Image image))
            throw misfit(placed.place(), pool, in, "an image", "place it before the image is flattened");
        if (2 * pool.padding() > pool.size())
            throw new ShapeException(
                    placed.place(),
                    "a padding of %d is more than half of the pool's size of %d".formatted(pool.padding(), pool.size()),
                    "take at most %d".formatted(pool.size() / 2));
        int height = slide(placed, image, image.height(), pool.size(), pool.stride(), pool.padding(), "pool");
        int width = slide(placed, image, image.width(), pool.size(), pool.stride(), pool.padding(), "pool");
        return free(placed, in, new Shape.Image(image.channels(), height, width));
    }

    /** How many places a square has along one side. */
    private static int slide(Placed placed, Shape.Image in, int side, int size, int stride, int padding, String name)
            throws ShapeException {
        int room = side + 2 * padding;
        if (size > room)
            throw new ShapeException(
                    placed.place(),
                    "a %s of %dx%d is larger than its input, which is %s%s"
                            .formatted(
                                    name,
                                    size,
                                    size,
                                    in.text(),
                                    padding == 0 ? "" : " with %d zeros around it".formatted(padding)),
                    "take a smaller one, more padding, or fewer layers before it that shrink the image");
        return (room - size) / stride + 1;
    }

    private static Stage residual(Placed placed, LayerSpec.Residual residual, Shape in) throws ShapeException {
        if (residual.layers().isEmpty())
            throw new ShapeException(placed.place(), "a residual without layers", "write its layers, or leave it out");
        List<Stage> inner = stages(in, residual.layers());
        Shape out = inner.getLast().out();
        if (!out.equals(in))
            throw new ShapeException(
                    placed.place(),
                    "the sides of a residual differ: it reads %s, its layers give %s".formatted(in.text(), out.text()),
                    in instanceof Shape.Image
                            ? "keep the image's size with \"padding\": \"same\" and stride 1, and end with as many"
                                    + " filters as it reads channels"
                            : "end with as many units as it reads");
        return new Stage(
                placed.place(),
                residual,
                in,
                out,
                inner,
                inner.stream().mapToLong(Stage::parameters).sum(),
                inner.stream().mapToLong(Stage::multiplyAdds).sum());
    }

    private static Stage recurrent(Placed placed, LayerSpec.Recurrent recurrent, Shape in) throws ShapeException {
        if (!(in instanceof Shape.Sequence sequence))
            throw misfit(
                    placed.place(),
                    recurrent,
                    in,
                    "a sequence",
                    in instanceof Shape.Vector
                            ? "make one with \"window\" or \"sequence\" in the data; a recurrent layer that another one"
                                    + " reads gives \"return\": \"all\""
                            : "tell the data's \"sequence\"");
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

    private static Stage embedding(Placed placed, LayerSpec.Embedding embedding, Shape in) throws ShapeException {
        if (!(in instanceof Shape.Tokens(int steps, int vocabulary, boolean ragged)))
            throw misfit(
                    placed.place(),
                    embedding,
                    in,
                    "tokens",
                    "tell them with \"sequence\": {\"tokens\": true} in the data; only the first layer may be one");
        return free(
                placed, in, new Shape.Sequence(steps, embedding.size(), ragged), (long) vocabulary * embedding.size());
    }

    private static ShapeException misfit(String place, LayerSpec layer, Shape in, String wanted, String advice) {
        return new ShapeException(
                place, "%s needs %s, and reads %s".formatted(layer.name(), wanted, described(in)), advice);
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
