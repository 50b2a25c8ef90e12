// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

/**
 * What came cannot be read, or its sender could not write it. Takes the place of the message, because an exception
 * would be the receiver's own: Vert.x reads a message where it is first asked for, and a request whose answer throws
 * there is never answered, not even by its time-out. Never sent.
 *
 * @param message what was found, the rule, the way out
 */
public record Unreadable(String message) implements Wire {}
