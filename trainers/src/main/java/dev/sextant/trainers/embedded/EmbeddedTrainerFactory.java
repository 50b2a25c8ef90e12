// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.embedded;

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
 * Describes studies whose trials an objective trains that a Java program hands to Sextant: {@code "type": "embedded"}.
 * No file can name such an objective, so that the program itself has to run and to go on with them.
 */
public final class EmbeddedTrainerFactory implements TrainerFactory {
    static final String EPOCHS = "epochs";
    static final String METRICS = "metrics";

    /** The one metric of an objective that names none. */
    static final String VALUE = "value";

    private static final int MOST_METRICS = 100;
    private static final int MOST_EPOCHS = 1_000_000;

    private static final Schema.Section SECTION = new Schema.Section(
            "An objective of the Java program that runs the study through the library.",
            List.of(
                    new Schema.Key(
                            "parameters",
                            Schema.Named.free("What the objective is given: names of your own, values or domains."),
                            true,
                            null),
                    new Schema.Key(
                            EPOCHS,
                            new Schema.Whole(
                                    "The most epochs that the objective may report. Without it what is reported on the"
                                            + " way is no curve, and no trial is stopped by it.",
                                    Schema.Interval.closed(1, MOST_EPOCHS)),
                            false,
                            null),
                    new Schema.Key(
                            METRICS,
                            new Schema.Items(
                                    "What the objective tells: first what it returns, then what else it reports, for"
                                            + " further objectives and constraints.",
                                    new Schema.Text("A metric's name.", List.of()),
                                    1,
                                    MOST_METRICS),
                            false,
                            JsonNodeFactory.instance.arrayNode().add(VALUE))));

    @Override
    public String type() {
        return "embedded";
    }

    @Override
    public Schema.Section schema() {
        return SECTION;
    }

    @Override
    public Map<String, Direction> metrics(ObjectNode document) {
        Map<String, Direction> metrics = new LinkedHashMap<>();
        for (JsonNode name : document.path(METRICS))
            if (name.isTextual()) metrics.put(name.textValue(), Direction.MINIMIZE);
        if (metrics.isEmpty()) metrics.put(VALUE, Direction.MINIMIZE);
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
    public boolean retrains() {
        return true;
    }

    @Override
    public int epochs(ObjectNode document) {
        return Math.max(1, document.path(EPOCHS).asInt(1));
    }

    @Override
    public Trainer create(Path folder) {
        return new EmbeddedTrainer(this);
    }
}
