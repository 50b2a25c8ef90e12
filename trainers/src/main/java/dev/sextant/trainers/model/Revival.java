// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.model;

import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.network.Blueprint;
import dev.sextant.trainers.network.Blueprint.Stage;
import dev.sextant.trainers.network.Initializer;
import dev.sextant.trainers.network.LayerSpec;
import dev.sextant.trainers.network.Network;
import dev.sextant.trainers.network.Room;
import dev.sextant.trainers.network.Updates;
import dev.sextant.trainers.network.Weights;
import dev.sextant.trainers.optimizer.Sgd;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes a network of its layers and its saved weights, after everything is measured that a file promises. */
final class Revival {
    /** What a network may need: as much as one that is trained. */
    private static final long MOST_BYTES = 1L << 30;

    private static final int FEWER = 8;

    private Revival() {}

    static Network of(TrainedNetwork trained) throws ModelFormatException {
        Blueprint told = trained.blueprint();
        // nothing is drawn that is overwritten at once
        Blueprint blueprint =
                new Blueprint(told.input(), told.stages(), Initializer.ZEROS, told.outputs(), told.loss());
        checkSize(trained, blueprint);
        Updates none = new Updates(Sgd.PLAIN, 0, 0, 0, List.of());
        Network network = new Network(blueprint, none, rows(blueprint, none), new Draws(0, 0));
        Set<String> wanted = new HashSet<>();
        for (Weights weights : network.weights()) wanted.add(weights.name());
        try {
            for (Tensor tensor : trained.tensors()) {
                int[] shape =
                        tensor.shape().stream().mapToInt(Integer::intValue).toArray();
                network.load(new Weights(tensor.name(), shape, tensor.values()));
                wanted.remove(tensor.name());
            }
        } catch (IllegalArgumentException misfit) {
            throw new ModelFormatException("its weights are not those of its layers: " + misfit.getMessage());
        }
        if (!wanted.isEmpty())
            throw new ModelFormatException("it lacks the weights "
                    + String.join(", ", wanted.stream().sorted().toList()));
        return network;
    }

    /** A description that is a line long can tell of layers that no machine holds; the weights have to be there. */
    private static void checkSize(TrainedNetwork trained, Blueprint blueprint) throws ModelFormatException {
        double needed = 0;
        for (Stage stage : blueprint.flat()) {
            if (!(stage.layer() instanceof LayerSpec.Residual)) needed += stage.parameters();
            // the mean and the variance of each channel are gathered, not learnt
            if (stage.layer() instanceof LayerSpec.BatchNorm) needed += stage.parameters();
        }
        double there = 0;
        for (Tensor tensor : trained.tensors()) there += tensor.values().length;
        if (needed != there)
            throw new ModelFormatException("its layers have %.0f weights, it holds %.0f".formatted(needed, there));
    }

    /** How many rows may go through together, so that what the layers give fits into memory. */
    private static int rows(Blueprint blueprint, Updates updates) throws ModelFormatException {
        double least = 0;
        for (Stage stage : blueprint.flat()) least += (double) stage.out().size() * Float.BYTES;
        double bytes = Double.POSITIVE_INFINITY;
        for (int rows = TrainedNetwork.MOST_ROWS; rows >= 1; rows /= FEWER) {
            try {
                // what is larger by these alone need not, and cannot, be laid out
                bytes = least * rows > MOST_BYTES
                        ? least * rows
                        : Room.of(blueprint, updates, rows).bytes();
            } catch (ArithmeticException far) {
                bytes = Double.POSITIVE_INFINITY;
            }
            if (bytes <= MOST_BYTES) return rows;
        }
        throw new ModelFormatException("its layers need %s, at most %d MB are used"
                .formatted(
                        Double.isInfinite(bytes) ? "far too much memory" : "%.0f MB".formatted(bytes / (1 << 20)),
                        MOST_BYTES >> 20));
    }
}
