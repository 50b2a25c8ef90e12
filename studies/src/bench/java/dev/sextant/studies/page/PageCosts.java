// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import dev.sextant.engine.ranking.Ranking;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a report costs: seconds of this thread's processor for ranking, for all that the trials say together, and for
 * writing the page, its bytes, and the memory in use while it is written. The median of some rounds, the first round
 * (which loads and compiles everything) apart.
 *
 * <pre>PageCosts DIRECTORY [TRIALS…]</pre>
 */
public final class PageCosts {
    private static final int ROUNDS = 5;

    private PageCosts() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        int[] sizes = arguments.length > 1
                ? Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray()
                : new int[] {300, 5_000, 100_000};
        System.out.println("trials   round      ranking s   insights s   writing s       bytes   heap MB");
        for (int trials : sizes) {
            double[][] costs = new double[3][trials > 50_000 ? 1 : ROUNDS];
            for (int round = 0; round < costs[0].length; round++) {
                double[] cost = cost(trials, directory.resolve("page-" + trials + ".html"));
                if (round == 0) print(trials, "first", cost, directory);
                for (int part = 0; part < 3; part++) costs[part][round] = cost[part];
            }
            if (costs[0].length == 1) continue;
            double[] medians = new double[3];
            for (int part = 0; part < 3; part++) {
                Arrays.sort(costs[part]);
                medians[part] = costs[part][costs[part].length / 2];
            }
            print(trials, "median", medians, directory);
        }
    }

    private static double[] cost(int trials, Path file) throws IOException {
        Page page = MadeStudy.of(trials).page();
        Ranking made = page.ranking();
        double start = seconds();
        Ranking ranking = Ranking.of(made.study(), made.template(), made.goals(), page.trials(), null);
        double ranked = seconds();
        Page analysed = MadeStudy.analysed(
                new Page(ranking, page.trials(), page.description(), page.facts(), page.ending()), true);
        double looked = seconds();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            ReportPage.write(analysed, Timeline.NONE, out);
        }
        return new double[] {ranked - start, looked - ranked, seconds() - looked};
    }

    private static double seconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    private static void print(int trials, String round, double[] cost, Path directory) throws IOException {
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%6d   %-8s %11.3f %12.3f %11.3f %11d %9d%n",
                trials,
                round,
                cost[0],
                cost[1],
                cost[2],
                Files.size(directory.resolve("page-" + trials + ".html")),
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }
}
