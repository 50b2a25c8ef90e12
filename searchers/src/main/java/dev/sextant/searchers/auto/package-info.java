// SPDX-License-Identifier: Apache-2.0
/** The searcher of a study that names none: a portfolio of the others. */
@NullMarked
package dev.sextant.searchers.auto;

import org.jspecify.annotations.NullMarked;
