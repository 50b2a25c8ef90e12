// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.sweep;

import dev.sextant.engine.sweep.LearningRateSweep.Point;
import java.util.List;

/**
 * The learning rates that a sweep suggests, read from its smoothed losses by three rules; each is NaN where its rule
 * finds nothing.
 *
 * <p>Source: fastai's lr_find. The first tenth of the steps and the last five points are not looked at. Departures: a
 * curve that never falls suggests nothing, where fastai gives its first rate; a valley as long as all points before it
 * begins at the first, where fastai begins one before.
 *
 * <p>Cost: O(n²) time, O(n) memory.
 *
 * @param valley one half into the longest run of falling losses, neighbours or not
 * @param steepest where the loss falls fastest against the logarithm of the rate
 * @param minimumTenth a tenth of the rate with the least loss
 */
public record RateSuggestions(double valley, double steepest, double minimumTenth) {
    private static final int SKIPPED_AT_END = 5;

    /** The points that the rules look at. */
    static List<Point> window(LearningRateSweep sweep) {
        List<Point> points = sweep.points();
        int from = sweep.range().steps() / 10;
        int to = points.size() - SKIPPED_AT_END;
        return from < to ? points.subList(from, to) : List.of();
    }

    public static RateSuggestions of(LearningRateSweep sweep) {
        List<Point> points = window(sweep);
        return new RateSuggestions(valley(points), steepest(points), minimumTenth(points));
    }

    /** One half into the longest strictly falling subsequence, counted as if its points were neighbours. */
    private static double valley(List<Point> points) {
        int[] longest = new int[points.size()];
        int end = 0;
        for (int i = 0; i < longest.length; i++) {
            longest[i] = 1;
            double loss = points.get(i).smoothed();
            for (int j = 0; j < i; j++)
                if (loss < points.get(j).smoothed()) longest[i] = Math.max(longest[i], longest[j] + 1);
            if (longest[i] > longest[end]) end = i;
        }
        if (longest.length == 0 || longest[end] < 2) return Double.NaN;
        int start = Math.max(0, end - longest[end]);
        double third = (end - start) / 3.0;
        return points.get(start + (int) third + (int) (third / 2)).rate();
    }

    private static double steepest(List<Point> points) {
        double least = 0;
        double rate = Double.NaN;
        for (int i = 1; i < points.size(); i++) {
            Point before = points.get(i - 1);
            Point after = points.get(i);
            double slope = (after.smoothed() - before.smoothed())
                    / (StrictMath.log(after.rate()) - StrictMath.log(before.rate()));
            if (slope < least) {
                least = slope;
                rate = before.rate();
            }
        }
        return rate;
    }

    private static double minimumTenth(List<Point> points) {
        int least = 0;
        for (int i = 1; i < points.size(); i++)
            if (points.get(i).smoothed() < points.get(least).smoothed()) least = i;
        return least == 0 ? Double.NaN : points.get(least).rate() / 10;
    }
}
