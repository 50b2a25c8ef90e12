// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

import java.util.Map;

/** How a trial ended. Final: a trial has at most one. */
public sealed interface Outcome {
    /** The objective after each epoch that was trained. */
    LearningCurve curve();

    /**
     * Trained to its end, or stopped early by its own rule.
     *
     * @param value the objective at the best epoch; finite
     * @param bestEpoch the epoch whose weights count, from 1
     * @param metrics every metric of the trainer at the best epoch, by name
     */
    record Completed(double value, int bestEpoch, Map<String, Double> metrics, LearningCurve curve) implements Outcome {
        public Completed {
            if (!Double.isFinite(value))
                throw new IllegalArgumentException("a completed value must be finite, got " + value);
            if (!(metrics instanceof PackedMetrics)) metrics = new PackedMetrics(metrics);
        }
    }

    /**
     * Stopped by the pruner's plan.
     *
     * @param value the best objective seen; not the value of a finished training
     */
    record Pruned(double value, int bestEpoch, LearningCurve curve) implements Outcome {}

    /** The loss became NaN or infinite. An answer, not an error: this configuration does not train. */
    record Diverged(LearningCurve curve) implements Outcome {}

    /**
     * No answer: the trainer could not do its work, and said why in words for a person.
     *
     * @param curve of the epochs before the failure; NaN for those whose values were lost with a worker
     */
    record Failed(String message, LearningCurve curve) implements Outcome {
        /** Before the first epoch. */
        public Failed(String message) {
            this(message, LearningCurve.EMPTY);
        }
    }

    /** The same end of a training with this curve. */
    default Outcome with(LearningCurve curve) {
        return switch (this) {
            case Completed(double value, int bestEpoch, var metrics, var _) ->
                new Completed(value, bestEpoch, metrics, curve);
            case Pruned(double value, int bestEpoch, var _) -> new Pruned(value, bestEpoch, curve);
            case Diverged _ -> new Diverged(curve);
            case Failed(String message, var _) -> new Failed(message, curve);
        };
    }

    /** The state's name in reports: completed, pruned, diverged or failed. */
    default String state() {
        return switch (this) {
            case Completed _ -> "completed";
            case Pruned _ -> "pruned";
            case Diverged _ -> "diverged";
            case Failed _ -> "failed";
        };
    }
}
