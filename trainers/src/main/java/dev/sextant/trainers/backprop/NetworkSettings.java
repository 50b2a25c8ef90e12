// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.data.DataSpec;
import dev.sextant.trainers.network.Activation;
import dev.sextant.trainers.optimizer.OptimizerRule;
import dev.sextant.trainers.optimizer.Optimizers;
import dev.sextant.trainers.schedule.Schedule;
import dev.sextant.trainers.schedule.Schedules;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A network trainer's document, read and checked.
 *
 * @param hidden widths of the hidden layers; may be empty
 * @param batchSize rows in a step, or {@link #FULL_BATCH}
 * @param patience epochs without improvement after which training stops
 * @param minDelta by how much a value must be better to be an improvement, in the objective's units
 */
record NetworkSettings(
        DataSpec data,
        List<Integer> hidden,
        Activation activation,
        int batchSize,
        int epochs,
        int patience,
        double minDelta,
        double learningRate,
        OptimizerRule optimizer,
        Schedule schedule) {
    /** All rows of the training part in one step. */
    static final int FULL_BATCH = 0;

    static final int DEFAULT_EPOCHS = 100;
    private static final int DEFAULT_WIDTH = 64;
    private static final int DEFAULT_BATCH = 32;

    /** What a document may name. */
    private static final List<Activation> OFFERED = List.of(Activation.RELU, Activation.TANH, Activation.SIGMOID);

    /** As the design has it; Keras and scikit-learn's networks use the same. */
    private static final int DEFAULT_PATIENCE = 10;

    private static final double DEFAULT_MIN_DELTA = 0;

    /** Adam's, of Kingma and Ba 2015. */
    private static final double DEFAULT_RATE = 0.001;

    private static final int MOST_EPOCHS = 1_000_000;
    private static final Schema.Interval COUNT = Schema.Interval.closed(1, MOST_EPOCHS);
    private static final Schema.Interval WIDTH = Schema.Interval.closed(1, 4096);
    private static final Schema.Interval BATCH = Schema.Interval.closed(1, 65_536);
    private static final Schema.Interval DROPOUT = Schema.Interval.closed(0, 0);
    private static final Schema.Interval NOT_NEGATIVE = Schema.Interval.atLeast(0);
    private static final int MOST_LAYERS = 32;

    /** Every key of the document beside {@code type}. */
    static final Schema.Section SCHEMA = new Schema.Section(
            "A fully connected network, trained by backpropagation.",
            List.of(
                    new Schema.Key("data", DataSpec.SCHEMA, true, null),
                    new Schema.Key(
                            "hidden",
                            new Schema.Items(
                                    "Widths of the hidden layers; may be empty.",
                                    new Schema.Whole("Units of one layer.", WIDTH),
                                    0,
                                    MOST_LAYERS),
                            false,
                            JsonNodeFactory.instance.arrayNode().add(DEFAULT_WIDTH)),
                    new Schema.Key(
                            "activation",
                            new Schema.Text("The function between layers.", activations()),
                            false,
                            text(Activation.RELU.text())),
                    new Schema.Key(
                            "batchNorm",
                            new Schema.Flag("Batch normalisation; not offered yet: only false."),
                            false,
                            BooleanNode.FALSE),
                    Schema.Key.real("dropout", "Share of units dropped; not offered yet: only 0.", DROPOUT, 0),
                    new Schema.Key(
                            "batchSize",
                            new Schema.AnyOf(
                                    "Rows in one step, or \"full\" for the whole training part.",
                                    List.of(
                                            new Schema.Whole("Rows in one step.", BATCH),
                                            new Schema.Text("The whole training part.", List.of("full")))),
                            false,
                            JsonNodeFactory.instance.numberNode(DEFAULT_BATCH)),
                    Schema.Key.whole("epochs", "The most passes over the training part.", COUNT, DEFAULT_EPOCHS),
                    new Schema.Key(
                            "earlyStopping",
                            new Schema.Section(
                                    "Stops a training that no longer improves; its best epoch counts.",
                                    List.of(
                                            Schema.Key.whole(
                                                    "patience",
                                                    "Epochs without improvement after which training stops; as many as"
                                                            + " epochs: never.",
                                                    COUNT,
                                                    DEFAULT_PATIENCE),
                                            Schema.Key.real(
                                                    "minDelta",
                                                    "By how much the objective must be better to be an improvement.",
                                                    NOT_NEGATIVE,
                                                    DEFAULT_MIN_DELTA))),
                            false,
                            JsonNodeFactory.instance.objectNode()),
                    Schema.Key.real(
                            "learningRate",
                            "The learning rate that the schedule modifies.",
                            Schema.Interval.POSITIVE,
                            DEFAULT_RATE),
                    new Schema.Key(
                            "optimizer",
                            new Schema.Variants("The gradient rule.", Optimizers.variants()),
                            false,
                            text("adam")),
                    new Schema.Key(
                            "schedule",
                            new Schema.Variants("The learning rate over the epochs.", Schedules.variants()),
                            false,
                            text("constant")),
                    Schema.Key.real("weightDecay", "Factor of the L2 penalty on all weights.", NOT_NEGATIVE, 0)));

    NetworkSettings {
        hidden = List.copyOf(hidden);
    }

    /** Reads a document with nothing left to vary; keys that are not written have their defaults. */
    static NetworkSettings read(ObjectNode document) throws TrainingException {
        for (String key : (Iterable<String>) document::fieldNames)
            if (SCHEMA.find(key) == null && !key.equals("type") && !key.startsWith("x-"))
                throw new TrainingException(
                        key,
                        "unknown key \"%s\"".formatted(key),
                        "the keys of a network are "
                                + String.join(
                                        ", ",
                                        SCHEMA.keys().stream()
                                                .map(Schema.Key::name)
                                                .toList()));
        ObjectNode keys = SCHEMA.filled(document);
        if (!keys.get("batchNorm").equals(BooleanNode.FALSE))
            throw new TrainingException("batchNorm", "batch normalisation is not offered yet", "write false");
        number(keys.get("dropout"), "dropout", "dropout", DROPOUT);
        int epochs = whole(keys.get("epochs"), "epochs", "epochs", COUNT);
        JsonNode stopping = keys.get("earlyStopping");
        double weightDecay = number(keys.get("weightDecay"), "weightDecay", "weightDecay", NOT_NEGATIVE);
        return new NetworkSettings(
                DataSpec.read(document.get("data")),
                hidden(keys.get("hidden")),
                activation(keys.get("activation")),
                keys.get("batchSize").equals(text("full"))
                        ? FULL_BATCH
                        : whole(keys.get("batchSize"), "batchSize", "batchSize", BATCH),
                epochs,
                whole(stopping.path("patience"), "earlyStopping.patience", "patience", COUNT),
                number(stopping.path("minDelta"), "earlyStopping.minDelta", "minDelta", NOT_NEGATIVE),
                number(keys.get("learningRate"), "learningRate", "learningRate", Schema.Interval.POSITIVE),
                inWords("optimizer", () -> Optimizers.read(keys.get("optimizer"), weightDecay)),
                inWords("schedule", () -> Schedules.read(keys.get("schedule"), epochs)));
    }

    private static List<Integer> hidden(JsonNode written) throws TrainingException {
        if (!written.isArray() || written.size() > MOST_LAYERS)
            throw new TrainingException(
                    "hidden",
                    "hidden must be a list of at most %d widths, got %s".formatted(MOST_LAYERS, written),
                    "write [64] for one layer, [] for none");
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) widths.add(whole(written.get(i), "hidden." + i, "a width", WIDTH));
        return widths;
    }

    private static Activation activation(JsonNode written) throws TrainingException {
        for (Activation activation : OFFERED) if (activation.text().equals(written.textValue())) return activation;
        throw new TrainingException(
                "activation",
                "unknown activation %s".formatted(written),
                "it must be one of " + String.join(", ", activations()));
    }

    private static List<String> activations() {
        return OFFERED.stream().map(Activation::text).toList();
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }

    private static <T> T inWords(String path, Supplier<T> reader) throws TrainingException {
        try {
            return reader.get();
        } catch (IllegalArgumentException refused) {
            throw new TrainingException(path, String.valueOf(refused.getMessage()), "");
        }
    }

    private static int whole(JsonNode value, String path, String name, Schema.Interval range) throws TrainingException {
        double number = number(value, path, name, range);
        if (!value.isIntegralNumber())
            throw new TrainingException(
                    path, "%s must be a whole number, got %s".formatted(name, value), "write a whole number");
        return (int) number;
    }

    private static double number(JsonNode value, String path, String name, Schema.Interval range)
            throws TrainingException {
        String help = "write a number " + range.text();
        if (!value.isNumber())
            throw new TrainingException(path, "%s must be a number, got %s".formatted(name, value), help);
        try {
            range.require(name, value.doubleValue());
        } catch (IllegalArgumentException outside) {
            throw new TrainingException(path, String.valueOf(outside.getMessage()), help);
        }
        return value.doubleValue();
    }
}
