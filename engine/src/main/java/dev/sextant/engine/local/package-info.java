// SPDX-License-Identifier: Apache-2.0
/** A whole study in this process: the coordinator, the node agent and the trainers, started and stopped together. */
@NullMarked
package dev.sextant.engine.local;

import org.jspecify.annotations.NullMarked;
