// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

/**
 * What ends a search before its budget is spent; a function of the views alone, so that it ends at the same trial
 * whoever runs it. Trials that are under way then come to their end and count.
 *
 * @param noBetterFor ends it once so many trials in a row brought nothing better; 0 for never
 * @param expectedGainBelow ends it once the searcher has expected less than this, in the objective's units, of the last
 *     {@link #PROMISES} trials it proposed by its model; 0 for never
 */
public record StopRule(int noBetterFor, double expectedGainBelow) {
    public static final StopRule NEVER = new StopRule(0, 0);

    /** One low promise may be a bad fit; so many in a row are not. Ours. */
    public static final int PROMISES = 5;

    public StopRule {
        if (noBetterFor < 0)
            throw new IllegalArgumentException("noBetterFor (%d) must be at least 0".formatted(noBetterFor));
        if (!(expectedGainBelow >= 0) || !Double.isFinite(expectedGainBelow))
            throw new IllegalArgumentException(
                    "expectedGainBelow (%s) must be finite and at least 0".formatted(expectedGainBelow));
    }
}
