// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

/**
 * How leaders are trained again before they are ranked.
 *
 * @param top how many of the best search trials, beside the best of each schedule and the default; 0 confirms nobody
 * @param seeds how many fresh seeds and splits, the same for all
 * @param test whether the winner is scored on the test rows, once
 */
public record ConfirmationRule(int top, int seeds, boolean test) {
    public static final ConfirmationRule DEFAULT = new ConfirmationRule(5, 5, true);

    public ConfirmationRule {
        if (top < 0) throw new IllegalArgumentException("top (%d) must be at least 0".formatted(top));
        if (seeds < 1) throw new IllegalArgumentException("seeds (%d) must be at least 1".formatted(seeds));
    }
}
