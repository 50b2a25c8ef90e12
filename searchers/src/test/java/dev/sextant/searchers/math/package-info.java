// SPDX-License-Identifier: Apache-2.0
/** Tests of the shared numerics. */
@NullMarked
package dev.sextant.searchers.math;

import org.jspecify.annotations.NullMarked;
