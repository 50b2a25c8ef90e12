// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the model believes of every option of one choice, each taken as a schedule is.
 *
 * @param path of the choice
 * @param options in the study's order (of more than 64 those with the best trials); their name is the option's label
 * @param rates of the options, everything else at its best; of the {@link #COMPARED} with the best trials
 * @param within the same within each option of another choice, by its label, in the study's order; empty where nobody
 *     asked for that, or there are more than {@link #CROSSED} pairs of options
 */
public record ChoiceResponse(
        String path, List<ScheduleResponse> options, JointRates rates, Map<String, JointRates> within) {
    /** So many options are compared at most: a pair of more is read by nobody, and joint draws cost by the square. */
    public static final int COMPARED = 8;

    /** So many pairs of options of two choices are looked at: each costs as a schedule does. */
    public static final int CROSSED = 24;

    /**
     * What is asked of the model.
     *
     * @param path of the choice whose options are compared
     * @param beside path of another within each of whose options learning rates are compared, like with like; null for
     *     none
     */
    public record Asked(String path, @Nullable String beside) {}

    public ChoiceResponse {
        options = List.copyOf(options);
        within = Collections.unmodifiableMap(new LinkedHashMap<>(within));
    }
}
