// SPDX-License-Identifier: Apache-2.0
package example.trainer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.TrainerContract;
import dev.sextant.engine.spi.TrainerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The trainer keeps what every trainer promises. */
class LineTrainerTest extends TrainerContract {
    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws IOException {
        DrawSequence chance = new Draws(1, 0).of("points");
        StringBuilder rows = new StringBuilder("x,y\n");
        for (int i = 0; i < 40; i++) {
            double x = chance.uniform();
            rows.append(x).append(',').append(2 + 3 * x + 0.1 * chance.normal()).append('\n');
        }
        Files.writeString(folder.resolve("points.csv"), rows);
    }

    @Override
    protected TrainerFactory factory() {
        return new LineTrainerFactory();
    }

    @Override
    protected Path folder() {
        return folder;
    }

    @Override
    protected List<ObjectNode> documents() {
        ObjectNode usual = JsonNodeFactory.instance.objectNode().put("data", "points.csv");
        return List.of(usual, usual.deepCopy().put("learningRate", 0.3).put("epochs", 3));
    }

    @Override
    protected boolean givesCheckpoints() {
        return true;
    }
}
