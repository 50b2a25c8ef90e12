// SPDX-License-Identifier: Apache-2.0
/** The numerics that several searchers share; the same bits on every machine, and no knowledge of trials. */
@NullMarked
package dev.sextant.searchers.math;

import org.jspecify.annotations.NullMarked;
