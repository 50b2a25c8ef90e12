// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import static dev.sextant.studies.api.Parameters.choice;
import static dev.sextant.studies.api.Parameters.log;
import static dev.sextant.studies.api.Parameters.option;
import static dev.sextant.studies.api.Parameters.uniform;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A training that is quick: a bowl over the rate's exponent, approached epoch by epoch, with a little chance in it. */
final class Bowls {
    static final int EPOCHS = 6;

    static final Space SPACE = Space.of(
            log("rate", 1e-4, 1), choice("optimizer", option("sgd", uniform("momentum", 0, 0.99)), option("adam")));

    private Bowls() {}

    /** Made once, by the first who asks. */
    private static final class Expected {
        static final String RESULT = result();

        private static String result() {
            try (Study study = study().inMemory()) {
                study.optimize(1, Bowls::train);
                return Bowls.result(study);
            } catch (InterruptedException unexpected) {
                throw new IllegalStateException(unexpected);
            }
        }
    }

    /** What {@link #study} comes to with one worker. */
    static String expected() {
        return Expected.RESULT;
    }

    /** Reports every epoch. */
    static double train(RunningTrial trial) {
        double loss = 1;
        for (int epoch = 1; epoch <= trial.epochs(); epoch++) {
            loss = loss(trial) + 1.0 / (1 << epoch);
            trial.report(epoch, loss);
        }
        return loss;
    }

    private static double loss(RunningTrial trial) {
        double exponent = StrictMath.log10(trial.number("rate")) + 3;
        double momentum = trial.has("momentum") ? trial.number("momentum") - 0.9 : 0.5;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(trial.seed());
        return exponent * exponent + momentum * momentum + 0.01 * random.nextDouble();
    }

    /** With a pruner and with leaders that are confirmed. */
    static StudyBuilder study() {
        return Study.minimize("loss", SPACE)
                .searcher("tpe", Map.of("initial", 14))
                .pruner("percentile", Map.of("percentile", 25, "afterTrials", 4))
                .trials(20)
                .epochs(EPOCHS)
                .window(4)
                .seed(7)
                .confirm(2, 3);
    }

    /** Everything that a study came to. */
    static String result(Study study) {
        return study.trials() + "\n" + List.copyOf(study.ranking().trials());
    }
}
