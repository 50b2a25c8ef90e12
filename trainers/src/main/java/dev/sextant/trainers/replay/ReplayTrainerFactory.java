// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.ranking.TestScore;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.StudyFolder;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.trial.Direction;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes trainers that replay recorded results: {@code "type": "table"}. */
public final class ReplayTrainerFactory implements TrainerFactory {
    @Override
    public String type() {
        return "table";
    }

    @Override
    public Schema.Section schema() {
        return ReplaySchema.SECTION;
    }

    /** The document's own metrics; what is a test score may not be searched for. */
    @Override
    public Map<String, Direction> metrics(ObjectNode document) {
        Map<String, Direction> metrics = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry :
                document.path(ReplaySchema.METRICS).properties())
            if (!entry.getKey().startsWith(TestScore.PREFIX)) metrics.put(entry.getKey(), Direction.MINIMIZE);
        if (metrics.isEmpty()) metrics.put("value", Direction.MINIMIZE);
        return Collections.unmodifiableMap(metrics);
    }

    /** Only the study knows what its columns mean. */
    @Override
    public boolean eitherDirection() {
        return true;
    }

    @Override
    public int epochs(ObjectNode document) {
        int most = 1;
        for (JsonNode metric : document.path(ReplaySchema.METRICS))
            if (metric.has(ReplaySchema.CURVE))
                most = Math.max(
                        most,
                        metric.path(ReplaySchema.TO).intValue()
                                - metric.path(ReplaySchema.FROM).intValue()
                                + 1);
        return most;
    }

    @Override
    public Trainer create(Path folder) {
        return create(new StudyFolder(folder));
    }

    @Override
    public Trainer create(StudyFolder folder) {
        return new ReplayTrainer(folder);
    }
}
