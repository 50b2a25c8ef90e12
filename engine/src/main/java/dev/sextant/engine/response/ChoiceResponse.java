// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import java.util.List;

/**
 * What the model believes of every option of one choice, each taken as a schedule is.
 *
 * @param path of the choice
 * @param options in the study's order (of more than 64 those with the best trials); their name is the option's label
 * @param rates the learning rate of each option's optimum in draws of the model that all options share: [option][draw],
 *     empty for an option that is not among the {@link #COMPARED} with the best trials, and where no rate varies
 */
public record ChoiceResponse(String path, List<ScheduleResponse> options, double[][] rates) {
    /** So many options are compared at most: a pair of more is read by nobody, and joint draws cost by the square. */
    public static final int COMPARED = 8;

    public ChoiceResponse {
        options = List.copyOf(options);
    }
}
