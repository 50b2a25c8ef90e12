// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What processes of a cluster are called: by their host and number, which people find on the machines themselves. */
final class ClusterNames {
    private static final int LONGEST_HOST = 63;

    private ClusterNames() {}

    static String ofProcess() {
        return host() + "-" + ProcessHandle.current().pid();
    }

    private static String host() {
        String name;
        try {
            name = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            // A machine may not know itself by name.
            name = System.getenv().getOrDefault("HOSTNAME", "host");
        }
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "-");
        return plain.length() <= LONGEST_HOST ? plain : plain.substring(0, LONGEST_HOST);
    }
}
