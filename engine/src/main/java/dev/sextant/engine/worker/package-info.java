// SPDX-License-Identifier: Apache-2.0
/** The node agent, which pulls work and hands back results, and the verticles that train. */
@NullMarked
package dev.sextant.engine.worker;

import org.jspecify.annotations.NullMarked;
