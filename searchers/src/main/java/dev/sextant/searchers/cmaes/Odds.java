// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.cmaes;

/**
 * Probabilities of a category's options, moved towards the options of good members, none ever below a margin.
 *
 * <p>Source: Hamano et al. 2024, "CatCMA: stochastic optimization for mixed-category problems", for the natural
 * gradient of a categorical distribution and the margin. Departure: the paper adapts the rate by the signal in the
 * gradient; here it is that of the path of the step size, which knows the same generations.
 */
final class Odds {
    /** The paper's: so likely at least all categories of a draw are those of the most likely options. */
    private static final double ALL_LIKELIEST = 0.73;

    private Odds() {}

    /**
     * The next probabilities.
     *
     * @param weights of the members; negative ones do not count
     * @param chosen the option of each member, −1 where it had none
     * @param categories how many categories there are
     */
    static double[] moved(double[] odds, double[] weights, int[] chosen, double rate, int categories) {
        double[] moved = odds.clone();
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] > 0) || chosen[i] < 0) continue;
            for (int option = 0; option < odds.length; option++)
                moved[option] += rate * weights[i] * ((option == chosen[i] ? 1 : 0) - odds[option]);
        }
        return margined(moved, categories);
    }

    /** With none below the margin; the others give what it takes. */
    static double[] margined(double[] odds, int categories) {
        double least = (1 - StrictMath.pow(ALL_LIKELIEST, 1.0 / categories)) / (odds.length - 1);
        double[] margined = new double[odds.length];
        double sum = 0;
        double above = 0;
        for (int i = 0; i < odds.length; i++) {
            margined[i] = Math.max(odds[i], least);
            sum += margined[i];
            above += margined[i] - least;
        }
        if (above > 0) for (int i = 0; i < odds.length; i++) margined[i] += (1 - sum) / above * (margined[i] - least);
        return margined;
    }

    /** The option that a number in [0, 1) falls to. */
    static int option(double[] odds, double uniform) {
        double below = 0;
        for (int i = 0; i < odds.length - 1; i++) {
            below += odds[i];
            if (uniform < below) return i;
        }
        return odds.length - 1;
    }
}
