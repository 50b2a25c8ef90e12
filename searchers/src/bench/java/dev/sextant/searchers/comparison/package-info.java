// SPDX-License-Identifier: Apache-2.0
/** Searchers side by side: replays searches on many problems, and says which comes down faster and how sure that is. */
@NullMarked
package dev.sextant.searchers.comparison;

import org.jspecify.annotations.NullMarked;
