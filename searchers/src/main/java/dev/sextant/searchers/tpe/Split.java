// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.tpe;

import dev.sextant.engine.pareto.Crowding;
import dev.sextant.engine.pareto.Fronts;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Merit;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The observed trials in two: the good ones, and the rest.
 *
 * <p>By {@link Merit}: feasible trials by value, then infeasible ones by violation, pruned ones by how far they came,
 * lost ones last. Of several objectives a feasible trial's value is its front's number, and within a front the lonelier
 * come first.
 *
 * <p>A good trial weighs by what it gains on the first of the rest; the weights sum to the number of good ones. Trials
 * of the same value share one weight: a plateau is one finding, however often it was met.
 *
 * <p>Source: Bergstra et al. 2011, section 4; the weights: Watanabe 2023, "Tree-structured Parzen estimator:
 * understanding its algorithm components and their roles", section 3.3 (expected improvement); several objectives:
 * Ozaki et al. 2022, "Multiobjective tree-structured Parzen estimator". Departure there: crowding, not hypervolume,
 * parts the last front.
 *
 * @param good places of the good trials among the observed, best first
 * @param weights of the good ones
 * @param rest places of the others, in their order
 * @param threshold merit of the first of the rest, or of the last good one where there is no rest
 */
record Split(int[] good, double[] weights, int[] rest, Merit threshold) {
    /** How the trials are parted: {@code part} of them are good, at most {@code most}, at least one. */
    static Split of(View view, double part, int most) {
        List<Observation> observed = view.observed();
        int n = observed.size();
        Merit[] merits = merits(view);
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparing(i -> merits[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int count = (int) Math.clamp(StrictMath.ceil(part * n), 1, most);
        // A worse kind is good only where there is nothing better.
        int sameKind = 0;
        while (sameKind < n && merits[order[sameKind]].kind() == merits[order[0]].kind()) sameKind++;
        count = Math.min(count, sameKind);
        int[] good = java.util.Arrays.copyOf(order, count);
        int[] rest = IntStream.of(order).skip(count).sorted().toArray();
        Merit threshold = merits[order[Math.min(count, n - 1)]];
        return new Split(good, weights(merits, good, threshold), rest, threshold);
    }

    private static Merit[] merits(View view) {
        Goals goals = view.goals();
        List<Observation> observed = view.observed();
        Merit[] merits = new Merit[observed.size()];
        for (int i = 0; i < merits.length; i++)
            merits[i] = Merit.of(observed.get(i).outcome(), goals);
        if (!goals.several()) return merits;
        List<Integer> feasible = new ArrayList<>();
        List<double[]> vectors = new ArrayList<>();
        for (int i = 0; i < merits.length; i++)
            if (merits[i].kind() == Merit.Kind.FEASIBLE) {
                feasible.add(i);
                vectors.add(goals.minimized((Outcome.Completed) observed.get(i).outcome()));
            }
        int[] fronts = Fronts.of(vectors);
        int last = IntStream.of(fronts).max().orElse(-1);
        for (int front = 0; front <= last; front++) {
            int number = front;
            int[] members = IntStream.range(0, fronts.length)
                    .filter(i -> fronts[i] == number)
                    .toArray();
            int[] lonely =
                    Crowding.order(IntStream.of(members).mapToObj(vectors::get).toList());
            for (int place = 0; place < lonely.length; place++)
                merits[feasible.get(members[lonely[place]])] =
                        new Merit(Merit.Kind.FEASIBLE, front + place / (double) lonely.length, 0);
        }
        return merits;
    }

    private static double[] weights(Merit[] merits, int[] good, Merit threshold) {
        double[] weights = new double[good.length];
        double sum = 0;
        // Halves, so that the difference of the largest numbers is still a number.
        for (int i = 0; i < good.length; i++) {
            Merit merit = merits[good[i]];
            weights[i] = merit.kind() == threshold.kind() ? threshold.first() / 2 - merit.first() / 2 : 0;
        }
        for (int from = 0; from < good.length; ) {
            int to = from + 1;
            while (to < good.length && merits[good[to]].equals(merits[good[from]])) to++;
            for (int i = from; i < to; i++) weights[i] /= to - from;
            from = to;
        }
        for (double weight : weights) sum += weight / good.length;
        for (int i = 0; i < good.length; i++) weights[i] = sum > 0 && Double.isFinite(sum) ? weights[i] / sum : 1;
        return weights;
    }
}
