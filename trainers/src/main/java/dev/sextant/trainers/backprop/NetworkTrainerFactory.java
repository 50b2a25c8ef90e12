// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.StudyFolder;
import dev.sextant.engine.spi.StudyStarter;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Direction;
import dev.sextant.trainers.data.StudySketch;
import dev.sextant.trainers.schedule.Schedules;
import dev.sextant.trainers.tensor.KernelWarmup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes trainers of networks: {@code "type": "network"}. */
public final class NetworkTrainerFactory implements TrainerFactory, StudyStarter {
    /** Keys of the data that say what is learnt, and which rows tell how well. */
    private static final List<String> SCORED =
            List.of("target", "task", "test", "validation", "order", "group", "time", "window");

    @Override
    public String type() {
        return "network";
    }

    @Override
    public Schema.Section schema() {
        return NetworkSchema.SECTION;
    }

    @Override
    public Map<String, Direction> metrics(ObjectNode document) {
        return Metrics.OBJECTIVES;
    }

    @Override
    public Map<String, String> yardstick(ObjectNode document) {
        Map<String, String> yardstick = new LinkedHashMap<>();
        JsonNode data = document.path("data");
        for (String key : SCORED)
            if (data.has(key)) yardstick.put("data." + key, data.get(key).toString());
        // Which rows there are follows from the columns that must not be empty.
        if (data.path("missing").asText().equals("dropRow"))
            for (String key : List.of("missing", "drop"))
                yardstick.put("data." + key, data.path(key).toString());
        yardstick.put("loss", document.path("loss").toString());
        return yardstick;
    }

    @Override
    public int epochs(ObjectNode document) {
        JsonNode epochs = document.get("epochs");
        return epochs == null ? NetworkSchema.DEFAULT_EPOCHS : most(epochs);
    }

    /** The largest value of a number or of a domain of numbers, which stands where the number may vary. */
    private static int most(JsonNode epochs) {
        if (epochs.isNumber()) return epochs.intValue();
        JsonNode values = epochs.path("choice");
        if (!values.isArray()) values = epochs.path("int");
        if (!values.isArray()) values = epochs.path("logInt");
        int most = 1;
        for (JsonNode value : values) most = Math.max(most, value.intValue());
        return most;
    }

    @Override
    public List<Preparation.Warning> check(ObjectNode document) throws TrainingException {
        int epochs = NetworkSettings.read(document).epochs();
        List<Preparation.Warning> doubts = new ArrayList<>();
        for (Schedules.Excess excess : Schedules.excesses(document.path(NetworkSchema.SCHEDULE), epochs))
            doubts.add(new Preparation.Warning(
                    NetworkSchema.SCHEDULE + "." + excess.path(),
                    excess.key() + " (" + excess.length() + ") is above "
                            + (excess.most() == epochs
                                    ? "epochs (" + epochs + ")"
                                    : "the " + excess.most() + " epochs that are left to it")
                            + ", so the schedule never reaches its end",
                    "set it to " + excess.most() + ", or leave it out"));
        return doubts;
    }

    @Override
    public Start start(Wish wish) throws TrainingException {
        return wish.file() == null ? NetworkStarter.builtin() : NetworkStarter.of(StudySketch.of(wish));
    }

    @Override
    public Trainer create(Path folder) {
        return create(new StudyFolder(folder));
    }

    @Override
    public Trainer create(StudyFolder folder) {
        KernelWarmup.start();
        return new NetworkTrainer(folder);
    }
}
