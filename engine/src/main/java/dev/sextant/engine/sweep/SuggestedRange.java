// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * The learning rates that are worth searching, read from sweeps of the same network under different optimizers: what
 * suits any of them.
 *
 * <p>Of one sweep: from a fifth of the valley, since long trainings and schedules like smaller rates than a moment's
 * training does, to half way in the logarithm between the rate with the least loss and the rate that ended the sweep.
 * Where the curve never falls nothing can be told, and all rates up to the end are kept. Then rounded outward to two
 * digits, at least a factor of 100 wide where the sweep is, and never beyond the sweep.
 *
 * @param low smallest rate, above 0
 * @param high largest rate, above low
 */
public record SuggestedRange(double low, double high) {
    private static final double BELOW_VALLEY = 5;
    private static final double NARROWEST = 100;
    private static final int DIGITS = 2;

    public SuggestedRange {
        if (!(low > 0) || !(low < high))
            throw new IllegalArgumentException("low (%s) must be above 0 and below high (%s)".formatted(low, high));
    }

    /** @param sweeps at least one, all of the same range */
    public static SuggestedRange of(List<LearningRateSweep> sweeps) {
        SweepRange range = sweeps.getFirst().range();
        double low = range.to();
        double high = range.from();
        for (LearningRateSweep sweep : sweeps) {
            low = Math.min(low, low(sweep));
            high = Math.max(high, high(sweep));
        }
        low = Math.max(rounded(Math.min(low, high / NARROWEST), RoundingMode.FLOOR), range.from());
        high = Math.min(rounded(Math.max(high, low * NARROWEST), RoundingMode.CEILING), range.to());
        return new SuggestedRange(low, high);
    }

    /** The range with these rates in it. */
    public SuggestedRange holding(List<Double> rates) {
        double least = low;
        double most = high;
        for (double rate : rates) {
            least = Math.min(least, rate);
            most = Math.max(most, rate);
        }
        return new SuggestedRange(least, most);
    }

    private static double low(LearningRateSweep sweep) {
        double valley = RateSuggestions.of(sweep).valley();
        return Double.isNaN(valley) ? sweep.range().from() : valley / BELOW_VALLEY;
    }

    private static double high(LearningRateSweep sweep) {
        double end = sweep.diverged() ? sweep.divergedAt() : sweep.range().to();
        RateSuggestions suggestions = RateSuggestions.of(sweep);
        if (Double.isNaN(suggestions.valley())) return end;
        double least = suggestions.valley();
        if (suggestions.minimumTenth() * 10 > least) least = suggestions.minimumTenth() * 10;
        return StrictMath.sqrt(least) * StrictMath.sqrt(end);
    }

    private static double rounded(double rate, RoundingMode mode) {
        return new BigDecimal(rate).round(new MathContext(DIGITS, mode)).doubleValue();
    }
}
