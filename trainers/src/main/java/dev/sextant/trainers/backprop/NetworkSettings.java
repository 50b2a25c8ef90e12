// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.data.DataSpec;
import dev.sextant.trainers.network.Activation;
import dev.sextant.trainers.network.Architecture;
import dev.sextant.trainers.network.Blueprint.Placed;
import dev.sextant.trainers.network.Initializer;
import dev.sextant.trainers.network.Loss;
import dev.sextant.trainers.network.Updates;
import dev.sextant.trainers.optimizer.OptimizerRule;
import dev.sextant.trainers.optimizer.Optimizers;
import dev.sextant.trainers.schedule.Schedule;
import dev.sextant.trainers.schedule.Schedules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network trainer's document, read and checked.
 *
 * @param layers from the input on, without the output layer; may be empty
 * @param flat whether they read an image or a sequence as a plain vector: those of the short form do
 * @param initialWeights the file of a saved network to start from
 * @param freeze layers that keep their initial weights, from 1
 * @param layerRates factors of the layers' learning rates; empty: 1 for all
 * @param loss null where the target decides
 * @param batchSize rows in a step, or {@link #FULL_BATCH}
 * @param patience epochs without improvement after which training stops
 * @param minDelta by how much a value must be better to be an improvement, in the objective's units
 * @param augment how images are changed before they are trained on, or null
 */
record NetworkSettings(
        DataSpec data,
        List<Placed> layers,
        boolean flat,
        Initializer initializer,
        @Nullable String initialWeights,
        List<Integer> freeze,
        List<Double> layerRates,
        @Nullable Loss loss,
        int batchSize,
        int epochs,
        int patience,
        double minDelta,
        double learningRate,
        Schedule schedule,
        Updates updates,
        @Nullable Augmentation augment) {
    /** All rows of the training part in one step. */
    static final int FULL_BATCH = 0;

    NetworkSettings {
        layers = List.copyOf(layers);
        freeze = List.copyOf(freeze);
        layerRates = List.copyOf(layerRates);
    }

    /** Reads a document with nothing left to vary; keys that are not written have their defaults. */
    static NetworkSettings read(ObjectNode document) throws TrainingException {
        for (String key : (Iterable<String>) document::fieldNames)
            if (NetworkSchema.SECTION.find(key) == null && !key.equals("type") && !key.startsWith("x-"))
                throw new TrainingException(
                        key,
                        "unknown key \"%s\"".formatted(key),
                        "the keys of a network are "
                                + String.join(
                                        ", ",
                                        NetworkSchema.SECTION.keys().stream()
                                                .map(Schema.Key::name)
                                                .toList()));
        Keys keys = new Keys(NetworkSchema.SECTION.filled(document), "");
        Keys stopping = keys.below("earlyStopping");
        NetworkSchema.LossName loss = keys.one("loss", NetworkSchema.LossName.values(), NetworkSchema.LossName::text);
        boolean flat = !document.has(LayerDocument.KEY);
        List<Placed> layers = flat ? hidden(keys) : layers(keys, document);
        WeightedLayers weighted = WeightedLayers.of(layers);
        List<Integer> freeze = weighted.frozen(keys);
        List<Double> layerRates =
                keys.numbers("layerRates", "a factor", NetworkSchema.NOT_NEGATIVE, NetworkSchema.MOST_WEIGHTED);
        int epochs = keys.whole("epochs", NetworkSchema.COUNT);
        return new NetworkSettings(
                DataSpec.read(document.get("data")),
                layers,
                flat,
                keys.one("initializer", Initializer.values(), Initializer::text),
                keys.text("initialWeights"),
                freeze,
                layerRates,
                loss == NetworkSchema.LossName.AUTO ? null : loss.loss(),
                batchSize(keys),
                epochs,
                stopping.whole("patience", NetworkSchema.COUNT),
                stopping.number("minDelta", NetworkSchema.NOT_NEGATIVE),
                keys.number("learningRate", Schema.Interval.POSITIVE),
                keys.read(NetworkSchema.SCHEDULE, () -> Schedules.read(keys.get(NetworkSchema.SCHEDULE), epochs)),
                new Updates(
                        optimizer(keys),
                        keys.number("l1", NetworkSchema.NOT_NEGATIVE),
                        keys.has("clipNorm") ? keys.number("clipNorm", Schema.Interval.POSITIVE) : 0,
                        keys.has("clipValue") ? keys.number("clipValue", Schema.Interval.POSITIVE) : 0,
                        weighted.factors(freeze, layerRates)),
                Augmentation.read(keys));
    }

    private static List<Placed> hidden(Keys keys) throws TrainingException {
        return Architecture.layers(
                keys.wholes("hidden", "a width", NetworkSchema.WIDTH, NetworkSchema.MOST_LAYERS),
                activation(keys),
                keys.flag("batchNorm"),
                keys.number("dropout", NetworkSchema.DROPOUT));
    }

    private static List<Placed> layers(Keys keys, ObjectNode document) throws TrainingException {
        for (Schema.Group group : NetworkSchema.SECTION.groups())
            for (String other : group.keys())
                if (!other.equals(LayerDocument.KEY) && document.has(other))
                    throw new TrainingException(
                            other, "%s is expected, got both".formatted(group.text()), group.help());
        return LayerDocument.read(document.get(LayerDocument.KEY), activation(keys), keys.flag("batchNorm"));
    }

    private static Activation activation(Keys keys) throws TrainingException {
        return keys.one("activation", Activation.values(), Activation::text);
    }

    private static OptimizerRule optimizer(Keys keys) throws TrainingException {
        double decay = keys.number("weightDecay", NetworkSchema.NOT_NEGATIVE);
        double decoupled = keys.number("decoupledWeightDecay", NetworkSchema.NOT_NEGATIVE);
        return keys.read("optimizer", () -> Optimizers.read(keys.get("optimizer"), decay, decoupled));
    }

    private static int batchSize(Keys keys) throws TrainingException {
        if (keys.get("batchSize").equals(NetworkSchema.text(NetworkSchema.FULL))) return FULL_BATCH;
        return keys.whole("batchSize", NetworkSchema.BATCH);
    }

    /** Rows in a step, of this many; at most all where {@link Suitability#checkBatch} has let it through. */
    int batch(int rows) {
        return batchSize == FULL_BATCH ? rows : Math.min(batchSize, rows);
    }
}
