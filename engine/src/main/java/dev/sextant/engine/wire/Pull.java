// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

/**
 * A node has room for more. Answered with {@link Work} when there is some, or after {@link Wire#POLL_MILLIS} without.
 *
 * @param incarnation names the node's process among all that ever had its name; rises, as the time at which it began
 * @param credits how many tasks it can take beside those it has asked for before; 0 from a node that leaves, and has
 *     none any more
 * @param idle how many of them it would begin at once; the others would wait there for a free slot
 */
public record Pull(String worker, long incarnation, int credits, int idle) implements Wire {}
