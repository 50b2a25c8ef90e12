// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.searchers.random.RandomSearcherFactory;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/** Prints the score of the Bayesian searcher and of random search on every problem. Arguments: seeds, window, names. */
public final class SearchQuality {
    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

    private SearchQuality() {}

    public static void main(String[] arguments) {
        int seeds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int window = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
        List<List<String>> families = arguments.length > 2
                ? List.of(List.of(arguments).subList(2, arguments.length))
                : List.of(Problem.SMOOTH, Problem.HARD, Problem.RATES);
        List<Double> means = new ArrayList<>();
        for (List<String> family : families) {
            double ours = 0;
            double theirs = 0;
            for (String name : family) {
                double unit = Score.unit(name, 21);
                double bayesian = 0;
                double random = 0;
                long spent = 0;
                for (long seed = 0; seed < seeds; seed++) {
                    Problem problem = Problem.of(name, seed);
                    long before = THREAD.getCurrentThreadCpuTime();
                    double[] regrets = Score.regrets(new BayesianSearcherFactory(), problem, 50, window, seed);
                    spent += THREAD.getCurrentThreadCpuTime() - before;
                    bayesian += Score.of(regrets, unit) / seeds;
                    random += Score.of(Score.regrets(new RandomSearcherFactory(), problem, 50, window, seed), unit)
                            / seeds;
                }
                ours += bayesian / family.size();
                theirs += random / family.size();
                System.out.printf(
                        "%-12s bayesian %6.2f  random %6.2f  ms a proposal %.2f%n",
                        name, bayesian, random, spent / 1e6 / seeds / 50);
            }
            means.add(ours);
            System.out.printf("%-12s bayesian %6.3f  random %6.3f%n", "mean", ours, theirs);
        }
        System.out.printf(
                "all          bayesian %6.3f%n",
                means.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN));
    }
}
