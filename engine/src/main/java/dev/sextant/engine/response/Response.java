// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model of the response says about a study beyond its trials. A function of the study and its finished trials.
 *
 * @param schedules in the study's order; one with an empty name where the study has no schedule to choose
 * @param slices one for each parameter that can be active at the model's best point, the most important first
 * @param contour over the two most important numeric parameters; null where there are fewer than two
 * @param importance total Sobol indices
 * @param expectedBest simulated from the model
 * @param health whether all this is to be trusted
 */
public record Response(
        List<ScheduleResponse> schedules,
        List<Slice> slices,
        @Nullable Contour contour,
        Importance importance,
        ExpectedBest expectedBest,
        Health health) {
    public Response {
        schedules = List.copyOf(schedules);
        slices = List.copyOf(slices);
    }
}
