// SPDX-License-Identifier: Apache-2.0
/** Tests of the grid searcher. */
@NullMarked
package dev.sextant.searchers.grid;

import org.jspecify.annotations.NullMarked;
