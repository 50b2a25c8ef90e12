// SPDX-License-Identifier: Apache-2.0
/** Counter-based draws keyed by (study seed, trial, purpose, part). No state is shared or saved. */
@NullMarked
package dev.sextant.engine.random;

import org.jspecify.annotations.NullMarked;
