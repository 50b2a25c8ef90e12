// SPDX-License-Identifier: Apache-2.0
/** Checkpoints come back as they were kept, or not at all. */
@NullMarked
package dev.sextant.engine.checkpoint;

import org.jspecify.annotations.NullMarked;
