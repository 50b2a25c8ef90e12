// SPDX-License-Identifier: Apache-2.0
/** Pruners of the successive halving family: asha and hyperband. */
@NullMarked
package dev.sextant.searchers.halving;

import org.jspecify.annotations.NullMarked;
