// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.function;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.trial.CurveRecorder;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Outcome;
import java.util.Map;

/** One trial of a function, epoch by epoch. */
final class FunctionTraining implements Training {
    private final FunctionSettings settings;
    private final Shift shift;
    private final Draws draws;
    private final Direction direction;
    private final CurveRecorder curve = new CurveRecorder();
    private double best = Double.NaN;
    private double bestTruth = Double.NaN;
    private int bestEpoch;
    private int epoch;

    FunctionTraining(FunctionSettings settings, Seeds seeds, Direction direction) {
        this.settings = settings;
        this.shift = Shift.of(seeds, settings.shift());
        this.draws = seeds.draws();
        this.direction = direction;
    }

    @Override
    public Progress step() {
        epoch++;
        double truth = settings.function().at(settings.arguments(), shift, epoch);
        double value = settings.noise() > 0
                ? truth + settings.noise() * draws.of("noise", epoch).normal()
                : truth;
        curve.add(value, Map.of());
        if (!Double.isFinite(value)) return new Progress.Done(new Outcome.Diverged(curve.curve()));
        if (direction.better(value, best)) {
            best = value;
            bestTruth = truth;
            bestEpoch = epoch;
        }
        if (epoch < settings.function().epochs()) return new Progress.Epoch(epoch, value);
        double regret = bestTruth - settings.function().minimum(settings.arguments());
        return new Progress.Done(new Outcome.Completed(
                best,
                bestEpoch,
                Map.of(FunctionTrainerFactory.VALUE, best, FunctionTrainerFactory.REGRET, regret),
                curve.curve()));
    }

    @Override
    public void close() {}
}
