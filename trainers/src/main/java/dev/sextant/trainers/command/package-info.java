// SPDX-License-Identifier: Apache-2.0
/** Trials that are programs in any language, started by the engine. */
@NullMarked
package dev.sextant.trainers.command;

import org.jspecify.annotations.NullMarked;
