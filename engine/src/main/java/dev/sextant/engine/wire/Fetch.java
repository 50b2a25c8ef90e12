// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

/**
 * Asks for a part of some content. Answered with {@link Chunk}, or {@link Refused} where there is no such content, or
 * not any more.
 *
 * @param name its SHA-256 in hexadecimal, or {@code checkpoint/} and the number of a trial
 * @param offset where the part begins, in bytes
 */
public record Fetch(String name, long offset) implements Wire {}
