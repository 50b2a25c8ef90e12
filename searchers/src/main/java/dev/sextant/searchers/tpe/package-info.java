// SPDX-License-Identifier: Apache-2.0
/** The tree-structured Parzen estimator: densities of the good trials and of the rest. */
@NullMarked
package dev.sextant.searchers.tpe;

import org.jspecify.annotations.NullMarked;
