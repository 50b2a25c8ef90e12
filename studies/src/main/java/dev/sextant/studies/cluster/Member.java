// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cluster;

import dev.sextant.engine.spi.Schema;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * A machine as cluster files and command lines name it: {@code node-1}, {@code 10.0.0.5:5701}, {@code [fd00::5]:5701}.
 *
 * @param host a name or an address, without brackets
 * @param port of its membership; 0 for the usual one
 */
public record Member(String host, int port) {
    /** An IPv6 address has brackets where a port follows, and may have them where none does. */
    static final Schema.Form FORM = new Schema.Form(
            "(?:[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9_])?(?::[0-9]{1,5})?"
                    + "|\\[[0-9A-Fa-f:.]{2,45}\\](?::[0-9]{1,5})?"
                    + "|[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]*:[0-9A-Fa-f.:]*)",
            "a host name or an address, with a port where it is not the usual one, as in node-1 or 10.0.0.5:5701");

    private static final int MOST = 65_535;

    /** The member that is named; null where it is none. */
    public static @Nullable Member of(String text) {
        if (!FORM.fits(text)) return null;
        boolean brackets = text.startsWith("[");
        int colon = text.lastIndexOf(':');
        boolean hasPort = brackets ? text.charAt(colon - 1) == ']' : colon >= 0 && colon == text.indexOf(':');
        String host = hasPort ? text.substring(0, colon) : text;
        if (brackets) host = host.substring(1, host.length() - 1);
        int port = hasPort ? Integer.parseInt(text.substring(colon + 1)) : 0;
        if (hasPort && (port < 1 || port > MOST)) return null;
        if (looksLikeAddress(host) && address(host) == null) return null;
        return new Member(host, port);
    }

    /** Whether the host is an address rather than a name. */
    public boolean isAddress() {
        return looksLikeAddress(host);
    }

    private static boolean looksLikeAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }

    /** The address that is written there; null where none is. Nobody is asked. */
    static @Nullable InetAddress address(String text) {
        if (!looksLikeAddress(text)) return null;
        // Java takes 10.1 for an address, and 167772165; people who write that have forgotten a dot.
        if (text.indexOf(':') < 0 && !text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) return null;
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException notAnAddress) {
            return null;
        }
    }

    @Override
    public String toString() {
        String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == 0 ? shown : shown + ":" + port;
    }
}
