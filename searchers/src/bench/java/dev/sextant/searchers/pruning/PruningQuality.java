// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.pruning;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.PrunerFactory;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What pruners are worth on recorded learning curves: random search over the rows of the tables of TaskSet (Metz et al.
 * 2020) that lie in a folder, a thousand curves of 50 epochs each, with so many epochs to spend. The winner is the
 * completed trial with the best value; its rank among all rows of the table is what counts.
 *
 * <p>Arguments: the folder, then pruners such as {@code asha} or {@code median={"every":5}}; {@code none} is a search
 * without one. {@code -Dseeds=20}.
 */
public final class PruningQuality {
    private static final int EPOCHS = 50;
    private static final int WINDOW = 8;
    private static final int[] BUDGETS = {1000, 2000, 4000, 8000};
    private static final Space NOTHING = Space.of(List.of());

    private PruningQuality() {}

    public static void main(String[] words) throws IOException {
        List<double[][]> tables = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(words[0]))) {
            for (Path file : files.filter(name -> name.getFileName().toString().startsWith("taskset_"))
                    .sorted()
                    .toList()) tables.add(curves(file));
        }
        int seeds = Integer.getInteger("seeds", 20);
        System.out.printf(
                "%d tables, %d seeds; mean log10 of the winner's rank of 1000, ± its standard error, at so many epochs%n",
                tables.size(), seeds);
        System.out.printf("%-44s", "");
        for (int budget : BUDGETS) System.out.printf("%15d", budget);
        System.out.printf("%10s%12s%n", "trials", "in full");
        for (String pruner : Arrays.asList(words).subList(1, words.length)) {
            double[][] ranks = new double[BUDGETS.length][tables.size() * seeds];
            long trials = 0;
            long full = 0;
            for (int t = 0; t < tables.size(); t++)
                for (int seed = 0; seed < seeds; seed++) {
                    Replay replay = new Replay(tables.get(t), seed, pruner(pruner));
                    for (int b = 0; b < BUDGETS.length; b++)
                        ranks[b][t * seeds + seed] = Math.log10(replay.winner(BUDGETS[b]));
                    trials += replay.observed.size();
                    full += replay.full;
                }
            System.out.printf("%-44s", pruner);
            for (double[] each : ranks) System.out.printf("%8.3f ±%.3f", mean(each), error(each));
            System.out.printf("%10.1f%12.1f%n", (double) trials / ranks[0].length, (double) full / ranks[0].length);
        }
    }

    private static @Nullable Pruner pruner(String word) throws IOException {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        ObjectNode options = (ObjectNode) new ObjectMapper().readTree(equals < 0 ? "{}" : word.substring(equals + 1));
        for (PrunerFactory factory : ServiceLoader.load(PrunerFactory.class))
            if (factory.name().equals(name)) return factory.create(NOTHING, options, EPOCHS);
        if (name.equals("none")) return null;
        throw new IllegalArgumentException("there is no pruner " + name);
    }

    /** Validation losses after epochs 1 … 50 of every row. */
    private static double[][] curves(Path file) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<String> head = List.of(lines.readLine().split(",", -1));
            int first = head.indexOf("v1");
            List<double[]> curves = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",", -1);
                double[] curve = new double[EPOCHS];
                for (int e = 0; e < EPOCHS; e++)
                    curve[e] = cells[first + e].equals("nan") ? Double.NaN : Double.parseDouble(cells[first + e]);
                curves.add(curve);
            }
            return curves.toArray(double[][]::new);
        }
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static double error(double[] values) {
        double mean = mean(values);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (values.length - 1) / values.length);
    }

    /** One search, as long as it is asked for. */
    private static final class Replay {
        private final double[][] curves;
        private final int[] order;
        private final @Nullable Pruner pruner;
        private final List<Observation> observed = new ArrayList<>();
        private long epochs;
        private int full;
        private double best = Double.POSITIVE_INFINITY;

        Replay(double[][] curves, int seed, @Nullable Pruner pruner) {
            this.curves = curves;
            this.pruner = pruner;
            order = new int[curves.length];
            DrawSequence draws = new Draws(seed, 0).of("rows");
            for (int i = 0; i < order.length; i++) {
                int j = draws.below(i + 1);
                order[i] = order[j];
                order[j] = i;
            }
        }

        /** The rank of the winner after so many epochs. */
        int winner(long budget) {
            while (epochs < budget && observed.size() < order.length) add();
            int rank = 1;
            for (double[] curve : curves)
                if (!Double.isNaN(curve[EPOCHS - 1])
                        && new LearningCurve(curve).bestUpTo(EPOCHS, Direction.MINIMIZE) < best) rank++;
            return rank;
        }

        private void add() {
            int trial = observed.size();
            View view = new View(
                    NOTHING, Direction.MINIMIZE, observed.subList(0, Math.max(0, trial - WINDOW + 1)), List.of());
            StoppingPlan plan = pruner == null ? StoppingPlan.NONE : pruner.plan(view, trial, Configuration.EMPTY);
            Outcome outcome = run(curves[order[trial]], plan);
            epochs += outcome.curve().epochs();
            if (outcome instanceof Outcome.Completed completed) {
                full++;
                best = Math.min(best, completed.value());
            }
            observed.add(new Observation(trial, Configuration.EMPTY, outcome, Note.EMPTY));
        }

        private static Outcome run(double[] curve, StoppingPlan plan) {
            double best = Double.POSITIVE_INFINITY;
            for (int epoch = 1; epoch <= EPOCHS; epoch++) {
                if (Double.isNaN(curve[epoch - 1]))
                    return new Outcome.Diverged(new LearningCurve(Arrays.copyOf(curve, epoch)));
                best = Math.min(best, curve[epoch - 1]);
                if (epoch < EPOCHS && plan.stops(epoch, best, Direction.MINIMIZE))
                    return new Outcome.Pruned(best, epoch, new LearningCurve(Arrays.copyOf(curve, epoch)));
            }
            return new Outcome.Completed(best, EPOCHS, Map.of(), new LearningCurve(curve));
        }
    }
}
