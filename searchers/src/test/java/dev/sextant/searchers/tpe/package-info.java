// SPDX-License-Identifier: Apache-2.0
/** Tests of the tree-structured Parzen estimator. */
@NullMarked
package dev.sextant.searchers.tpe;

import org.jspecify.annotations.NullMarked;
