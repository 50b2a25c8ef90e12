// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

/** What was said is safe and need not be said again. */
public record Received() implements Wire {}
