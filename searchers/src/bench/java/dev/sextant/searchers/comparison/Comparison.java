// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.comparison;

import dev.sextant.searchers.problem.Catalogue;
import dev.sextant.searchers.problem.Problem;
import dev.sextant.searchers.problem.Score;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Compares searchers: runs each on every problem with every seed and prints how fast they come down, who is ahead and
 * how sure that is, and what a suggestion costs. Curves are the same for any number of threads. See
 * {@link Arguments#USAGE}.
 */
public final class Comparison {
    private static final int UNIT_SEEDS = 21;

    private final Arguments arguments;
    private final Catalogue catalogue;
    private final Map<String, Double> units = new ConcurrentHashMap<>();

    private Comparison(Arguments arguments) {
        this.arguments = arguments;
        this.catalogue = new Catalogue(arguments.tables());
    }

    public static void main(String[] words) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            Comparison comparison = new Comparison(Arguments.read(words));
            List<Curve> curves = comparison.run();
            comparison.earlier(curves);
            comparison.report(out, curves);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private List<Curve> run() throws IOException, InterruptedException {
        List<Curve> curves = new ArrayList<>();
        Path csv = arguments.csv();
        try (ExecutorService threads = Executors.newFixedThreadPool(arguments.threads());
                PrintWriter file = new PrintWriter(csv == null ? Writer.nullWriter() : Files.newBufferedWriter(csv))) {
            CurveFile.heading(file);
            for (Future<Curve> search : searches(threads)) {
                try {
                    curves.add(search.get());
                } catch (ExecutionException e) {
                    threads.shutdownNow();
                    if (e.getCause() instanceof IllegalArgumentException mistake) throw mistake;
                    throw new IllegalStateException("a search broke off", e.getCause());
                }
                CurveFile.write(file, curves.getLast());
            }
        }
        return curves;
    }

    private List<Future<Curve>> searches(ExecutorService threads) {
        List<Future<Curve>> searches = new ArrayList<>();
        if (arguments.searchers().isEmpty()) return searches;
        for (long seed = arguments.firstSeed(); seed < arguments.firstSeed() + arguments.seeds(); seed++)
            for (String name : Catalogue.names(arguments.problems()))
                for (int workers : arguments.workers())
                    for (Schedule schedule : arguments.schedules()) {
                        Curve.Cell cell = new Curve.Cell(name, seed, workers, schedule);
                        for (Contender contender : arguments.searchers())
                            searches.add(threads.submit(() -> search(contender, cell)));
                    }
        return searches;
    }

    private Curve search(Contender contender, Curve.Cell cell) {
        Problem problem = catalogue.of(cell.problem(), cell.seed());
        try {
            return Search.run(contender, problem, cell, arguments.trials());
        } catch (RuntimeException e) {
            throw new IllegalStateException("%s broke off in %s".formatted(contender.label(), cell), e);
        }
    }

    /** Adds the curves of the files to compare with. */
    private void earlier(List<Curve> curves) {
        for (Path file : arguments.against()) {
            List<String> taken = curves.stream().map(Curve::searcher).distinct().toList();
            String stem = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
            for (Curve curve : CurveFile.read(file))
                curves.add(taken.contains(curve.searcher()) ? curve.named(curve.searcher() + "@" + stem) : curve);
        }
        if (!arguments.only().isEmpty())
            curves.removeIf(curve -> !arguments.only().contains(curve.searcher()));
        // Files may hold more than was asked for.
        List<String> wanted = Catalogue.names(arguments.problems());
        if (!arguments.searchers().isEmpty())
            curves.removeIf(curve -> !wanted.contains(curve.cell().problem()));
    }

    private double unit(String problem) {
        return units.computeIfAbsent(problem, name -> Score.unit(seed -> catalogue.of(name, seed), UNIT_SEEDS));
    }

    private void report(PrintStream out, List<Curve> curves) {
        record Setting(int workers, Schedule schedule) {}
        List<Setting> settings = curves.stream()
                .map(curve -> new Setting(curve.cell().workers(), curve.cell().schedule()))
                .distinct()
                .toList();
        for (Setting setting : settings) {
            Standings standings = new Standings(
                    curves.stream()
                            .filter(curve -> curve.cell().workers() == setting.workers()
                                    && curve.cell().schedule() == setting.schedule())
                            .toList(),
                    this::unit);
            if (standings.cells() == 0) {
                out.printf("workers %d, %s: no cell in common%n%n", setting.workers(), setting.schedule());
                continue;
            }
            out.printf(
                    "== %d worker%s, schedule %s: %d searches of %d problems by each of %d searchers, %d trials ==%n%n",
                    setting.workers(),
                    setting.workers() == 1 ? "" : "s",
                    setting.schedule(),
                    standings.cells(),
                    standings.problems().size(),
                    standings.searchers().size(),
                    standings.trials());
            String asked = arguments.reference();
            String reference = asked != null && standings.searchers().contains(asked)
                    ? asked
                    : standings.searchers().getFirst();
            Report report = new Report(out, standings, reference);
            if (!arguments.brief()) report.problems();
            report.families();
            report.ranks();
            report.times();
        }
    }
}
