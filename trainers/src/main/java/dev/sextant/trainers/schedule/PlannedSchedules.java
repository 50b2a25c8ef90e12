// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.LearningRateSchedules;
import dev.sextant.engine.spi.Schema;
import java.util.ArrayList;
import java.util.List;

/** What the schedules of networks prescribe, found without training: a course is asked as a training would ask it. */
public final class PlannedSchedules implements LearningRateSchedules {
    @Override
    public Schema.Variants schema() {
        return new Schema.Variants("The learning rate over the epochs.", Schedules.variants());
    }

    @Override
    public Plan plan(JsonNode document, Outline training) {
        long steps = (long) training.epochs() * training.batches();
        if (steps > Plan.MOST_STEPS)
            throw new IllegalArgumentException("%d epochs of %d mini-batches are %d steps; at most %d can be shown"
                    .formatted(training.epochs(), training.batches(), steps, Plan.MOST_STEPS));
        Schedule schedule = Schedules.read(document, training.epochs());
        Course course = schedule.start(training.learningRate(), training.direction(), training.batches());
        List<Step> plan = new ArrayList<>((int) steps);
        for (int epoch = 1; epoch <= training.epochs(); epoch++) {
            for (int batch = 1; batch <= training.batches(); batch++) {
                plan.add(new Step(epoch, batch, course.rate(), course.momentum()));
                course.batch();
            }
            course.advance(metric(training.metrics(), epoch));
        }
        return new Plan(plan, watches(schedule));
    }

    private static double metric(List<Double> metrics, int epoch) {
        // Any number that stays the same: after the first epoch it never improves.
        return metrics.isEmpty() ? 0 : metrics.get(Math.min(epoch, metrics.size()) - 1);
    }

    private static boolean watches(Schedule schedule) {
        return switch (schedule) {
            case ReduceOnPlateau _ -> true;
            case Warmup warmup -> watches(warmup.then());
            case Sequence sequence -> sequence.schedules().stream().anyMatch(PlannedSchedules::watches);
            case TimedSchedule _ -> false;
        };
    }
}
