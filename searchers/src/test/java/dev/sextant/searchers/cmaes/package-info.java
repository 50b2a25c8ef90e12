// SPDX-License-Identifier: Apache-2.0
/** Tests of covariance matrix adaptation. */
@NullMarked
package dev.sextant.searchers.cmaes;

import org.jspecify.annotations.NullMarked;
