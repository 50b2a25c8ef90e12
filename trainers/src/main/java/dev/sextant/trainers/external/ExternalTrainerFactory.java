// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.external;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.trial.Direction;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Describes studies whose trials another program trains: {@code "type": "external"}. It asks for parameters and tells
 * values through {@code sextant ask-tell}.
 */
public final class ExternalTrainerFactory implements TrainerFactory {
    /** The metric that every trial is told with. */
    static final String VALUE = "value";

    static final String METRICS = "metrics";

    private static final String EPOCHS = "epochs";

    /** More than anybody reports one by one. */
    private static final int MOST_EPOCHS = 1_000_000;

    private static final Schema.Section SECTION = new Schema.Section(
            "Trials that another program trains.",
            List.of(
                    new Schema.Key(
                            "parameters",
                            Schema.Named.free("What the program is given: names of your own, values or domains."),
                            true,
                            null),
                    Schema.Key.optional(
                            EPOCHS,
                            new Schema.Whole(
                                    "The most epochs that the program may report of a trial, which it is told: what"
                                            + " pruners count by. Without it a trial has one, its end.",
                                    Schema.Interval.closed(1, MOST_EPOCHS))),
                    new Schema.Key(
                            METRICS,
                            new Schema.Items(
                                    "What the program tells of a trial beside its value, for further objectives and"
                                            + " constraints.",
                                    new Schema.Text("A metric's name.", List.of()),
                                    0,
                                    Integer.MAX_VALUE),
                            false,
                            JsonNodeFactory.instance.arrayNode())));

    @Override
    public String type() {
        return "external";
    }

    @Override
    public Schema.Section schema() {
        return SECTION;
    }

    /** The value, then the study's own. */
    @Override
    public Map<String, Direction> metrics(ObjectNode document) {
        Map<String, Direction> metrics = new LinkedHashMap<>();
        metrics.put(VALUE, Direction.MINIMIZE);
        for (JsonNode name : document.path(METRICS))
            if (name.isTextual()) metrics.put(name.textValue(), Direction.MINIMIZE);
        return metrics;
    }

    @Override
    public boolean eitherDirection() {
        return true;
    }

    @Override
    public boolean trains() {
        return false;
    }

    @Override
    public int epochs(ObjectNode document) {
        return Math.max(1, document.path(EPOCHS).asInt(1));
    }

    @Override
    public Trainer create(Path folder) {
        return new ExternalTrainer(this);
    }
}
