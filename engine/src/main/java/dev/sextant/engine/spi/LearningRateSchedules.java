// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.trial.Direction;
import java.util.List;

/**
 * The learning-rate schedules of a trainer, for people who want to see what they do before they train; found by
 * {@link java.util.ServiceLoader}. Pure: equal arguments give the equal plan.
 */
public interface LearningRateSchedules {
    /** The schedules by name, with their keys and defaults, in the order in which people are shown them. */
    Schema.Variants schema();

    /**
     * What a schedule prescribes, step by step.
     *
     * @param schedule a document that fits {@link #schema}
     * @throws IllegalArgumentException where keys contradict each other, or the plan would have more than
     *     {@link Plan#MOST_STEPS} steps, in words for their writer
     */
    Plan plan(JsonNode schedule, Outline training);

    /**
     * A training as far as schedules know it.
     *
     * @param learningRate the learning rate that the schedule modifies; above 0 and finite
     * @param epochs at least 1
     * @param batches mini-batches in an epoch, at least 1
     * @param direction whether small or large values of the watched metric are good
     * @param metrics the watched metric after each epoch; the last holds for all epochs that have none. Where it is
     *     empty the metric never improves
     */
    record Outline(double learningRate, int epochs, int batches, Direction direction, List<Double> metrics) {
        public Outline {
            Schema.Interval.POSITIVE.require("the learning rate", learningRate);
            Schema.Interval.atLeast(1).require("epochs", epochs);
            Schema.Interval.atLeast(1).require("batches", batches);
            metrics = List.copyOf(metrics);
        }
    }

    /**
     * What a schedule prescribes.
     *
     * @param steps every mini-batch of every epoch, in order
     * @param watchesMetric whether it depends on the watched metric
     */
    record Plan(List<Step> steps, boolean watchesMetric) {
        /** Nobody reads more. */
        public static final int MOST_STEPS = 1_000_000;

        public Plan {
            steps = List.copyOf(steps);
        }
    }

    /**
     * One mini-batch.
     *
     * @param epoch from 1
     * @param batch from 1
     * @param rate its learning rate: finite, at least 0
     * @param momentum its momentum (or Adam's beta1), NaN where the schedule leaves it to the optimizer
     */
    record Step(int epoch, int batch, double rate, double momentum) {}
}
