// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.sweep;

import dev.sextant.engine.sweep.LearningRateSweep.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/** Sweeps of nothing: the loss is a formula. */
final class Curves {
    private Curves() {}

    /** A sweep whose loss follows the step's number. */
    static LearningRateSweep bySteps(SweepRange range, IntToDoubleFunction loss) {
        int[] step = {0};
        return LearningRateSweep.of(range, _ -> loss.applyAsDouble(step[0]++));
    }

    static LearningRateSweep byRates(SweepRange range, DoubleUnaryOperator loss) {
        return LearningRateSweep.of(range, loss);
    }

    /** A sweep with these smoothed losses, however they may have come about. */
    static LearningRateSweep smoothed(SweepRange range, double... losses) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < losses.length; i++) points.add(new Point(range.rate(i), losses[i], losses[i]));
        return new LearningRateSweep(range, points, Double.NaN);
    }

    /** Falls, is noisy, and gets out of hand. */
    static LearningRateSweep noisy() {
        int[] step = {0};
        return byRates(SweepRange.DEFAULT, rate -> {
            int i = step[0]++;
            return 2 / (1 + StrictMath.pow(rate / 0.01, 0.8))
                    + 0.3
                    + (rate / 0.5) * (rate / 0.5)
                    + 0.05 * ((i * 37 % 11) / 11.0 - 0.5);
        });
    }
}
