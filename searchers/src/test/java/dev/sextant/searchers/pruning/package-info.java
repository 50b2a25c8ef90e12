// SPDX-License-Identifier: Apache-2.0
/** Tests of what every pruner does. */
@NullMarked
package dev.sextant.searchers.pruning;

import org.jspecify.annotations.NullMarked;
