// SPDX-License-Identifier: Apache-2.0
package example.embedding;

import static dev.sextant.studies.api.Parameters.log;
import static dev.sextant.studies.api.Parameters.uniform;

import dev.sextant.studies.api.Space;
import dev.sextant.studies.api.Study;

/** A search with parallel trials and early stopping, in ten lines. */
public final class TenLines {
    private TenLines() {}

    public static void main(String[] arguments) throws Exception {
        Space space = Space.of(log("learningRate", 1e-4, 1), uniform("momentum", 0, 0.95));
        try (Study study = Study.minimize("loss", space).pruner("median").trials(60).epochs(30).seed(7).inMemory()) {
            study.optimize(2, trial -> {
                Model model = new Model(trial.number("learningRate"), trial.number("momentum"), trial.seed());
                for (int epoch = 1; epoch < trial.epochs(); epoch++) trial.report(epoch, model.epoch());
                return model.epoch();
            });
            System.out.println(study.parameters(study.best()) + ": loss " + study.bestValue());
        }
    }
}
