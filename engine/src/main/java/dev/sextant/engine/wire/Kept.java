// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

/** The answer to a {@link Keep}. */
public record Kept() implements Wire {}
