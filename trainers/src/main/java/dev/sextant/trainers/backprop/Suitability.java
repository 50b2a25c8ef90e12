// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Objective;
import dev.sextant.trainers.data.Dataset;
import dev.sextant.trainers.data.Task;
import dev.sextant.trainers.network.Blueprint;
import dev.sextant.trainers.network.Blueprint.Placed;
import dev.sextant.trainers.network.LayerSpec;
import dev.sextant.trainers.network.Loss;
import dev.sextant.trainers.network.Room;
import dev.sextant.trainers.network.Shape;
import dev.sextant.trainers.network.ShapeException;
import dev.sextant.trainers.network.Updates;
import java.util.ArrayList;
import java.util.List;

/** Whether a document suits its data: the objective, the loss, the batch, the memory. */
final class Suitability {
    /** That one network may hold: a gigabyte. */
    private static final long MOST_BYTES = 1L << 30;

    /** Where the short form has its layers. */
    private static final String HIDDEN = "hidden";

    private Suitability() {}

    /**
     * The network of these settings on this data, checked to fit together, and into memory.
     *
     * @param rows of the training part
     */
    static Blueprint blueprint(NetworkSettings settings, Dataset dataset, Shape input, int rows)
            throws TrainingException {
        Augmentation augment = settings.augment();
        if (augment != null) augment.checkSuits(input);
        Loss loss = loss(settings, dataset);
        boolean single = loss == Loss.BINARY_CROSS_ENTROPY && dataset.task() == Task.CLASSIFICATION;
        Blueprint blueprint;
        Shape read = settings.flat() ? flat(input) : input;
        try {
            blueprint = Blueprint.of(
                    read,
                    settings.flat() && !(read instanceof Shape.Vector) ? flattened(settings) : settings.layers(),
                    settings.initializer(),
                    single ? 1 : dataset.outputs(),
                    loss);
        } catch (ShapeException misfit) {
            throw new TrainingException(
                    misfit.place().equals(Blueprint.OUTPUT) ? place(settings) : misfit.place(),
                    String.valueOf(misfit.getMessage()),
                    misfit.advice());
        }
        checkNorms(blueprint, settings.batch(rows));
        checkSize(blueprint, settings.updates(), settings.batch(dataset.trainingRows()));
        return blueprint;
    }

    private static String place(NetworkSettings settings) {
        return settings.flat() ? HIDDEN : LayerDocument.KEY;
    }

    /** What the short form reads: an image or a sequence lies in a row of data as a vector would. */
    private static Shape flat(Shape input) {
        boolean vector =
                input instanceof Shape.Image || (input instanceof Shape.Sequence sequence && !sequence.ragged());
        return vector ? new Shape.Vector(input.size()) : input;
    }

    /** The short form on what does not lie so. */
    private static List<Placed> flattened(NetworkSettings settings) {
        List<Placed> layers = new ArrayList<>();
        layers.add(new Placed(HIDDEN, new LayerSpec.Flatten()));
        layers.addAll(settings.layers());
        return layers;
    }

    /** One row differs from no other, so that nothing would be left of it. */
    private static void checkNorms(Blueprint blueprint, int batch) throws TrainingException {
        if (batch > 1) return;
        for (Blueprint.Stage stage : blueprint.flat())
            if (stage.layer() instanceof LayerSpec.BatchNorm)
                throw new TrainingException(
                        stage.place(),
                        "batchNorm normalises by what differs between the rows of a step, and a step has one row",
                        "write a batchSize above 1, or layerNorm, which takes each row by itself");
    }

    private static Loss loss(NetworkSettings settings, Dataset dataset) throws TrainingException {
        Loss asked = settings.loss();
        return switch (dataset.task()) {
            case CLASSIFICATION -> {
                if (asked == null || asked == Loss.CROSS_ENTROPY) yield Loss.CROSS_ENTROPY;
                if (asked != Loss.BINARY_CROSS_ENTROPY)
                    throw unsuited(
                            asked, "the target is one of %d classes".formatted(dataset.outputs()), "crossEntropy");
                if (dataset.outputs() != 2)
                    throw unsuited(
                            asked, "the target has %d classes, not 2".formatted(dataset.outputs()), "crossEntropy");
                yield asked;
            }
            case REGRESSION -> {
                if (asked == null) yield Loss.MEAN_SQUARED_ERROR;
                if (asked == Loss.CROSS_ENTROPY || asked == Loss.BINARY_CROSS_ENTROPY)
                    throw unsuited(asked, "the target is a number", "meanSquaredError, meanAbsoluteError or huber");
                yield asked;
            }
            case MULTI_LABEL -> {
                if (asked != null && asked != Loss.BINARY_CROSS_ENTROPY)
                    throw unsuited(asked, "the targets are answers, yes or no", "binaryCrossEntropy");
                yield Loss.BINARY_CROSS_ENTROPY;
            }
        };
    }

    private static TrainingException unsuited(Loss asked, String why, String other) {
        return new TrainingException(
                "loss",
                "%s does not suit this data: %s".formatted(asked.text(), why),
                "write %s, or leave it to the data with \"auto\"".formatted(other));
    }

    /** @param asked rows in a step as the document has them; the default may be more than there are */
    static void checkBatch(int asked, int rows) throws TrainingException {
        if (asked > rows && asked != NetworkSchema.DEFAULT_BATCH)
            throw new TrainingException(
                    "batchSize",
                    "a batch of %d rows is larger than the training part, which has %d".formatted(asked, rows),
                    "write at most %d, or \"full\" for all of them".formatted(rows));
    }

    static void checkObjective(Objective objective, Task task) throws TrainingException {
        String metric = objective.metric();
        if (!Metrics.OBJECTIVES.containsKey(metric))
            throw new TrainingException(
                    "",
                    "a network has no metric \"%s\" to be the objective".formatted(metric),
                    "it must be one of " + String.join(", ", Metrics.OBJECTIVES.keySet()));
        boolean ofClasses = metric.equals(Metrics.VALIDATION_ACCURACY) || metric.equals(Metrics.VALIDATION_MACRO_F1);
        if (ofClasses && task == Task.REGRESSION)
            throw new TrainingException(
                    "data.task",
                    "the objective is %s, but this is a regression, which has no %s"
                            .formatted(metric, metric.equals(Metrics.VALIDATION_ACCURACY) ? "accuracy" : "classes"),
                    "write \"objective\": {\"minimize\": \"validationLoss\"} in the study, or"
                            + " \"task\": \"classification\" here");
        if (metric.equals(Metrics.VALIDATION_R2) && task != Task.REGRESSION)
            throw new TrainingException(
                    "data.task",
                    "the objective is %s, but this is a classification, which has none".formatted(metric),
                    "write \"objective\": {\"maximize\": \"validationAccuracy\"} in the study, or"
                            + " \"task\": \"regression\" here");
    }

    private static void checkSize(Blueprint blueprint, Updates updates, int batch) throws TrainingException {
        long numbers = 0;
        for (Blueprint.Stage stage : blueprint.flat()) numbers += stage.out().size();
        // what is larger by these alone need not, and cannot, be laid out
        long least = Float.BYTES * (blueprint.parameters() + numbers * batch);
        long bytes =
                least > MOST_BYTES ? least : Room.of(blueprint, updates, batch).bytes();
        if (bytes > MOST_BYTES)
            throw new TrainingException(
                    "batchSize",
                    "%d rows in a step of this network need %d MB, at most %d are used"
                            .formatted(batch, bytes >> 20, MOST_BYTES >> 20),
                    "take fewer rows in a step, or narrower layers");
    }
}
