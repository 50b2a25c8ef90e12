// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.network.Blueprint.Stage;
import dev.sextant.trainers.tensor.Kernels;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the layers of a blueprint, from the input on: their places in the layout, their arrays, their numbers by kind,
 * and which of them learn. A rectifier that follows a dense or a convolutional layer, or the norm of an image, at once
 * becomes part of it.
 */
final class Assembly {
    /** What layers of one kind are called in the names of tensors and of streams of draws. */
    private enum Kind {
        DENSE,
        CONV,
        RNN,
        LSTM,
        GRU,
        EMBEDDING,
        BATCH_NORM,
        LAYER_NORM,
        DROPOUT
    }

    private final Updates updates;
    private final TensorLayout layout;
    private final int mostRows;
    private final Draws draws;
    private final Storage storage;
    private final Initializer initializer;
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final List<UnitWatch> watches = new ArrayList<>();
    private final List<Activation> followers = new ArrayList<>();
    private final Intake intake;
    private final int[] lengths;
    private final Shape read;
    /** Made for the first layer that asks. */
    private @Nullable ValidLines lines;

    private final Chain chain;

    /** Whether a layer before the one that is being made learns, so that the gradient at its input is wanted. */
    private boolean below;

    /**
     * @param layout filled with the layers' tensors
     * @param updates tells which layers are frozen
     * @param draws what dropout draws from
     */
    Assembly(Blueprint blueprint, Updates updates, TensorLayout layout, int mostRows, Draws draws, Storage storage) {
        this.updates = updates;
        this.layout = layout;
        this.mostRows = mostRows;
        this.draws = draws;
        this.storage = storage;
        initializer = blueprint.initializer();
        lengths = storage.ints(blueprint.input().columns() > blueprint.input().size() ? Kernels.tiled(mostRows) : 0);
        read = blueprint.input();
        intake = Intake.of(blueprint.input(), mostRows, storage);
        chain = chain(blueprint.stages(), intake.signal(), Activation.IDENTITY);
    }

    /** What brings rows of data to the first layer. */
    Intake intake() {
        return intake;
    }

    Chain chain() {
        return chain;
    }

    /** Room for the lengths of a batch's samples; empty where all are equally long. */
    int[] lengths() {
        return lengths;
    }

    /** One a hidden activation, where its values come out. */
    UnitWatch[] watches() {
        return watches.toArray(UnitWatch[]::new);
    }

    /** What follows each tensor of weights, in the order of the layout. */
    List<Activation> followers() {
        return followers;
    }

    /** @param last what follows the last of these layers */
    private Chain chain(List<Stage> stages, Signal input, Activation last) {
        List<Layer> made = new ArrayList<>();
        Signal signal = input;
        int lowest = below ? 0 : -1;
        for (int s = 0; s < stages.size(); s++) {
            boolean before = below;
            int first = made.size();
            boolean rectified = rectifies(stages.get(s))
                    && s + 1 < stages.size()
                    && stages.get(s + 1).layer() instanceof LayerSpec.Activate(Activation next)
                    && next == Activation.RELU;
            Layer layer = layer(stages.get(s), signal, rectified, follower(stages, s, last));
            if (layer != null) {
                made.add(layer);
                signal = layer.output();
            }
            if (rectified) s++;
            if (s < stages.size() && stages.get(s).layer() instanceof LayerSpec.Activate(Activation activation))
                watches.add(new UnitWatch(activation, signal, lines(signal), storage));
            if (below && !before && lowest < 0) lowest = first;
        }
        return new Chain(input, made, lowest < 0 ? made.size() : lowest);
    }

    /** Whether the layer can do a rectifier's work that follows it. */
    private static boolean rectifies(Stage stage) {
        return switch (stage.layer()) {
            case LayerSpec.Dense _, LayerSpec.Conv _ -> true;
            case LayerSpec.BatchNorm _ -> stage.in() instanceof Shape.Image;
            default -> false;
        };
    }

    /** The activation that what this stage gives comes to next, before other weights. */
    private static Activation follower(List<Stage> stages, int at, Activation last) {
        for (int s = at + 1; s < stages.size(); s++) {
            if (stages.get(s).layer() instanceof LayerSpec.Activate(Activation activation)) return activation;
            if (stages.get(s).weighted()) return Activation.IDENTITY;
        }
        return last;
    }

    /** Null where there is nothing to do. */
    @SuppressWarnings("RefactorSwitch") // most cases have more than one statement
    private @Nullable Layer layer(Stage stage, Signal in, boolean rectified, Activation follower) {
        switch (stage.layer()) {
            case LayerSpec.Dense dense -> {
                boolean learns = begin();
                boolean passes = below;
                below |= learns;
                followers.add(follower);
                return new Dense(
                        next(Kind.DENSE), in, dense.units(), rectified, learns, passes, layout, mostRows, storage);
            }
            case LayerSpec.Conv conv -> {
                boolean learns = begin();
                boolean passes = below;
                below |= learns;
                followers.add(follower);
                return new Convolution(next(Kind.CONV), in, conv, rectified, learns, passes, layout, mostRows, storage);
            }
            case LayerSpec.Pool pool -> {
                return pool.largest()
                        ? new MaxPooling(in, pool, mostRows, storage)
                        : new AveragePooling(in, pool, mostRows, storage);
            }
            case LayerSpec.GlobalAveragePool _
            when in.shape() instanceof Shape.Image -> {
                return new GlobalAveragePooling(in, layout, mostRows, storage);
            }
            case LayerSpec.Flatten _
            when in.shape() instanceof Shape.Image -> {
                return new ImageFlattening(in, layout, mostRows, storage);
            }
            case LayerSpec.GlobalAveragePool _
            when in.shape() instanceof Shape.Sequence -> {
                return new SequenceAverage(in, mostRows, storage);
            }
            case LayerSpec.Flatten _
            when in.shape() instanceof Shape.Sequence -> {
                return new SequenceFlattening(in, mostRows, storage);
            }
            case LayerSpec.Flatten _ -> {
                return null; // a vector is flat
            }
            case LayerSpec.Recurrent recurrent -> {
                boolean learns = begin();
                boolean passes = below;
                below |= learns;
                // of inputs and of states, in each direction
                for (int tensors = recurrent.bidirectional() ? 4 : 2; tensors > 0; tensors--)
                    followers.add(Activation.TANH);
                return new Recurrent(
                        next(kind(recurrent.cell())),
                        in,
                        recurrent,
                        initializer != Initializer.ZEROS,
                        learns,
                        passes,
                        layout,
                        mostRows,
                        storage);
            }
            case LayerSpec.BatchNorm _ -> {
                boolean learns = norm();
                return new BatchNorm(
                        next(Kind.BATCH_NORM), in, rectified, learns, lines(in), layout, mostRows, storage);
            }
            case LayerSpec.LayerNorm _ -> {
                boolean learns = norm();
                int number = next(Kind.LAYER_NORM);
                return in.shape() instanceof Shape.Image
                        ? new ImageLayerNorm(number, in, learns, layout, mostRows, storage)
                        : new LayerNorm(number, in, learns, layout, mostRows, storage);
            }
            case LayerSpec.Embedding embedding -> {
                boolean learns = begin();
                below |= learns;
                return new Embedding(
                        next(Kind.EMBEDDING),
                        in,
                        embedding.size(),
                        learns,
                        updates.l1() != 0,
                        lines(in),
                        layout,
                        mostRows,
                        storage);
            }
            case LayerSpec.Residual _ -> {
                boolean passes = below;
                Chain branch = chain(stage.inner(), Residual.fork(in, mostRows, storage), follower);
                return new Residual(in, branch, passes, mostRows, storage);
            }
            case LayerSpec.Activate(Activation activation) -> {
                return activation == Activation.IDENTITY ? null : new Elementwise(activation, in, mostRows, storage);
            }
            case LayerSpec.Dropout(double probability) -> {
                return probability == 0
                        ? null
                        : new Dropout(next(Kind.DROPOUT), in, probability, draws, mostRows, storage);
            }
            case LayerSpec.GlobalAveragePool _ ->
                throw new IllegalStateException("the mean of a vector, which no blueprint holds");
        }
    }

    private static Kind kind(LayerSpec.Cell cell) {
        return switch (cell) {
            case RNN -> Kind.RNN;
            case LSTM -> Kind.LSTM;
            case GRU -> Kind.GRU;
        };
    }

    /** Begins a layer with weights; whether it learns. */
    private boolean begin() {
        return updates.rate(layout.begin()) != 0;
    }

    /** Whether the layer learns that a norm belongs to: the latest with weights, or one of its own before the first. */
    private boolean norm() {
        boolean learns = layout.layers() == 0 ? begin() : updates.rate(layout.layers() - 1) != 0;
        below |= learns;
        return learns;
    }

    /** Which lines are steps of a sample, for what reads sequences or tokens. */
    private ValidLines lines(Signal in) {
        if (!(in.shape() instanceof Shape.Sequence || in.shape() instanceof Shape.Tokens)) return ValidLines.NONE;
        if (lines == null) lines = new ValidLines(read, mostRows, storage);
        return lines;
    }

    private int next(Kind kind) {
        return counts.merge(kind, 1, Integer::sum);
    }
}
