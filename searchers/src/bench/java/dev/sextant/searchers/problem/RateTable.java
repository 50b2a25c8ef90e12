// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.problem;

import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Space;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Optimizers with recorded learning rates: a choice with one learning rate below each option. */
final class RateTable {
    private static final double LOW = 1e-5;
    private static final double HIGH = 100;

    /** What one optimizer reached at each of its learning rates, by the rate's logarithm, rising. */
    private record Sweep(double[] logarithms, double[] losses) {
        /** On the line between the recorded neighbours; NaN beside one that diverged. */
        double at(double logarithm) {
            int last = logarithms.length - 1;
            if (logarithm <= logarithms[0]) return losses[0];
            if (logarithm >= logarithms[last]) return losses[last];
            int below = 0;
            while (logarithms[below + 1] <= logarithm) below++;
            double part = (logarithm - logarithms[below]) / (logarithms[below + 1] - logarithms[below]);
            return part == 0 ? losses[below] : losses[below] + part * (losses[below + 1] - losses[below]);
        }

        static Sweep of(RecordedTable rows) {
            double[] rates = rows.numbers("lr");
            double[] losses = rows.numbers("final_test_loss");
            int[] order = IntStream.range(0, rates.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> rates[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            return new Sweep(
                    Arrays.stream(order)
                            .mapToDouble(i -> StrictMath.log10(rates[i]))
                            .toArray(),
                    Arrays.stream(order).mapToDouble(i -> losses[i]).toArray());
        }
    }

    private RateTable() {}

    static Problem of(String name, RecordedTable table) {
        List<String> optimizers =
                Arrays.stream(table.texts("optimizer")).distinct().sorted().toList();
        List<Sweep> sweeps = optimizers.stream()
                .map(optimizer -> table.where("optimizer", optimizer))
                .map(Sweep::of)
                .toList();
        Space space = Space.of(List.of(Parameters.choice(
                "optimizer",
                optimizers.stream()
                        .map(optimizer -> Parameters.branch(optimizer, Parameters.log(path(optimizer), LOW, HIGH)))
                        .toArray(Option[]::new))));
        return new Problem(
                name,
                space,
                configuration -> {
                    int chosen = Parameters.place(configuration, "optimizer");
                    return sweeps.get(chosen).at(Parameters.lg(configuration, path(optimizers.get(chosen))));
                },
                Problem.Readout.EXACT,
                sweeps.stream()
                        .flatMapToDouble(sweep -> Arrays.stream(sweep.losses()))
                        .filter(Double::isFinite)
                        .min()
                        .orElseThrow());
    }

    private static String path(String optimizer) {
        return "optimizer.%s.lr".formatted(optimizer);
    }
}
