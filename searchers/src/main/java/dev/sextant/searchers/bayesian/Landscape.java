// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import java.util.List;

/** What points promise, as a search sees it: of many at a glance, near one of them exactly. */
interface Landscape {
    /** What each of these points promises. */
    double[] values(List<double[]> points);

    /** Overwrites means and variances with the predictions at these points, given that the pending trials end. */
    void predict(List<double[]> points, double[] means, double[] variances);

    /** The acquisition that knows most about the neighbourhood of x. */
    Acquisition near(double[] x);

    /** The completed trial with the smallest posterior mean. */
    double[] bestPoint();

    double bestMean();
}
