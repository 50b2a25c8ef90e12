// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.response.Estimate;
import dev.sextant.engine.response.Importance;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.trial.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much each parameter decides whether a trial is among the best tenth, by how differently it is distributed there:
 * from trials that were proposed without a look at results.
 *
 * <p>Source: Watanabe, Bansal and Hutter 2023, "PED-ANOVA: Efficiently quantifying hyperparameter importance in
 * arbitrary subspaces", algorithm 1: Pearson's divergence of the best trials' density from that of all, for each
 * parameter by itself, over a grid of {@value #CELLS} points on the domain's scale. Of a parameter that is not always
 * active the trials in which it is count, by theorem 4.2 of "Conditional PED-ANOVA" (arXiv 2601.20800): that it is
 * active at all is for its parent to tell. Shares are divided by their sum.
 *
 * <p>Departures: domains of at most {@value #CELLS} values have a cell for each of these; the best are at least
 * {@value #LEAST_BEST}; a trial without a value that counts (diverged, failed, stopped, or breaking a constraint) is
 * one of all trials and none of the best; intervals are percentiles of {@value #RESAMPLES} bootstrap samples of the
 * trials, widened to hold the estimate; more than {@value #MOST} trials are represented by as many, drawn at random.
 *
 * <p>Cost: O(n) for n trials, and about a tenth of a second for the bootstrap. Randomness: from {@code draws} alone.
 */
final class PedAnova {
    /** The share of all trials that counts as best: γ' of the paper. */
    static final double BEST = 0.1;

    /** So many count as best at least. */
    static final int LEAST_BEST = 5;

    /** Nothing is said by fewer trials. */
    static final int LEAST = 2 * LEAST_BEST;

    /** More trials make the figures no better than people need them. */
    static final int MOST = 10_000;

    private static final int CELLS = 50;
    private static final int RESAMPLES = 200;

    /** Keeps a density from being 0, as in the authors' implementation. */
    private static final double LITTLE = 1e-12;

    private final List<Parameter> parameters;
    private final int[] sizes;

    /** The cell of every trial, the best trial first, for each parameter; −1 where it is inactive. */
    private final int[][] cells;

    /** How many of the trials, from the first on, have the same value as the one at this place, or a better one. */
    private final int[] ends;

    private final int succeeded;

    private PedAnova(List<Parameter> parameters, List<RankedTrial> ordered, Direction direction) {
        this.parameters = parameters;
        this.sizes = new int[parameters.size()];
        this.cells = new int[parameters.size()][ordered.size()];
        for (int p = 0; p < sizes.length; p++) {
            Parameter parameter = parameters.get(p);
            sizes[p] = size(parameter.domain());
            for (int t = 0; t < ordered.size(); t++) {
                Value value = ordered.get(t).configuration().get(parameter.path());
                cells[p][t] = value == null ? -1 : cell(parameter.domain(), sizes[p], value);
            }
        }
        int count = 0;
        while (count < ordered.size() && ordered.get(count).succeeded()) count++;
        this.succeeded = count;
        this.ends = new int[count];
        for (int t = count - 1; t >= 0; t--)
            ends[t] = t + 1 < count
                            && direction.compare(
                                            ordered.get(t).value(),
                                            ordered.get(t + 1).value())
                                    == 0
                    ? ends[t + 1]
                    : t + 1;
    }

    /** Null where too few trials succeeded, or the best are distributed like the others; draws in any order. */
    static @Nullable Importance of(Space space, List<RankedTrial> drawn, Direction direction, Draws draws) {
        List<Parameter> parameters = space.parameters().stream()
                .filter(parameter -> size(parameter.domain()) > 1)
                .toList();
        List<RankedTrial> trials = some(drawn, draws);
        if (trials.size() < LEAST || parameters.isEmpty()) return null;
        trials.sort(Comparator.comparing((RankedTrial trial) -> !trial.succeeded())
                .thenComparing(RankedTrial::value, direction::compare)
                .thenComparingLong(RankedTrial::trial));
        PedAnova anova = new PedAnova(parameters, trials, direction);
        if (anova.succeeded < LEAST_BEST) return null;
        int[] once = new int[trials.size()];
        Arrays.fill(once, 1);
        double[] shares = anova.shares(once);
        return shares == null ? null : anova.importance(shares, anova.resampled(draws));
    }

    /** At random, in order of number; a random sample of a grid does not fall in step with it. */
    private static List<RankedTrial> some(List<RankedTrial> drawn, Draws draws) {
        List<RankedTrial> trials = new ArrayList<>(drawn);
        if (trials.size() <= MOST) return trials;
        trials.sort(Comparator.comparingLong(RankedTrial::trial));
        // Selection sampling: Knuth, "The art of computer programming", volume 2, 3.4.2, algorithm S.
        DrawSequence sequence = draws.of("pedAnova trials");
        List<RankedTrial> some = new ArrayList<>(MOST);
        for (int i = 0; some.size() < MOST; i++)
            if ((trials.size() - i) * sequence.uniform() < MOST - some.size()) some.add(trials.get(i));
        return some;
    }

    /**
     * The share of each parameter, of a sample that holds each trial so many times; null where the best are distributed
     * like all.
     */
    private double @Nullable [] shares(int[] times) {
        int all = times.length; // a bootstrap sample is as large as what it is drawn from
        int wanted = Math.max(LEAST_BEST, (int) Math.ceil(BEST * all));
        int end = 0;
        for (int best = 0; end < succeeded && best < wanted; )
            for (int last = ends[end]; end < last; end++) best += times[end];
        int best = 0;
        for (int t = 0; t < end; t++) best += times[t];
        double[] shares = new double[sizes.length];
        double sum = 0;
        for (int p = 0; p < shares.length; p++) {
            int[] top = counts(p, times, 0, end);
            int[] base = counts(p, times, end, times.length);
            for (int i = 0; i < base.length; i++) base[i] += top[i];
            double activeBest = Arrays.stream(top).sum();
            double active = Arrays.stream(base).sum();
            if (activeBest == 0 || active < 2) continue;
            boolean ordered = !(parameters.get(p).domain() instanceof Domain.Choice);
            // Theorem 4.2: the square of the share of the best in which it is active, over that of all.
            double weight = activeBest / best * (activeBest / best) / (active / all);
            shares[p] = weight * divergence(ParzenDensity.of(top, ordered), ParzenDensity.of(base, ordered));
            sum += shares[p];
        }
        if (!(sum > LITTLE)) return null;
        for (int p = 0; p < shares.length; p++) shares[p] /= sum;
        return shares;
    }

    private int[] counts(int parameter, int[] times, int from, int to) {
        int[] counts = new int[sizes[parameter]];
        int[] of = cells[parameter];
        for (int t = from; t < to; t++) if (of[t] >= 0) counts[of[t]] += times[t];
        return counts;
    }

    /** Pearson's: the mean under {@code base} of the squared relative difference. */
    private static double divergence(double[] top, double[] base) {
        double sum = 0;
        for (int i = 0; i < top.length; i++) {
            double ratio = (top[i] + LITTLE) / (base[i] + LITTLE) - 1;
            sum += (base[i] + LITTLE) * ratio * ratio;
        }
        return sum;
    }

    /** The shares in samples drawn with replacement. */
    private List<double[]> resampled(Draws draws) {
        List<double[]> samples = new ArrayList<>();
        for (int sample = 0; sample < RESAMPLES; sample++) {
            DrawSequence sequence = draws.of("pedAnova", sample);
            int[] times = new int[cells[0].length];
            for (int i = 0; i < times.length; i++) times[sequence.below(times.length)]++;
            double[] shares = shares(times);
            if (shares != null) samples.add(shares);
        }
        return samples;
    }

    private Importance importance(double[] shares, List<double[]> samples) {
        List<Importance.Share> found = new ArrayList<>();
        for (int p = 0; p < shares.length; p++) {
            int at = p;
            double[] sorted =
                    samples.stream().mapToDouble(sample -> sample[at]).sorted().toArray();
            double tail = (1 - Interval.CONFIDENCE) / 2;
            double low = sorted.length == 0 ? shares[p] : sorted[(int) (tail * (sorted.length - 1))];
            double high = sorted.length == 0 ? shares[p] : sorted[(int) Math.ceil((1 - tail) * (sorted.length - 1))];
            found.add(new Importance.Share(
                    parameters.get(p).path(),
                    new Estimate(shares[p], Math.min(low, shares[p]), Math.max(high, shares[p]))));
        }
        found.sort(Comparator.comparingDouble(
                (Importance.Share share) -> -share.share().mean()));
        return new Importance(Importance.Method.PED_ANOVA, found);
    }

    private static int size(Domain domain) {
        return switch (domain) {
            case Domain.Choice choice -> choice.options().size();
            case Domain.Whole whole -> (int) Math.min(whole.count(), CELLS);
            case Domain.Range range -> range.count() == 0 ? CELLS : (int) Math.min(range.count(), CELLS);
        };
    }

    private static int cell(Domain domain, int size, Value value) {
        long place = switch (domain) {
            case Domain.Choice _ -> ((Value.Chosen) value).index();
            case Domain.Whole whole
            when whole.count() <= CELLS -> (((Value.Whole) value).number() - whole.low()) / whole.step();
            case Domain.Range range
            when range.count() > 0 && range.count() <= CELLS ->
                Math.round((((Value.Real) value).number() - range.low()) / range.step());
            case Domain.Whole whole -> grid(whole.toUnit(value), size);
            case Domain.Range range -> grid(range.toUnit(value), size);
        };
        return Math.toIntExact(Math.clamp(place, 0, size - 1L));
    }

    /** The nearest grid point; halves go down. */
    private static long grid(double unit, int size) {
        return (long) Math.ceil(unit * (size - 1) - 0.5);
    }
}
