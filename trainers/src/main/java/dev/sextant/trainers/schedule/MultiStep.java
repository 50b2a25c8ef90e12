// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * η(t) = η₀ · gamma^(number of milestones ≤ t).
 *
 * @param milestones epochs after which the rate changes, at least one, each at least 1; one that stands twice counts
 *     twice
 * @param gamma factor of each change, above 0
 */
public record MultiStep(List<Integer> milestones, double gamma) implements TimedSchedule {
    /** PyTorch's MultiStepLR. */
    public static final double DEFAULT_GAMMA = 0.1;

    private static final int MOST_MILESTONES = 1000;

    static final Schema.Section SCHEMA = new Schema.Section(
            "Multiplies the learning rate by gamma after each milestone.",
            List.of(
                    new Schema.Key(
                            "milestones",
                            new Schema.Items(
                                    "Epochs after which the learning rate changes, such as [30, 60].",
                                    new Schema.Whole("An epoch.", Lengths.FROM_1),
                                    1,
                                    MOST_MILESTONES),
                            true,
                            null),
                    Schema.Key.real("gamma", "Factor of each change.", Schema.Interval.POSITIVE, DEFAULT_GAMMA)));

    public MultiStep {
        milestones = List.copyOf(milestones);
        if (milestones.isEmpty()) throw new IllegalArgumentException("milestones must name at least one epoch");
        for (int milestone : milestones) Lengths.FROM_1.require("a milestone", milestone);
        Schema.Interval.POSITIVE.require("gamma", gamma);
    }

    static MultiStep read(JsonNode keys) {
        List<Integer> milestones = new ArrayList<>();
        for (JsonNode milestone : keys.path("milestones")) milestones.add(milestone.intValue());
        return new MultiStep(milestones, keys.get("gamma").doubleValue());
    }

    @Override
    public double rate(double base, long tick, int ticks) {
        int passed = 0;
        // By index: an iterator would be garbage.
        for (int i = 0; i < milestones.size(); i++) if (milestones.get(i) <= tick) passed++;
        return base * StrictMath.pow(gamma, passed);
    }
}
