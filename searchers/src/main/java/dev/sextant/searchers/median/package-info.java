// SPDX-License-Identifier: Apache-2.0
/** Pruners that hold a trial against a percentile of the trials before it: median and percentile. */
@NullMarked
package dev.sextant.searchers.median;

import org.jspecify.annotations.NullMarked;
