// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.cmaes;

import dev.sextant.engine.pareto.Chebyshev;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Merit;
import dev.sextant.engine.trial.Outcome;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order of a generation's members: by {@link Merit}. Of several objectives a member's value is an augmented
 * Chebyshev scalar with weights drawn for the generation, each objective in parts of its range in the generation.
 *
 * @param merits of each member
 */
record Selection(Merit[] merits) {
    /** @param seed the study's: weights are a function of it and of the generation */
    static Selection of(List<Member> members, Goals goals, int generation, long seed) {
        Merit[] merits = new Merit[members.size()];
        if (!goals.several()) {
            for (int i = 0; i < merits.length; i++)
                merits[i] = Merit.of(members.get(i).outcome(), goals);
            return new Selection(merits);
        }
        int objectives = goals.objectives().size();
        double[] low = new double[objectives];
        double[] high = new double[objectives];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        for (Member member : members)
            if (member.outcome() instanceof Outcome.Completed completed && goals.told(completed)) {
                double[] values = goals.minimized(completed);
                for (int i = 0; i < objectives; i++) {
                    low[i] = Math.min(low[i], values[i]);
                    high[i] = Math.max(high[i], values[i]);
                }
            }
        Chebyshev scalar = Chebyshev.drawn(objectives, new Draws(seed, 0).of("cmaes.weights", generation));
        for (int i = 0; i < merits.length; i++)
            merits[i] = Merit.of(members.get(i).outcome(), goals, values -> scalar.of(values, low, high));
        return new Selection(merits);
    }

    /** The weight of each member; those of equal merit share the mean of theirs, so that a plateau pulls nowhere. */
    double[] weights(double[] byRank) {
        int[] order = IntStream.range(0, merits.length)
                .boxed()
                .sorted(Comparator.comparing(i -> merits[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] weights = new double[merits.length];
        for (int from = 0; from < order.length; ) {
            int to = from;
            double sum = 0;
            while (to < order.length && merits[order[to]].equals(merits[order[from]])) sum += byRank[to++];
            for (int rank = from; rank < to; rank++) weights[order[rank]] = sum / (to - from);
            from = to;
        }
        return weights;
    }

    Merit best() {
        return Arrays.stream(merits).min(Comparator.naturalOrder()).orElseThrow();
    }
}
