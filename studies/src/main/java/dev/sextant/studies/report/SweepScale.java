// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.sweep.LearningRateSweep;
import dev.sextant.engine.sweep.LearningRateSweep.Point;
import dev.sextant.engine.sweep.RateSuggestions;
import dev.sextant.engine.sweep.SweepRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the parts of a sweep stand in a picture: rates by their logarithm, smoothed losses so that the valley fills the
 * picture. What rises far above the losses before the valley is beyond the picture.
 *
 * @param low the loss at the bottom
 * @param high the loss at the top, above low
 */
record SweepScale(SweepRange range, double low, double high) {
    /** Room above the losses that come before the least one, as a share of their height. */
    private static final double ABOVE = 0.25;

    /** A rate that is worth a look. */
    record Mark(String name, char letter, double rate) {}

    static SweepScale of(LearningRateSweep sweep) {
        double low = Double.POSITIVE_INFINITY;
        double before = Double.NEGATIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (Point point : sweep.points()) {
            highest = Math.max(highest, point.smoothed());
            if (point.smoothed() >= low) continue;
            low = point.smoothed();
            before = highest;
        }
        if (sweep.points().isEmpty()) return new SweepScale(sweep.range(), 0, 1);
        double high = before + ABOVE * (before - low);
        if (!(low < high)) high = highest;
        if (!(low < high)) high = low + Math.max(Math.abs(low), 1e-3);
        return new SweepScale(sweep.range(), low, high);
    }

    /** The suggestions that there are, and the rate that ended the sweep. */
    static List<Mark> marks(LearningRateSweep sweep) {
        RateSuggestions found = RateSuggestions.of(sweep);
        List<Mark> marks = new ArrayList<>();
        for (Mark mark : List.of(
                new Mark("valley", 'V', found.valley()),
                new Mark("steepest", 'S', found.steepest()),
                new Mark("minimum/10", 'M', found.minimumTenth()),
                new Mark("diverged at", 'D', sweep.divergedAt()))) if (!Double.isNaN(mark.rate())) marks.add(mark);
        return marks;
    }

    /** 0 at the left, 1 at the right; a tenth of a rate may lie beyond the left and stands there. */
    double across(double rate) {
        return Math.clamp(rates().at(rate), 0, 1);
    }

    private PlotScale rates() {
        return new PlotScale(range.from(), range.to(), true);
    }

    /** 0 at the bottom, 1 at the top; beyond 1 for what is above the picture. */
    double up(double loss) {
        return (loss - low) / (high - low);
    }

    /** The powers of ten in the range, and where it has fewer than two its ends. */
    List<Double> decades() {
        return rates().ticks();
    }
}
