// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.data.Dataset;
import dev.sextant.trainers.data.Parts;
import dev.sextant.trainers.data.Task;
import dev.sextant.trainers.model.SavedModel;
import dev.sextant.trainers.model.Tensor;
import dev.sextant.trainers.model.TrainedNetwork;
import dev.sextant.trainers.network.Blueprint;
import dev.sextant.trainers.network.Evaluation;
import dev.sextant.trainers.network.Loss;
import dev.sextant.trainers.network.Network;
import dev.sextant.trainers.network.Targets;
import dev.sextant.trainers.network.Weights;
import dev.sextant.trainers.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A network with its initial weights, and the division of the data that it learns from and is scored on. */
final class Trainee {
    /** Rows that are evaluated together where training batches are smaller. */
    private static final int EVALUATED_TOGETHER = 64;

    private final Blueprint blueprint;
    private final Network network;
    private final Parts parts;
    private final Targets trainingTargets;
    private final Targets validationTargets;
    private final int batch;
    private final @Nullable Augmenter augmenter;

    /**
     * @param draws gives the initial weights, and what becomes of images
     * @param saved weights to start from instead, where layers fit
     */
    Trainee(NetworkSettings settings, Dataset dataset, Parts parts, Draws draws, @Nullable SavedModel saved)
            throws TrainingException {
        this.parts = parts;
        Suitability.checkBatch(settings.batchSize(), rows());
        batch = settings.batch(rows());
        blueprint = Suitability.blueprint(settings, dataset, parts.shape(), rows());
        network = new Network(blueprint, settings.updates(), mostRows(batch, rows()), draws);
        if (saved != null) {
            InitialWeights.load(saved, network, WeightedLayers.of(settings.layers()), settings.freeze());
            network.keep();
        }
        augmenter = Augmenter.of(settings.augment(), parts.shape(), parts.background(), batch, draws);
        trainingTargets = targets(parts.training());
        validationTargets = targets(parts.validation());
    }

    /** Rows that go through the network together at most, in a step of so many or in an evaluation. */
    static int mostRows(int batch, int trainingRows) {
        return Math.max(batch, Math.min(trainingRows, EVALUATED_TOGETHER));
    }

    /** Whether a class is told by a single output. */
    static boolean single(Task task, Loss loss) {
        return task == Task.CLASSIFICATION && loss != Loss.CROSS_ENTROPY;
    }

    /** What the network compares its outputs with: classes, or the class as 0 or 1 where there is a single output. */
    private Targets targets(Parts.Part part) {
        boolean single = part.targets() instanceof Targets.Classes && blueprint.loss() != Loss.CROSS_ENTROPY;
        return single ? part.targetsAsValues() : part.targets();
    }

    Blueprint blueprint() {
        return blueprint;
    }

    Network network() {
        return network;
    }

    /** Rows in a step. */
    int batch() {
        return batch;
    }

    /** Rows of the training part. */
    int rows() {
        return parts.training().rows().length;
    }

    /**
     * Before the first step of an epoch.
     *
     * @param epoch from 1
     */
    void begin(int epoch) {
        if (augmenter != null) augmenter.begin(epoch);
    }

    /**
     * A step on the rows order[from … from + count).
     *
     * @return the mean loss before it, as the network sees it: see {@link #lossScale}
     */
    double train(int[] order, int from, int count, double rate, double momentum) {
        Matrix rows = parts.training().inputs();
        if (augmenter == null) return network.train(rows, trainingTargets, order, from, count, rate, momentum);
        Matrix images = augmenter.images(rows, order, from, count);
        return network.train(images, augmenter.order(), 0, trainingTargets, order, from, count, rate, momentum);
    }

    /** How well the validation rows are told; the loss in the target's units. */
    Evaluation validate() {
        return evaluate(parts.validation(), validationTargets);
    }

    /** How well the locked rows are told, or null where there are none. */
    @Nullable
    Evaluation test() throws TrainingException {
        Parts.Part test = parts.test();
        return test == null ? null : evaluate(test, targets(test));
    }

    /**
     * The network as it is now.
     *
     * @param facts where it comes from, by name
     * @param scores what the training came to, by metric
     */
    TrainedNetwork trained(Map<String, String> facts, Map<String, Double> scores) {
        List<Tensor> tensors = new ArrayList<>();
        for (Weights weights : network.weights())
            tensors.add(new Tensor(
                    weights.name(), Arrays.stream(weights.shape()).boxed().toList(), weights.values()));
        return new TrainedNetwork(
                facts, parts.reading(), scores, parts.inputForm(), blueprint, parts.answerForm(), tensors);
    }

    private Evaluation evaluate(Parts.Part part, Targets targets) {
        Evaluation scaled = network.evaluate(part.inputs(), targets, part.rows());
        return new Evaluation(scaled.loss() * lossScale(), scaled.accuracy(), scaled.macroF1(), scaled.r2());
    }

    /** What a loss is multiplied with to be in the target's units. */
    double lossScale() {
        return switch (blueprint.loss()) {
            case CROSS_ENTROPY, BINARY_CROSS_ENTROPY, HUBER -> 1;
            case MEAN_SQUARED_ERROR -> parts.lossScale();
            case MEAN_ABSOLUTE_ERROR -> Math.sqrt(parts.lossScale());
        };
    }
}
