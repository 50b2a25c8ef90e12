// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.comparison;

import dev.sextant.searchers.problem.Catalogue;
import dev.sextant.searchers.problem.Score;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The curves of several searchers in the cells in which all of them searched, cut to the shortest.
 *
 * <p>A mean over a family is the mean of its problems' means over seeds. Standard errors are of differences paired by
 * seed, with the problems held fixed: they tell how sure the difference is on these problems, not on others.
 */
final class Standings {
    /** A mean and its standard error; NaN where there is but one seed. */
    record Mean(double value, double error) {}

    private record Scored(Curve curve, double score) {}

    private final List<String> searchers;
    private final List<String> problems;
    private final int trials;
    private final int cells;
    /** In order of seeds: those of two searchers on one problem are paired by their place. */
    private final List<Scored> scored;

    /**
     * @param all the curves of one number of workers and one schedule
     * @param unit what random search has left on a problem
     */
    Standings(List<Curve> all, ToDoubleFunction<String> unit) {
        searchers = all.stream().map(Curve::searcher).distinct().toList();
        Map<Curve.Cell, Integer> meetings = new HashMap<>();
        for (Curve curve : all) meetings.merge(curve.cell(), 1, Integer::sum);
        List<Curve> common = all.stream()
                .filter(curve -> meetings.getOrDefault(curve.cell(), 0) == searchers.size())
                .sorted(Comparator.comparingLong(curve -> curve.cell().seed()))
                .toList();
        List<String> known =
                Catalogue.FAMILIES.values().stream().flatMap(List::stream).toList();
        problems = common.stream()
                .map(curve -> curve.cell().problem())
                .distinct()
                .sorted(Comparator.comparingInt(problem -> place(known, problem)))
                .toList();
        int shortest =
                common.stream().mapToInt(curve -> curve.regrets().length).min().orElse(0);
        trials = shortest;
        cells = common.size() / Math.max(1, searchers.size());
        scored = common.stream()
                .map(curve -> new Scored(
                        curve,
                        Score.of(
                                Arrays.copyOf(curve.regrets(), shortest),
                                unit.applyAsDouble(curve.cell().problem()))))
                .toList();
    }

    private static int place(List<String> known, String problem) {
        int at = known.indexOf(problem);
        return at < 0 ? known.size() : at;
    }

    List<String> searchers() {
        return searchers;
    }

    /** The problems that all searchers searched, in the order of the catalogue. */
    List<String> problems() {
        return problems;
    }

    List<String> families() {
        return problems.stream().map(Catalogue::family).distinct().toList();
    }

    private List<String> problems(String family) {
        return problems.stream()
                .filter(problem -> Catalogue.family(problem).equals(family))
                .toList();
    }

    int trials() {
        return trials;
    }

    /** How many cells have a curve of every searcher. */
    int cells() {
        return cells;
    }

    private Stream<Scored> of(String searcher, String problem) {
        return scored.stream()
                .filter(one -> one.curve().searcher().equals(searcher)
                        && one.curve().cell().problem().equals(problem));
    }

    private double[] scores(String searcher, String problem) {
        return of(searcher, problem).mapToDouble(Scored::score).toArray();
    }

    /** The median over seeds of the regret after this many trials. */
    double regret(String searcher, String problem, int after) {
        double[] sorted = of(searcher, problem)
                .mapToDouble(one -> one.curve().regrets()[after - 1])
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : .5 * (sorted[middle - 1] + sorted[middle]);
    }

    /** The mean score on a problem and its standard error over seeds. */
    Mean score(String searcher, String problem) {
        return mean(scores(searcher, problem));
    }

    double familyScore(String searcher, String family) {
        return problems(family).stream()
                .mapToDouble(problem -> score(searcher, problem).value())
                .average()
                .orElse(Double.NaN);
    }

    /** The mean of the families' scores. */
    double score(String searcher) {
        return families().stream()
                .mapToDouble(family -> familyScore(searcher, family))
                .average()
                .orElse(Double.NaN);
    }

    /** How much worse than the other searcher on a family. */
    Mean difference(String searcher, String other, String family) {
        return together(problems(family).stream()
                .map(problem -> {
                    double[] ours = scores(searcher, problem);
                    double[] theirs = scores(other, problem);
                    return mean(IntStream.range(0, ours.length)
                            .mapToDouble(i -> ours[i] - theirs[i])
                            .toArray());
                })
                .toList());
    }

    /** How much worse than the other searcher, mean of the families. */
    Mean difference(String searcher, String other) {
        return together(families().stream()
                .map(family -> difference(searcher, other, family))
                .toList());
    }

    private static Mean mean(double[] values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
        return new Mean(mean, StrictMath.sqrt(squares / (values.length - 1) / values.length));
    }

    /** The mean of independent means. */
    private static Mean together(List<Mean> means) {
        double squares =
                means.stream().mapToDouble(mean -> mean.error() * mean.error()).sum();
        return new Mean(
                means.stream().mapToDouble(Mean::value).average().orElse(Double.NaN),
                StrictMath.sqrt(squares) / means.size());
    }

    /** The test over problems, by mean score. */
    Friedman ranks() {
        return Friedman.of(problems.stream()
                .map(problem -> searchers.stream()
                        .mapToDouble(searcher -> score(searcher, problem).value())
                        .toArray())
                .toArray(double[][]::new));
    }

    /** The mean over all curves of a searcher. */
    double mean(String searcher, ToDoubleFunction<Curve> of) {
        return scored.stream()
                .map(Scored::curve)
                .filter(curve -> curve.searcher().equals(searcher))
                .mapToDouble(of)
                .average()
                .orElse(Double.NaN);
    }
}
