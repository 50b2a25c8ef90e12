// SPDX-License-Identifier: Apache-2.0
/** Functions and learning-rate responses to search on, and the score of a search. */
@NullMarked
package dev.sextant.searchers.problem;

import org.jspecify.annotations.NullMarked;
