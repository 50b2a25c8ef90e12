// SPDX-License-Identifier: Apache-2.0
/** Pruners of the successive halving family. */
@NullMarked
package dev.sextant.searchers.halving;

import org.jspecify.annotations.NullMarked;
