// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The address that a machine of a cluster listens at. The membership is not encrypted and takes everybody in who can
 * reach it, so the address has to be one of a private network, unless a person vouches for the network.
 */
final class BindAddress {
    private BindAddress() {}

    /**
     * Checks the address and that both ports are free there.
     *
     * @return the address in digits
     * @throws ClusterException in words for whoever named it
     */
    static String check(ClusterSettings settings) throws ClusterException {
        InetAddress address = resolve(settings.bind());
        if (address.isAnyLocalAddress())
            throw new ClusterException(
                    settings.bind() + " stands for every network of this machine; a cluster listens at one",
                    "Name the address of the private network: " + offers());
        if (!settings.trustedNetwork() && !PrivateAddresses.isPrivate(address))
            throw new ClusterException(
                    settings.bind() + " is no address of a private network, and whoever can reach its port "
                            + settings.memberPort() + " can join the cluster",
                    "Bind to a private network, such as a VPN's, or say that nobody else reaches this one:"
                            + " --i-trust-this-network");
        if (!isLocal(address))
            throw new ClusterException(
                    settings.bind() + " is no address of this machine",
                    "Name one with --bind. This machine has " + offers());
        if (settings.memberPort() == settings.busPort())
            throw new ClusterException(
                    "the membership and the event bus cannot both listen at port " + settings.busPort(),
                    "Give them two ports.");
        free(address, settings.memberPort(), "the membership");
        free(address, settings.busPort(), "the event bus");
        return address.getHostAddress();
    }

    private static InetAddress resolve(String bind) throws ClusterException {
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException unknown) {
            throw new ClusterException(
                    "\"" + bind + "\" is neither an address nor a name that this machine can look up",
                    "Name an address of this machine with --bind: " + offers());
        }
    }

    private static boolean isLocal(InetAddress address) throws ClusterException {
        try {
            // All of 127.0.0.0/8 is here, though one of its addresses alone is listed.
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unreadable) {
            throw new ClusterException("the addresses of this machine cannot be read: " + unreadable.getMessage(), "");
        }
    }

    /** The private addresses of this machine, so that a person can choose. */
    private static String offers() {
        List<String> found = new ArrayList<>();
        try {
            for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces()))
                if (each.isUp())
                    for (InetAddress address : Collections.list(each.getInetAddresses()))
                        if (PrivateAddresses.isPrivate(address) && !address.isLinkLocalAddress())
                            found.add(address.getHostAddress() + " (" + each.getName() + ")");
        } catch (SocketException unreadable) {
            return "none that could be found";
        }
        return found.isEmpty() ? "none that is private" : String.join(", ", found);
    }

    private static void free(InetAddress address, int port, String whose) throws ClusterException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
        } catch (IOException taken) {
            throw new ClusterException(
                    "%s cannot listen at %s port %d: %s"
                            .formatted(whose, address.getHostAddress(), port, taken.getMessage()),
                    "Another process has it, maybe another of this cluster. End that one, or give this machine other"
                            + " ports in the cluster's file.");
        }
    }
}
