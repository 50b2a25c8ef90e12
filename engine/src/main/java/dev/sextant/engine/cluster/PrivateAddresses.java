// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.cluster;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Which addresses are reached from a private network alone: loopback, link-local, those of RFC 1918 and the unique
 * local ones of RFC 4193. Those that an Internet provider shares among strangers (RFC 6598, 100.64.0.0/10) are not,
 * though some private networks use them.
 */
public final class PrivateAddresses {
    private static final int UNIQUE_LOCAL_MASK = 0xfe;
    private static final int UNIQUE_LOCAL = 0xfc;

    private PrivateAddresses() {}

    public static boolean isPrivate(InetAddress address) {
        if (address.isLoopbackAddress() || address.isLinkLocalAddress()) return true;
        if (address instanceof Inet4Address) return address.isSiteLocalAddress();
        return (address.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
    }
}
