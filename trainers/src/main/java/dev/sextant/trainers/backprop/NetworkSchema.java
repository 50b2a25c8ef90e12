// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.Schema.Interval;
import dev.sextant.trainers.data.DataSpec;
import dev.sextant.trainers.network.Activation;
import dev.sextant.trainers.network.Initializer;
import dev.sextant.trainers.network.Loss;
import dev.sextant.trainers.optimizer.Optimizers;
import dev.sextant.trainers.schedule.Schedules;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Every key of a network's document, with its range and its default. */
final class NetworkSchema {
    static final int DEFAULT_EPOCHS = 100;
    private static final int DEFAULT_WIDTH = 64;

    /** As the design has it; Keras and scikit-learn's networks use the same. */
    private static final int DEFAULT_PATIENCE = 10;

    private static final double DEFAULT_MIN_DELTA = 0;

    /** Adam's, of Kingma and Ba 2015. */
    private static final double DEFAULT_RATE = 0.001;

    /** Keras's. Of a training part that has fewer rows it takes all; a larger batch that does not fit is refused. */
    static final int DEFAULT_BATCH = 32;

    static final String SCHEDULE = "schedule";
    static final String AUTO = "auto";
    static final String FULL = "full";

    static final int MOST_LAYERS = 32;
    private static final int MOST_EPOCHS = 1_000_000;
    static final Interval COUNT = Interval.closed(1, MOST_EPOCHS);
    static final Interval WIDTH = LayerSchema.WIDTH;
    static final Interval BATCH = Interval.closed(1, 65_536);
    static final Interval DROPOUT = LayerSchema.SHARE;
    static final Interval NOT_NEGATIVE = Interval.atLeast(0);
    /** Layers with weights, the output layer among them. */
    static final int MOST_WEIGHTED = LayerSchema.MOST + 1;

    static final Interval LAYER = Interval.closed(1, MOST_WEIGHTED);

    /** Every key of the document beside {@code type}. */
    static final Schema.Section SECTION = new Schema.Section(
            "A network of layers, trained by backpropagation: fully connected, convolutional or recurrent.",
            List.of(
                    new Schema.Key("data", DataSpec.SCHEMA, true, null),
                    list(
                            "hidden",
                            "Widths of the hidden layers; may be empty.",
                            new Schema.Whole("Units of one layer.", WIDTH),
                            MOST_LAYERS,
                            JsonNodeFactory.instance.arrayNode().add(DEFAULT_WIDTH)),
                    Schema.Key.optional(LayerDocument.KEY, LayerSchema.LIST),
                    named(
                            "activation",
                            "The function after every hidden layer; of layers after each conv and dense one.",
                            Activation.values(),
                            Activation::text,
                            Activation.RELU.text()),
                    new Schema.Key(
                            "batchNorm",
                            new Schema.Flag("Batch normalisation of those layers, before their activation."),
                            false,
                            BooleanNode.FALSE),
                    Schema.Key.real(
                            "dropout",
                            "Share of the hidden units that each training step leaves out at random.",
                            DROPOUT,
                            0),
                    named(
                            "initializer",
                            "How initial weights are drawn; default: he's uniform for rectifiers, glorot's otherwise.",
                            Initializer.values(),
                            Initializer::text,
                            Initializer.DEFAULT.text()),
                    new Schema.Key(
                            "initialWeights",
                            new Schema.Text(
                                    "A saved network (safetensors, npz, or an export in json) to start from; layers are matched by name"
                                            + " or shape.",
                                    List.of()),
                            false,
                            null),
                    list(
                            "freeze",
                            "Layers that keep their initial weights, by number from the input on, from 1, or by name.",
                            new Schema.AnyOf(
                                    "A layer with weights.",
                                    List.of(
                                            new Schema.Whole("Its number.", LAYER),
                                            new Schema.Text("Its name, such as conv1.", List.of()))),
                            MOST_WEIGHTED,
                            JsonNodeFactory.instance.arrayNode()),
                    list(
                            "layerRates",
                            "What the learning rate is multiplied with in each layer, from the input on; default: 1.",
                            new Schema.Real("A factor.", NOT_NEGATIVE),
                            MOST_WEIGHTED,
                            JsonNodeFactory.instance.arrayNode()),
                    named(
                            "loss",
                            "What is made small; default: crossEntropy for classes, meanSquaredError for numbers.",
                            LossName.values(),
                            LossName::text,
                            LossName.AUTO.text()),
                    new Schema.Key(
                            "batchSize",
                            new Schema.AnyOf(
                                    "Rows in one step, or \"full\" for the whole training part.",
                                    List.of(
                                            new Schema.Whole("Rows in one step.", BATCH),
                                            new Schema.Text("The whole training part.", List.of(FULL)))),
                            false,
                            JsonNodeFactory.instance.numberNode(DEFAULT_BATCH)),
                    Schema.Key.whole("epochs", "The most passes over the training part.", COUNT, DEFAULT_EPOCHS),
                    new Schema.Key("earlyStopping", earlyStopping(), false, JsonNodeFactory.instance.objectNode()),
                    Schema.Key.real(
                            "learningRate",
                            "The learning rate that the schedule modifies.",
                            Interval.POSITIVE,
                            DEFAULT_RATE),
                    new Schema.Key(
                            "optimizer",
                            new Schema.Variants("The gradient rule.", Optimizers.variants()),
                            false,
                            text("adam")),
                    new Schema.Key(
                            SCHEDULE,
                            new Schema.Variants("The learning rate over the epochs.", Schedules.variants()),
                            false,
                            text("constant")),
                    Schema.Key.real(
                            "weightDecay", "Factor of the L2 penalty on all weights and biases.", NOT_NEGATIVE, 0),
                    Schema.Key.real(
                            "decoupledWeightDecay",
                            "Share of each weight, times the learning rate, that a step takes off beside the gradient.",
                            NOT_NEGATIVE,
                            0),
                    Schema.Key.real(
                            "l1", "Factor of the L1 penalty on the weights; biases are left out.", NOT_NEGATIVE, 0),
                    new Schema.Key(
                            "clipNorm",
                            new Schema.Real(
                                    "The most that the gradient's norm may be; default: any.", Interval.POSITIVE),
                            false,
                            null),
                    new Schema.Key(
                            "clipValue",
                            new Schema.Real(
                                    "The most that an element of the gradient may be; default: any.",
                                    Interval.POSITIVE),
                            false,
                            null),
                    AugmentSchema.KEY),
            List.of(
                    Schema.Group.atMostOne(
                            List.of("hidden", LayerDocument.KEY),
                            "keep one of them: a hidden layer among layers is {\"dense\": 64}"),
                    Schema.Group.atMostOne(
                            List.of("dropout", LayerDocument.KEY),
                            "write it where it belongs among layers: {\"dropout\": 0.2}")));

    private NetworkSchema() {}

    private static Schema.Section earlyStopping() {
        return new Schema.Section(
                "Stops a training that no longer improves; its best epoch counts.",
                List.of(
                        Schema.Key.whole(
                                "patience",
                                "Epochs without improvement after which training stops; as many as epochs: never.",
                                COUNT,
                                DEFAULT_PATIENCE),
                        Schema.Key.real(
                                "minDelta",
                                "By how much the objective must be better to be an improvement.",
                                NOT_NEGATIVE,
                                DEFAULT_MIN_DELTA)));
    }

    private static Schema.Key list(String name, String description, Schema item, int most, JsonNode preset) {
        return new Schema.Key(name, new Schema.Items(description, item, 0, most), false, preset);
    }

    private static <T> Schema.Key named(
            String name, String description, T[] constants, Function<T, String> text, String preset) {
        return new Schema.Key(
                name,
                new Schema.Text(description, Arrays.stream(constants).map(text).toList()),
                false,
                text(preset));
    }

    static JsonNode text(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }

    /** The losses that may be asked for: each, and the one that suits the target. */
    enum LossName {
        AUTO,
        CROSS_ENTROPY,
        BINARY_CROSS_ENTROPY,
        MEAN_SQUARED_ERROR,
        MEAN_ABSOLUTE_ERROR,
        HUBER;

        String text() {
            return this == AUTO ? NetworkSchema.AUTO : loss().text();
        }

        /** Not of {@link #AUTO}. */
        Loss loss() {
            return Loss.valueOf(name());
        }
    }
}
