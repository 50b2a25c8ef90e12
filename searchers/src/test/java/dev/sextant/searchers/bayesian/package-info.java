// SPDX-License-Identifier: Apache-2.0
/** Tests of the Bayesian searcher. */
@NullMarked
package dev.sextant.searchers.bayesian;

import org.jspecify.annotations.NullMarked;
