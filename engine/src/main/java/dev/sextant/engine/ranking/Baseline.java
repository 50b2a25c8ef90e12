// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The default configuration, which every search has to beat.
 *
 * @param trial trial 0 in its place
 * @param confirmed what fresh seeds say about the default configuration, whichever trial of it was confirmed; null
 *     where none was
 * @param wins whether the winner is the default configuration
 * @param gain by how much the winner is better; null where it is the default, or either has no value
 */
public record Baseline(
        RankedTrial trial,
        @Nullable Confirmed confirmed,
        boolean wins,
        @Nullable Gain gain) {
    /**
     * How much better the winner is than the default, in the objective's units; positive is better in both directions.
     *
     * <p>The interval holds the truth for a winner that is given. One that was chosen by the same replicates among
     * candidates that are all equally good looks better than it is: of five, the interval of 95 % then holds in 92 % of
     * all studies (simulated in the tests).
     *
     * @param interval paired over common replicates, corrected for shared data; n is 0 and the ends are NaN where the
     *     two were not both confirmed and the mean is the difference of the search values
     * @param relative the mean as a share of the default's |value|; NaN where that is 0
     */
    public record Gain(Interval interval, double relative) {
        /** Whether the interval lies above 0. */
        public boolean certain() {
            return interval.low() > 0;
        }
    }

    /** Null where trial 0 has not ended; trials first-ranked first. */
    static @Nullable Baseline of(
            List<RankedTrial> trials, @Nullable RankedTrial winner, Direction direction, double overlap) {
        RankedTrial first = null;
        for (RankedTrial trial : trials) if (trial.trial() == 0) first = trial;
        if (first == null) return null;
        Confirmed confirmed = null;
        for (RankedTrial trial : trials)
            if (confirmed == null && trial.configuration().equals(first.configuration())) confirmed = trial.confirmed();
        boolean wins = winner != null && winner.configuration().equals(first.configuration());
        return new Baseline(
                first,
                confirmed,
                wins,
                winner == null || wins ? null : gain(winner, first, confirmed, direction, overlap));
    }

    private static @Nullable Gain gain(
            RankedTrial winner, RankedTrial first, @Nullable Confirmed confirmed, Direction direction, double overlap) {
        double reference = first.value();
        Interval interval = new Interval(
                direction.minimized(first.value()) - direction.minimized(winner.value()), Double.NaN, Double.NaN, 0);
        if (confirmed != null && winner.confirmed() != null) {
            double[] better = confirmed.differences(winner.confirmed());
            if (better.length > 0) {
                for (int i = 0; i < better.length; i++) better[i] = direction.minimized(better[i]);
                interval = Interval.of(better, overlap);
                reference = confirmed.interval().mean();
            }
        }
        if (!(first.outcome() instanceof Outcome.Completed)) return null;
        return new Gain(interval, reference == 0 ? Double.NaN : interval.mean() / Math.abs(reference));
    }
}
