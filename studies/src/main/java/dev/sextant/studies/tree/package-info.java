// SPDX-License-Identifier: Apache-2.0
/** Texts that people write, as trees in which every value knows its place, and what is wrong with them, in words. */
@NullMarked
package dev.sextant.studies.tree;

import org.jspecify.annotations.NullMarked;
