// SPDX-License-Identifier: Apache-2.0
/** A sweep over learning rates: the rates, the curve of losses, and what is read from it. Pure. */
@NullMarked
package dev.sextant.engine.sweep;

import org.jspecify.annotations.NullMarked;
