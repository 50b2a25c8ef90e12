// SPDX-License-Identifier: Apache-2.0
package example.embedding;

import static dev.sextant.studies.api.Parameters.log;
import static dev.sextant.studies.api.Parameters.uniform;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.studies.api.RunningTrial;
import dev.sextant.studies.api.Space;
import dev.sextant.studies.api.Study;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search in a test: with one seed it comes to one value, on one worker or four. */
class BestValueTest {
    private static final Space SPACE = Space.of(log("learningRate", 1e-4, 1), uniform("momentum", 0, 0.95));

    private static double train(RunningTrial trial) {
        Model model = new Model(trial.number("learningRate"), trial.number("momentum"), trial.seed());
        for (int epoch = 1; epoch < trial.epochs(); epoch++) trial.report(epoch, model.epoch());
        return model.epoch();
    }

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {1, 4})
    void theSearchFindsWhatItFoundLastTime(int workers) throws Exception {
        try (Study study = Study.minimize("loss", SPACE).pruner("median").trials(30).epochs(15).seed(7).inMemory()) {
            study.optimize(workers, BestValueTest::train);
            assertEquals(0.017422298229233888, study.bestValue());
        }
    }
}
