// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import java.util.List;

/**
 * How much each parameter matters to the objective.
 *
 * @param method how that was found
 * @param parameters the most important first; empty where nothing can be said
 */
public record Importance(Method method, List<Share> parameters) {
    /** Where the shares come from. */
    public enum Method {
        /** Total Sobol indices of the surrogate, with the interval of its joint draws. */
        SOBOL,
        /** PED-ANOVA over trials that were proposed independently of one another. */
        PED_ANOVA
    }

    /**
     * One parameter.
     *
     * @param parameter its path
     * @param share with its 95 % interval: the total Sobol index (shares may add up to more than 1), or the PED-ANOVA
     *     share (they add up to 1)
     */
    public record Share(String parameter, Estimate share) {}

    public Importance {
        parameters = List.copyOf(parameters);
    }
}
