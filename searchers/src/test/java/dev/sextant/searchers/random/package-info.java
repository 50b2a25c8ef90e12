// SPDX-License-Identifier: Apache-2.0
/** Tests of the random searcher. */
@NullMarked
package dev.sextant.searchers.random;

import org.jspecify.annotations.NullMarked;
