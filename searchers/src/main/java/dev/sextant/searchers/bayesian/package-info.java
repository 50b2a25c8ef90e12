// SPDX-License-Identifier: Apache-2.0
/** Search by a Gaussian process: fits the results so far and proposes where improvement is most to be expected. */
@NullMarked
package dev.sextant.searchers.bayesian;

import org.jspecify.annotations.NullMarked;
