// SPDX-License-Identifier: Apache-2.0
/** Every combination of every domain's grid points. */
@NullMarked
package dev.sextant.searchers.grid;

import org.jspecify.annotations.NullMarked;
