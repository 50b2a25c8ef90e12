// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import org.jspecify.annotations.Nullable;

/**
 * What the model believes of one schedule.
 *
 * @param schedule its name; empty where the study has no schedule to choose, so that this stands for the whole space
 * @param probabilityBest share of the joint draws in which this schedule's optimum is the best of all; NaN where there
 *     is nothing to choose from
 * @param expectedBest the value of the schedule's optimum, over the draws
 * @param rate null where the learning rate does not vary
 */
public record ScheduleResponse(
        String schedule,
        double probabilityBest,
        Estimate expectedBest,
        @Nullable RateResponse rate) {}
