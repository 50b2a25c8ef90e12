// SPDX-License-Identifier: Apache-2.0
/**
 * Several objectives at once: dominance, fronts, the volume that a front covers. Pure arithmetic on minimised values.
 */
@NullMarked
package dev.sextant.engine.pareto;

import org.jspecify.annotations.NullMarked;
