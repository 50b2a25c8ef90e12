// SPDX-License-Identifier: Apache-2.0
/** One search as pure state: what to do next is a function of what has happened. No input or output, no clock. */
@NullMarked
package dev.sextant.engine.study;

import org.jspecify.annotations.NullMarked;
