// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.cluster;

import dev.sextant.engine.cluster.ClusterSettings.Discovery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/**
 * Ports for a process that nobody has to find: a worker beside another process of its cluster on one machine. It looks
 * for the others, so it may listen at the next ports that are free; whoever may lead has those of the file.
 */
final class FreePorts {
    /** So many processes of a cluster one machine has at most. */
    static final int MOST = 20;

    private FreePorts() {}

    /**
     * These settings with the first ports that are free; unchanged where none are, so that others say what is wrong.
     */
    static ClusterSettings of(ClusterSettings settings) {
        // Pods have addresses of their own, and are found at one port.
        if (!(settings.discovery() instanceof Discovery.Members members)) return settings;
        InetAddress address;
        try {
            address = InetAddress.getByName(settings.bind());
        } catch (UnknownHostException unknown) {
            return settings;
        }
        // On a machine by itself the first are left to a coordinator that may come later.
        for (int next = address.isLoopbackAddress() ? 1 : 0; next < MOST; next++)
            if (isFree(address, settings.memberPort() + next) && isFree(address, settings.busPort() + next))
                return next == 0 ? settings : beside(settings, members, next);
        return settings;
    }

    /** The others are where they were. */
    private static ClusterSettings beside(ClusterSettings settings, Discovery.Members members, int next) {
        return new ClusterSettings(
                settings.name(),
                new Discovery.Members(members.hosts().stream()
                        .map(host -> HazelcastSettings.address(host, settings.memberPort()))
                        .toList()),
                settings.bind(),
                settings.memberPort() + next,
                settings.busPort() + next,
                settings.tls(),
                settings.trustedNetwork());
    }

    private static boolean isFree(InetAddress address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException | IllegalArgumentException taken) {
            return false;
        }
    }
}
