// SPDX-License-Identifier: Apache-2.0
/** Tests of the Sobol searcher. */
@NullMarked
package dev.sextant.searchers.sobol;

import org.jspecify.annotations.NullMarked;
