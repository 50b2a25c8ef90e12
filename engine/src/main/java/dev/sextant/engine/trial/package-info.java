// SPDX-License-Identifier: Apache-2.0
/**
 * One configuration trained once: its outcome, its curve, and what a searcher may know of it. No threads, no clocks.
 */
@NullMarked
package dev.sextant.engine.trial;

import org.jspecify.annotations.NullMarked;
