// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import dev.sextant.engine.study.Attempt;

/** Something about an attempt that a person should know: not answered, and nothing changes where it is lost. */
public record Notice(Attempt attempt, String message) implements Wire {}
