// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import dev.sextant.engine.trial.CurveRecorder;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import java.util.Map;
import java.util.TreeMap;

/** What a value and a curve come to together. Pure. */
final class Completion {
    private Completion() {}

    /**
     * A completed training. The best epoch is the first that has the value; a value that no epoch has is that of one
     * more, or of the last where there can be no more.
     *
     * @param epochs the most that a trial can have
     * @param value the objective, finite
     * @param told beside it, by name; goes before what was read after the best epoch
     */
    static Outcome.Completed of(
            LearningCurve curve, int epochs, Objective objective, double value, Map<String, Double> told) {
        LearningCurve whole = curve;
        int best = first(curve, value);
        if (best == 0 && curve.epochs() < epochs) {
            CurveRecorder longer = new CurveRecorder(curve);
            longer.add(value, Map.of());
            whole = longer.curve();
        }
        Map<String, Double> metrics = new TreeMap<>();
        if (best > 0)
            curve.readings().at(best).forEach((name, reading) -> {
                if (Double.isFinite(reading)) metrics.put(name, reading);
            });
        metrics.putAll(told);
        metrics.put(objective.metric(), value);
        return new Outcome.Completed(value, best > 0 ? best : whole.epochs(), metrics, whole);
    }

    private static int first(LearningCurve curve, double value) {
        for (int epoch = 1; epoch <= curve.epochs(); epoch++) if (curve.at(epoch) == value) return epoch;
        return 0;
    }
}
