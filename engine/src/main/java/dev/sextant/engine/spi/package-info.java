// SPDX-License-Identifier: Apache-2.0
/** The contracts that searchers, pruners and trainers fulfil, and how they describe their settings. */
@NullMarked
package dev.sextant.engine.spi;

import org.jspecify.annotations.NullMarked;
