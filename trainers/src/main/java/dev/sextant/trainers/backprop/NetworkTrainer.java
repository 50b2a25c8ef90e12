// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.LearningRateFinder;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.sweep.LearningRateSweep;
import dev.sextant.engine.sweep.SweepRange;
import dev.sextant.engine.trial.Objective;
import dev.sextant.trainers.data.Dataset;
import dev.sextant.trainers.data.Datasets;
import dev.sextant.trainers.data.Parts;
import dev.sextant.trainers.data.Task;
import dev.sextant.trainers.network.Architecture;
import dev.sextant.trainers.network.Loss;
import dev.sextant.trainers.network.Network;
import dev.sextant.trainers.network.Updates;
import dev.sextant.trainers.tensor.KernelWarmup;
import dev.sextant.trainers.tensor.Matrix;
import java.nio.file.Path;

/**
 * Trains fully connected networks. Trainings share the data, read-only; everything else is their own.
 *
 * <p>Threads: any number may call.
 */
public final class NetworkTrainer implements Trainer, LearningRateFinder {
    /** Floats that one training may hold: a gigabyte. */
    private static final long MOST_FLOATS = 1L << 28;

    /** How long a first training waits for the kernels to be compiled; then it goes on without. */
    private static final long WARMUP_MILLIS = 2_000;

    private final Datasets datasets;

    /** @param folder where relative paths in documents begin */
    public NetworkTrainer(Path folder) {
        datasets = new Datasets(folder);
    }

    @Override
    public Preparation prepare(ObjectNode document, Objective objective, Seeds seeds) throws TrainingException {
        NetworkSettings settings = NetworkSettings.read(document);
        Dataset dataset = datasets.dataset(settings.data());
        checkObjective(objective, dataset.task());
        architecture(settings, dataset, dataset.mostInputs());
        return Preparation.of(dataset.facts());
    }

    @Override
    public Training start(Assignment assignment) throws TrainingException {
        NetworkSettings settings = NetworkSettings.read(assignment.document());
        Dataset dataset = datasets.dataset(settings.data());
        checkObjective(assignment.objective(), dataset.task());
        Parts parts = datasets.parts(settings.data(), assignment.seeds());
        Architecture architecture = architecture(settings, dataset, parts.inputs());
        awaitKernels();
        return new NetworkTraining(settings, architecture, batch(settings, dataset), parts, assignment);
    }

    @Override
    public LearningRateSweep sweep(ObjectNode document, Seeds seeds, SweepRange range) throws TrainingException {
        NetworkSettings settings = NetworkSettings.read(document);
        Dataset dataset = datasets.dataset(settings.data());
        Parts parts = datasets.parts(settings.data(), seeds);
        int batch = batch(settings, dataset);
        Draws draws = seeds.draws();
        awaitKernels();
        Network network = new Network(
                architecture(settings, dataset, parts.inputs()), Updates.by(settings.optimizer()), batch, draws);
        return LearningRateSweep.of(range, new RateSweep(network, parts, batch, draws));
    }

    /** Checked to fit into memory. */
    private static Architecture architecture(NetworkSettings settings, Dataset dataset, int inputs)
            throws TrainingException {
        Architecture architecture = Architecture.plain(
                inputs,
                settings.hidden(),
                settings.activation(),
                dataset.outputs(),
                switch (dataset.task()) {
                    case CLASSIFICATION -> Loss.CROSS_ENTROPY;
                    case REGRESSION -> Loss.MEAN_SQUARED_ERROR;
                });
        checkSize(architecture, batch(settings, dataset));
        return architecture;
    }

    private static int batch(NetworkSettings settings, Dataset dataset) {
        int rows = dataset.trainingRows();
        return settings.batchSize() == NetworkSettings.FULL_BATCH ? rows : Math.min(settings.batchSize(), rows);
    }

    /** A training that went ahead on the plain kernels would take the processor from the compiler. */
    private static void awaitKernels() {
        try {
            KernelWarmup.await(WARMUP_MILLIS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private static void checkObjective(Objective objective, Task task) throws TrainingException {
        switch (objective.metric()) {
            case Metrics.VALIDATION_LOSS, Metrics.TRAINING_LOSS -> {}
            case Metrics.VALIDATION_ACCURACY -> {
                if (task == Task.REGRESSION)
                    throw new TrainingException(
                            "data.task",
                            "the objective is validationAccuracy, but this is a regression, which has no accuracy",
                            "write \"objective\": {\"minimize\": \"validationLoss\"} in the study, or"
                                    + " \"task\": \"classification\" here");
            }
            default ->
                throw new TrainingException(
                        "",
                        "a network has no metric \"%s\" to be the objective".formatted(objective.metric()),
                        "it must be one of %s, %s, %s"
                                .formatted(
                                        Metrics.VALIDATION_LOSS, Metrics.VALIDATION_ACCURACY, Metrics.TRAINING_LOSS));
        }
    }

    private static void checkSize(Architecture architecture, int batch) throws TrainingException {
        long floats = (long) batch * Matrix.padded(architecture.inputs());
        for (int layer = 0; layer < architecture.layers(); layer++) {
            long out = Matrix.padded(architecture.fanOut(layer));
            // activations and gradients; then parameters, their gradient, a copy, and two buffers of the optimizer
            floats += 2L * batch * out + 5 * out * Matrix.padded(architecture.fanIn(layer));
        }
        if (floats > MOST_FLOATS)
            throw new TrainingException(
                    "batchSize",
                    "%d rows in a step of this network need %d MB, at most %d are used"
                            .formatted(batch, floats >> 18, MOST_FLOATS >> 18),
                    "take fewer rows in a step, or narrower layers");
    }
}
