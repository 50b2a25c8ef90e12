// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import dev.sextant.engine.study.Verdict;

/** What was said is safe, or changes nothing, and need not be said again. */
public record Received(Verdict verdict) implements Wire {}
