// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.external;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ExternalTrainerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Objective VALUE = new Objective("value", Direction.MAXIMIZE);
    private static final Seeds SEEDS = Seeds.ofSearch(1, 0);

    private final TrainerFactory factory = new ExternalTrainerFactory();
    private final Trainer trainer = factory.create(Path.of(""));

    private static ObjectNode document(String metrics) throws Exception {
        return (ObjectNode) JSON.readTree("{\"parameters\": {\"lr\": 0.1}, \"metrics\": " + metrics + "}");
    }

    @Test
    void itIsFoundByItsType() {
        assertTrue(ServiceLoader.load(TrainerFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .anyMatch(found -> found.type().equals("external") && !found.trains() && found.eitherDirection()));
    }

    @Test
    void theValueIsTheFirstMetricWhateverElseIsTold() throws Exception {
        assertEquals(
                List.of("value", "seconds", "size"),
                List.copyOf(factory.metrics(document("[\"seconds\", \"value\", \"size\"]"))
                        .keySet()));
        assertEquals(Map.of("value", Direction.MINIMIZE), factory.metrics(JSON.createObjectNode()));
        assertEquals(1, factory.epochs(document("[]")));
    }

    @Test
    void goodDocumentsNeedNothing() throws Exception {
        assertEquals(Preparation.of(Map.of()), trainer.prepare(document("[\"seconds\"]"), VALUE, SEEDS));
    }

    @Test
    void aMetricWithoutANameIsRefusedAtItsPlace() throws Exception {
        ObjectNode document = document("[\"seconds\", \" \"]");
        TrainingException refused =
                assertThrows(TrainingException.class, () -> trainer.prepare(document, VALUE, SEEDS));
        assertEquals("metrics.1", refused.path());
        assertEquals("a metric needs a name", refused.getMessage());
        assertFalse(refused.help().isEmpty());
    }

    @Test
    void anObjectiveThatIsNotToldIsRefused() throws Exception {
        ObjectNode document = document("[\"seconds\"]");
        Objective size = new Objective("size", Direction.MINIMIZE);
        TrainingException refused = assertThrows(TrainingException.class, () -> trainer.prepare(document, size, SEEDS));
        assertEquals("the objective size is not one of the metrics value, seconds", refused.getMessage());
    }

    @Test
    void itTrainsNothingItself() throws Exception {
        Assignment assignment = new Assignment(document("[]"), VALUE, SEEDS, false);
        TrainingException refused = assertThrows(TrainingException.class, () -> trainer.start(assignment));
        assertEquals("drive it with sextant ask-tell STUDY", refused.help());
    }
}
