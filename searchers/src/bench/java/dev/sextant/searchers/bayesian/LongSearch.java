// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.spi.Rehearsal;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Observation;
import dev.sextant.searchers.problem.Problem;
import dev.sextant.searchers.problem.Score;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One long search from a cold start, as people meet it: prints what suggestions cost in processor time, the compiler's
 * warm-up and fits included, and how far the search came. Arguments: problem, trials, window.
 */
public final class LongSearch {
    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();
    private static final int[] ENDS = {20, 50, 100, 200, 300, 500, 1000, 2000, 3000, 4000, 5000, 10_000};

    private LongSearch() {}

    public static void main(String[] arguments) {
        String name = arguments.length > 0 ? arguments[0] : "lr16";
        int trials = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1000;
        int window = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 8;
        Problem problem = Problem.of(name, 1);
        Rehearsal rehearsal = new Rehearsal(
                new BayesianSearcherFactory(),
                JsonNodeFactory.instance.objectNode(),
                problem.space(),
                Direction.MINIMIZE,
                window,
                1);
        double[] millis = new double[trials];
        List<Observation> seen = new ArrayList<>();
        int from = 0;
        System.out.printf(
                "%s, window %d%n%-13s %8s %8s %8s %8s %12s%n",
                name, window, "trials", "median", "mean", "99 %", "max ms", "regret");
        for (int i = 0; i < trials; i++) {
            int number = i;
            long[] before = {THREAD.getCurrentThreadCpuTime()};
            rehearsal.run(i + 1, configuration -> {
                millis[number] = (THREAD.getCurrentThreadCpuTime() - before[0]) / 1e6;
                return problem.observed(configuration, 1, number);
            });
            int end = i + 1;
            if (end != trials && Arrays.binarySearch(ENDS, end) < 0) continue;
            seen = rehearsal.trials();
            double[] some = Arrays.copyOfRange(millis, from, end);
            double mean = Arrays.stream(some).average().orElseThrow();
            Arrays.sort(some);
            System.out.printf(
                    Locale.ROOT,
                    "%5d … %5d %8.1f %8.1f %8.1f %8.1f %12.3g%n",
                    from,
                    end - 1,
                    some[some.length / 2],
                    mean,
                    some[(int) (0.99 * (some.length - 1))],
                    some[some.length - 1],
                    Score.regrets(problem, seen)[end - 1]);
            from = end;
        }
    }
}
