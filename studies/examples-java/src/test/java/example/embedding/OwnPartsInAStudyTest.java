// SPDX-License-Identifier: Apache-2.0
package example.embedding;

import static dev.sextant.studies.api.Parameters.uniform;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.studies.api.Space;
import dev.sextant.studies.api.Study;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A searcher and a trainer of one's own are named in a study like any other. */
class OwnPartsInAStudyTest {
    @Test
    void theSearcherIsFoundByItsName() throws Exception {
        Space space = Space.of(uniform("x", -1, 1), uniform("y", -1, 1));
        try (Study study = Study.minimize("value", space)
                .searcher("neighbour", Map.of("step", 0.05))
                .trials(60)
                .seed(1)
                .inMemory()) {
            study.optimize(2, trial -> {
                double x = trial.number("x") - 0.3;
                double y = trial.number("y") + 0.6;
                return x * x + y * y;
            });
            assertTrue(study.bestValue() < 0.01, () -> "found " + study.bestValue());
        }
    }

    @Test
    void theTrainerIsFoundByItsType(@TempDir Path folder) throws Exception {
        StringBuilder rows = new StringBuilder("x,y\n");
        for (int i = 0; i < 40; i++) rows.append(i / 40.0).append(',').append(2 + 3 * i / 40.0).append('\n');
        Files.writeString(folder.resolve("points.csv"), rows);
        Path file = Files.writeString(folder.resolve("line.json"), """
                { "trainer": { "type": "line", "data": "points.csv", "learningRate": { "log": [1e-3, 1.0] } },
                  "search": { "searcher": "neighbour", "trials": 20 }, "confirm": { "top": 2, "seeds": 3 } }
                """);
        try (Study study = Study.of(file).open(folder.resolve("run"))) {
            study.run(2);
            assertEquals(20, study.ranking().counts().completed());
        }
    }
}
