// SPDX-License-Identifier: Apache-2.0
/**
 * A study whose trials another program trains: it asks for parameters and tells their values, line by line. The same
 * machine decides as where trials are trained here.
 */
@NullMarked
package dev.sextant.engine.asktell;

import org.jspecify.annotations.NullMarked;
