// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

/**
 * A line that was said.
 *
 * @param bytes without its line feed
 * @param cut whether it was longer than allowed, so that a part of it is missing
 */
@SuppressWarnings("ArrayRecordComponent") // read once, by whoever was given it
public record Line(byte[] bytes, boolean cut) {}
