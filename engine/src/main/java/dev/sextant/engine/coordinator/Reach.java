// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.coordinator;

import dev.sextant.engine.wire.Addresses;

/**
 * Who can speak to a coordinator.
 *
 * @param everywhere whether nodes in other processes can; these may outlive the coordinator's
 */
public record Reach(Addresses addresses, boolean everywhere) {
    /** Those in its own process, which die with it. */
    public static final Reach LOCAL = new Reach(Addresses.LOCAL, false);

    /** Every machine of a cluster. */
    public static Reach cluster(Addresses addresses) {
        return new Reach(addresses, true);
    }
}
