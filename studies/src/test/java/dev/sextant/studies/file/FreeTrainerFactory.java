// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

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

/** A trainer whose parameters and metrics have names of the study's own; it never trains. */
final class FreeTrainerFactory implements TrainerFactory {
    @Override
    public String type() {
        return "free";
    }

    @Override
    public Schema.Section schema() {
        Schema metrics = new Schema.Items("Names.", new Schema.Text("A name.", List.of()), 0, 9);
        return new Schema.Section(
                "",
                List.of(
                        new Schema.Key("parameters", Schema.Named.free("What may vary."), true, null),
                        new Schema.Key("metrics", metrics, false, JsonNodeFactory.instance.arrayNode())));
    }

    @Override
    public Map<String, Direction> metrics(ObjectNode document) {
        Map<String, Direction> metrics = new LinkedHashMap<>();
        metrics.put("value", Direction.MINIMIZE);
        for (JsonNode name : document.path("metrics")) metrics.put(name.asText(), Direction.MINIMIZE);
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
        return 1;
    }

    @Override
    public Trainer create(Path folder) {
        throw new UnsupportedOperationException("it never trains");
    }
}
