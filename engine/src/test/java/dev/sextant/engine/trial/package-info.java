// SPDX-License-Identifier: Apache-2.0
/** Tests of trials, their curves and plans. */
@NullMarked
package dev.sextant.engine.trial;

import org.jspecify.annotations.NullMarked;
