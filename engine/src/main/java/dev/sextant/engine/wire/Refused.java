// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

/** The answer to what cannot be done, in words for the person at the other end. Asking again will not help. */
public record Refused(String message) implements Wire {}
