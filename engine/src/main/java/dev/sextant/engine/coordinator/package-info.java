// SPDX-License-Identifier: Apache-2.0
/** The verticle that owns one study's machine and alone writes its store. */
@NullMarked
package dev.sextant.engine.coordinator;

import org.jspecify.annotations.NullMarked;
