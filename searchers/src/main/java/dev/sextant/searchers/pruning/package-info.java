// SPDX-License-Identifier: Apache-2.0
/**
 * What every pruner does: it holds a trial against the trials before it at rungs, and keeps a control group that shows
 * whether this is wise. What sets a family apart is its {@link dev.sextant.searchers.pruning.Criterion}.
 */
@NullMarked
package dev.sextant.searchers.pruning;

import org.jspecify.annotations.NullMarked;
