// SPDX-License-Identifier: Apache-2.0
/**
 * What a finished search says: confirmed ranking, ties, intervals, schedules and learning rates. Pure; no input or
 * output.
 */
@NullMarked
package dev.sextant.engine.ranking;

import org.jspecify.annotations.NullMarked;
