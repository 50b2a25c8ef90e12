// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cluster;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that begin with the same bits, as in {@code 10.0.0.0/24}.
 *
 * @param first any of them; bits after the prefix do not count
 * @param prefix how many bits they share
 */
record Network(InetAddress first, int prefix) {
    /** The network that is written there; null where none is. */
    static @Nullable Network of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) return null;
        InetAddress first = Member.address(text.substring(0, slash));
        int prefix = Integer.parseInt(text.substring(slash + 1));
        return first == null || prefix > 8 * first.getAddress().length ? null : new Network(first, prefix);
    }

    boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) return false;
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit & 7);
            if ((mine[bit >> 3] & mask) != (other[bit >> 3] & mask)) return false;
        }
        return true;
    }

    @Override
    public String toString() {
        return first.getHostAddress() + "/" + prefix;
    }
}
