// SPDX-License-Identifier: Apache-2.0
/** What is kept of running trials, so that another attempt need not begin from the beginning. */
@NullMarked
package dev.sextant.engine.checkpoint;

import org.jspecify.annotations.NullMarked;
