// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import org.jspecify.annotations.Nullable;

/**
 * When hyperparameters are fitted anew, and to which trials: a function of the number of trials alone.
 *
 * <p>With fewer than {@value #KEPT_FROM} observations every proposal fits; beyond, one whenever there is about a
 * twentieth more, and at least every {@value #KEPT_MOST}. The fit is to all of them up to {@value #ALL_UP_TO}; beyond,
 * to so many: the best, the newest, and those that are farthest from all these and from each other.
 */
final class Fitting {
    /** The most trials that one process holds. */
    static final int ALL_UP_TO = 256;

    private static final int KEPT_FROM = 64;
    private static final int KEPT_PART = 20;
    private static final int KEPT_MOST = 20;

    /** With more trials than one process holds, the trials whose number is a multiple of this fit. */
    private static final int LATE_EVERY = 30;

    /** Up to so many observations every fit starts from the priors' middle too; beyond, one fit in five. */
    private static final int COLD_UP_TO = 40;

    private static final int COLD_EVERY = 5;
    private static final int WARM_ITERATIONS = 15;
    private static final int COLD_ITERATIONS = 40;

    private static final int PART_WARM_ITERATIONS = 6;

    private static final int PART_COLD_ITERATIONS = 15;
    private static final int BEST = 64;
    private static final int NEWEST = 64;

    private Fitting() {}

    /** Whether all trials of the evidence may condition one process. */
    static boolean fitsOneProcess(Evidence evidence) {
        return evidence.points().length + evidence.failed().length <= ALL_UP_TO;
    }

    /**
     * Theta for this evidence.
     *
     * @param last theta of the last fit, or null
     * @param trial for which a proposal is wanted
     */
    static double[] theta(Evidence evidence, boolean[] categorical, double @Nullable [] last, long trial) {
        boolean late = !fitsOneProcess(evidence);
        long n = late ? trial : evidence.points().length;
        long every = late ? LATE_EVERY : n < KEPT_FROM ? 1 : Math.min(n / KEPT_PART, KEPT_MOST);
        if (last != null && n % every != 0) return last;
        return fit(evidence, categorical, last, last == null || n <= COLD_UP_TO || n % (COLD_EVERY * every) == 0);
    }

    /**
     * The likeliest theta for this evidence, or where there is more than {@value #ALL_UP_TO} for a part of it.
     *
     * @param last theta of the last fit, or null
     * @param cold whether to start from the priors' middle too
     */
    static double[] fit(Evidence evidence, boolean[] categorical, double @Nullable [] last, boolean cold) {
        if (evidence.points().length <= ALL_UP_TO)
            return fit(evidence, categorical, last, WARM_ITERATIONS, cold ? COLD_ITERATIONS : 0);
        Evidence part = new Subset(evidence, categorical)
                .best(BEST)
                .newest(NEWEST)
                .farthestUpTo(ALL_UP_TO)
                .evidence();
        return fitToPart(part, categorical, last, cold);
    }

    /** The same for evidence that is only a part, whose likelihood is not worth being exact about. */
    static double[] fitToPart(Evidence part, boolean[] categorical, double @Nullable [] last, boolean cold) {
        return fit(part, categorical, last, PART_WARM_ITERATIONS, cold ? PART_COLD_ITERATIONS : 0);
    }

    private static double[] fit(
            Evidence evidence, boolean[] categorical, double @Nullable [] last, int warm, int cold) {
        MarginalLikelihood likelihood = new MarginalLikelihood(
                Kernel.MATERN_52, evidence.points(), categorical, evidence.y(), evidence.extra());
        return GaussianProcess.fit(likelihood, categorical.length, last, warm, cold);
    }
}
