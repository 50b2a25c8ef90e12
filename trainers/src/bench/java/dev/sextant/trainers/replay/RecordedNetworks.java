// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.trainers.backprop.NetworkTrainerFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Records the table {@code studies/datasets/digits_networks.csv}: every combination of learning rate, batch size and
 * width of one hidden layer, trained on the digits by gradient descent with momentum for 20 epochs, from three initial
 * weights. A row has the least validation loss of each of the three, the validation loss after each epoch of the first,
 * and the number of parameters; six digits; empty where training diverged. The same bits on any machine.
 *
 * <pre>{@code
 * mvn -q test-compile dependency:build-classpath -pl trainers -am -Dmdep.outputFile=target/classpath -Djacoco.skip
 * java --add-modules=jdk.incubator.vector \
 *     -cp trainers/target/test-classes:trainers/target/classes:$(cat trainers/target/classpath) \
 *     dev.sextant.trainers.replay.RecordedNetworks studies > studies/datasets/digits_networks.csv
 * }</pre>
 */
public final class RecordedNetworks {
    private static final List<String> RATES =
            List.of("0.0003", "0.001", "0.003", "0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1", "3", "10");
    private static final List<Integer> BATCHES = List.of(8, 16, 32, 64, 128);
    private static final List<Integer> WIDTHS = List.of(4, 8, 16, 32, 64);
    private static final int EPOCHS = 20;
    private static final int REPETITIONS = 3;
    private static final long SEED = 20261120;
    private static final double PLAIN_TO = 1e6;
    private static final Objective LOSS = new Objective("validationLoss", Direction.MINIMIZE);

    private RecordedNetworks() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        StringBuilder head = new StringBuilder("learningRate,batchSize,width,parameters");
        for (int seed = 1; seed <= REPETITIONS; seed++) head.append(",loss").append(seed);
        for (int epoch = 1; epoch <= EPOCHS; epoch++) head.append(",epoch").append(epoch);
        System.out.println(head);
        for (String rate : RATES)
            for (int batch : BATCHES) for (int width : WIDTHS) System.out.println(row(folder, rate, batch, width));
    }

    /**
     * One line of the table.
     *
     * @param folder the example studies'
     */
    static String row(Path folder, String rate, int batch, int width) throws Exception {
        Trainer trainer = new NetworkTrainerFactory().create(folder);
        String text = """
                {"data": {"csv": "datasets/digits.csv", "target": "digit"}, "hidden": [%d], "batchSize": %d,
                 "epochs": %d, "earlyStopping": {"patience": %d}, "learningRate": %s,
                 "optimizer": {"sgd": {"momentum": 0.9}}}""".formatted(width, batch, EPOCHS, EPOCHS, rate);
        ObjectNode document = (ObjectNode) new ObjectMapper().readTree(text);
        List<Outcome> outcomes = new ArrayList<>();
        for (int seed = 0; seed < REPETITIONS; seed++)
            outcomes.add(train(trainer, new Assignment(document, LOSS, Seeds.ofSearch(SEED, seed), false)));
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%s,%d,%d", rate, batch, width));
        // 64 grey values, one hidden layer, ten digits; biases
        row.append(',').append(65 * width + 10 * (width + 1));
        for (Outcome outcome : outcomes)
            row.append(',').append(outcome instanceof Outcome.Completed completed ? cell(completed.value()) : "");
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            Outcome first = outcomes.getFirst();
            row.append(',')
                    .append(epoch <= first.curve().epochs() ? cell(first.curve().at(epoch)) : "");
        }
        return row.toString();
    }

    private static Outcome train(Trainer trainer, Assignment assignment) throws Exception {
        try (Training training = trainer.start(assignment)) {
            while (true) if (training.step() instanceof Progress.Done done) return done.outcome();
        }
    }

    private static String cell(double value) {
        if (!Double.isFinite(value)) return "";
        BigDecimal digits = new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros();
        return Math.abs(value) < PLAIN_TO ? digits.toPlainString() : digits.toString();
    }
}
