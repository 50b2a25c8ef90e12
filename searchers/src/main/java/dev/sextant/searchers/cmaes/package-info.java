// SPDX-License-Identifier: Apache-2.0
/** Covariance matrix adaptation: a normal distribution that learns from generations of trials, and restarts. */
@NullMarked
package dev.sextant.searchers.cmaes;

import org.jspecify.annotations.NullMarked;
