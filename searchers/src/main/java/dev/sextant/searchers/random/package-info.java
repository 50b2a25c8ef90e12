// SPDX-License-Identifier: Apache-2.0
/** Proposals drawn at random, independent of what was seen. */
@NullMarked
package dev.sextant.searchers.random;

import org.jspecify.annotations.NullMarked;
