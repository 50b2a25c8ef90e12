// SPDX-License-Identifier: Apache-2.0
/** Tests of the percentile pruners. */
@NullMarked
package dev.sextant.searchers.median;

import org.jspecify.annotations.NullMarked;
