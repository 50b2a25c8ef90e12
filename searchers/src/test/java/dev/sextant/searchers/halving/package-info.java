// SPDX-License-Identifier: Apache-2.0
/** Tests of the halving pruners. */
@NullMarked
package dev.sextant.searchers.halving;

import org.jspecify.annotations.NullMarked;
