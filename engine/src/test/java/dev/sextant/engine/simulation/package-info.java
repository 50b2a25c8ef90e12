// SPDX-License-Identifier: Apache-2.0
/** A coordinator, its disk and its agents on one thread and a virtual clock, with everything that can go wrong. */
@NullMarked
package dev.sextant.engine.simulation;

import org.jspecify.annotations.NullMarked;
