// SPDX-License-Identifier: Apache-2.0
package example.trainer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Circumstances;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.StudyFolder;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Objective;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Fits a line to points.
 *
 * <p>Threads: any number; files are read once and shared.
 */
final class LineTrainer implements Trainer {
    private final StudyFolder folder;
    private final Map<String, Points> read = new ConcurrentHashMap<>();

    LineTrainer(StudyFolder folder) {
        this.folder = folder;
    }

    @Override
    public Preparation prepare(ObjectNode document, Objective objective, Seeds seeds) throws TrainingException {
        check(objective);
        int rows = points(document).x().length;
        return Preparation.of(Map.of("rows", Integer.toString(rows)));
    }

    @Override
    public Training start(Assignment assignment) throws TrainingException {
        check(assignment.objective());
        return new LineTraining(assignment, points(assignment.document()));
    }

    @Override
    public Training start(Assignment assignment, Circumstances circumstances) throws TrainingException {
        check(assignment.objective());
        LineTraining training = new LineTraining(assignment, points(assignment.document()));
        byte[] checkpoint = circumstances.checkpoint();
        if (checkpoint != null) training.goOn(checkpoint);
        return training;
    }

    @Override
    public List<String> files(ObjectNode document) {
        return List.of(document.get("data").textValue());
    }

    private Points points(ObjectNode document) throws TrainingException {
        String name = document.get("data").textValue();
        Points known = read.get(name);
        if (known != null) return known;
        Points points = Points.read(folder.resolve(name), name);
        read.put(name, points);
        return points;
    }

    private static void check(Objective objective) throws TrainingException {
        if (!objective.metric().equals(LineTrainerFactory.LOSS))
            throw new TrainingException(
                    "",
                    "a line has no metric \"%s\"".formatted(objective.metric()),
                    "write \"objective\": {\"minimize\": \"%s\"}".formatted(LineTrainerFactory.LOSS));
    }
}
