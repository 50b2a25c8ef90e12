// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

/**
 * A node has room for more. Answered with {@link Work} when there is some, or after {@link Wire#POLL_MILLIS} without.
 *
 * @param credits how many tasks it can take beside those it has asked for before
 */
public record Pull(String worker, int credits) implements Wire {}
