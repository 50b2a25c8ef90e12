// SPDX-License-Identifier: Apache-2.0
package example.trainer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.StudyFolder;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.trial.Direction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code "trainer": {"type": "line", "data": "points.csv", "learningRate": {"log": [1e-4, 1]}}}. */
public final class LineTrainerFactory implements TrainerFactory {
    /** Mean squared error over the validation rows, in the square of y's unit. */
    static final String LOSS = "validationLoss";

    static final double LEARNING_RATE = 0.01;
    static final int EPOCHS = 20;

    @Override
    public String type() {
        return "line";
    }

    @Override
    public Schema.Section schema() {
        return new Schema.Section(
                "A line, fitted to points by stochastic gradient descent.",
                List.of(
                        Schema.Key.required("data", new Schema.Text("A CSV file with the columns x and y.", List.of())),
                        Schema.Key.real("learningRate", "The size of a step.", Schema.Interval.POSITIVE, LEARNING_RATE),
                        Schema.Key.whole("epochs", "Passes over the rows.", Schema.Interval.closed(1, 1000), EPOCHS)));
    }

    @Override
    public Map<String, Direction> metrics(ObjectNode document) {
        return Map.of(LOSS, Direction.MINIMIZE);
    }

    @Override
    public int epochs(ObjectNode document) {
        return epochsOf(document);
    }

    static int epochsOf(ObjectNode document) {
        return document.path("epochs").asInt(EPOCHS);
    }

    @Override
    public Trainer create(Path folder) {
        return create(new StudyFolder(folder));
    }

    @Override
    public Trainer create(StudyFolder folder) {
        return new LineTrainer(folder);
    }
}
