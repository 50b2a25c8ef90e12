// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.Schema.Interval;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Direction;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A trainer whose document has one key of every kind; it never trains. */
public final class TinyTrainerFactory implements TrainerFactory {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String type() {
        return "network";
    }

    @Override
    public Schema.Section schema() {
        Schema.Section data = section(
                key("csv", new Schema.Text("A file.", List.of()), null),
                key("builtin", new Schema.Text("A set.", List.of("iris", "wine")), null),
                key("test", new Schema.Real("A share.", Interval.halfOpen(0, 1)), "0.2"));
        Schema.Section stopping = section(
                key("patience", new Schema.Whole("Epochs.", Interval.atLeast(1)), "10"),
                key("minDelta", new Schema.Real("A difference.", Interval.atLeast(0)), "0"));
        Map<String, Schema.Section> optimizers = new LinkedHashMap<>();
        optimizers.put("sgd", section(key("momentum", new Schema.Real("m", Interval.halfOpen(0, 1)), "0.0")));
        optimizers.put("adam", section(key("beta1", new Schema.Real("b", Interval.halfOpen(0, 1)), "0.9")));
        optimizers.put("rmsprop", section(key("alpha", new Schema.Real("a", Interval.halfOpen(0, 1)), "0.99")));
        Map<String, Schema.Section> schedules = new LinkedHashMap<>();
        schedules.put("constant", section());
        schedules.put(
                "step",
                section(
                        key("stepSize", new Schema.Whole("Epochs.", Interval.atLeast(1)), "10"),
                        key("gamma", new Schema.Real("Factor.", Interval.POSITIVE), "0.1")));
        schedules.put("cosine", section(key("tMax", new Schema.Whole("Epochs.", Interval.atLeast(1)), null)));
        Map<String, Schema> inner = new LinkedHashMap<>();
        Schema.Whole units = new Schema.Whole("Units.", Interval.closed(1, 512));
        inner.put(
                "dense",
                new Schema.AnyOf(
                        "A layer.",
                        List.of(units, new Schema.Section("", List.of(new Schema.Key("units", units, true, null))))));
        inner.put("pool", new Schema.AnyOf("A pool.", List.of(units, section(key("size", units, "2")))));
        inner.put("dropout", new Schema.Real("A share.", Interval.halfOpen(0, 1)));
        inner.put("flatten", section());
        Map<String, Schema> layers = new LinkedHashMap<>(inner);
        layers.put("residual", new Schema.Items("Layers.", new Schema.Variants("A layer.", inner), 1, 8));
        Schema.Section all = section(
                new Schema.Key("data", data, true, null),
                key("layers", new Schema.Items("Layers.", new Schema.Variants("A layer.", layers), 0, 9), null),
                key(
                        "hidden",
                        new Schema.Items("Units.", new Schema.Whole("Units.", Interval.closed(1, 65536)), 0, 64),
                        "[64]"),
                key("activation", new Schema.Text("A function.", List.of("relu", "tanh", "sigmoid")), "\"relu\""),
                key("batchNorm", new Schema.Flag("Whether."), "false"),
                key(
                        "batchSize",
                        new Schema.AnyOf(
                                "Rows.",
                                List.of(
                                        new Schema.Whole("Rows.", Interval.atLeast(1)),
                                        new Schema.Text("All.", List.of("full")))),
                        "32"),
                key("epochs", new Schema.Whole("Epochs.", Interval.closed(1, 1_000_000)), "50"),
                key("earlyStopping", stopping, "{}"),
                key("learningRate", new Schema.Real("Rate.", Interval.POSITIVE), "0.01"),
                key("optimizer", new Schema.Variants("Rule.", optimizers), "\"sgd\""),
                key("schedule", new Schema.Variants("Rates.", schedules), "\"constant\""),
                key("weightDecay", new Schema.Real("Decay.", Interval.atLeast(0)), "0"));
        return new Schema.Section(
                all.description(),
                all.keys(),
                List.of(Schema.Group.atMostOne(List.of("hidden", "layers"), "keep hidden")));
    }

    private static Schema.Section section(Schema.Key... keys) {
        return new Schema.Section("", List.of(keys));
    }

    private static Schema.Key key(String name, Schema schema, @Nullable String preset) {
        try {
            JsonNode node = preset == null ? null : JSON.readTree(preset);
            return new Schema.Key(name, schema, false, node);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(preset, e);
        }
    }

    @Override
    public Map<String, Direction> metrics(ObjectNode document) {
        Map<String, Direction> metrics = new LinkedHashMap<>();
        metrics.put("validationLoss", Direction.MINIMIZE);
        metrics.put("validationAccuracy", Direction.MAXIMIZE);
        return metrics;
    }

    @Override
    public int epochs(ObjectNode document) {
        return document.get("epochs").intValue();
    }

    /** A step of the schedule that is longer than the training is odd; large batches of large steps are refused. */
    @Override
    public List<Preparation.Warning> check(ObjectNode document) throws TrainingException {
        if (document.path("batchNorm").booleanValue()
                && document.path("batchSize").asInt() == 1)
            throw new TrainingException("batchSize", "batchNorm needs 2 rows at least", "write 2");
        double gamma = document.at("/schedule/step/gamma").asDouble();
        int step = document.at("/schedule/step/stepSize").asInt();
        if (gamma > 1 && step > 20)
            throw new TrainingException(
                    "schedule.step.gamma", "gamma (" + gamma + ") must be at most 1 in steps of " + step, "");
        int length = document.at("/schedule/cosine/tMax").asInt();
        int epochs = epochs(document);
        if (length <= epochs) return List.of();
        return List.of(new Preparation.Warning(
                "schedule.cosine.tMax",
                "tMax (" + length + ") is above epochs (" + epochs + ")",
                "set it to " + epochs));
    }

    @Override
    public Trainer create(Path folder) {
        throw new UnsupportedOperationException("it never trains");
    }
}
