// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cluster;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a machine knows of its own addresses and of others. */
interface Machine {
    /** Of its interfaces that are up, as the system lists them. */
    List<InetAddress> addresses();

    /** Of a host; empty where its name is not known. May ask a name server. */
    List<InetAddress> resolve(String host);

    /** The address of its own from which it would send to another; null where no way leads there. Nothing is sent. */
    @Nullable
    InetAddress towards(InetAddress other);

    /** Why nothing can listen there; null where it can. */
    @Nullable
    String taken(InetAddress address, int port);

    /** Whether somebody listens there. */
    boolean answers(InetAddress address, int port, Duration timeout);

    /** The machine of this process. */
    static Machine here() {
        return new Machine() {
            @Override
            public List<InetAddress> addresses() {
                List<InetAddress> addresses = new ArrayList<>();
                try {
                    for (NetworkInterface network :
                            NetworkInterface.networkInterfaces().toList())
                        if (network.isUp()) network.inetAddresses().forEach(addresses::add);
                } catch (SocketException e) {
                    // A machine that does not tell its addresses has none.
                    return List.of();
                }
                return addresses;
            }

            @Override
            public List<InetAddress> resolve(String host) {
                try {
                    return List.of(InetAddress.getAllByName(host));
                } catch (UnknownHostException unknown) {
                    return List.of();
                }
            }

            @Override
            public @Nullable InetAddress towards(InetAddress other) {
                try (DatagramSocket socket = new DatagramSocket()) {
                    // A datagram socket that is connected only looks its way up.
                    socket.connect(new InetSocketAddress(other, 9));
                    InetAddress local = socket.getLocalAddress();
                    return local == null || local.isAnyLocalAddress() ? null : local;
                } catch (IOException | RuntimeException noWay) {
                    return null;
                }
            }

            @Override
            public @Nullable String taken(InetAddress address, int port) {
                try (ServerSocket socket = new ServerSocket()) {
                    socket.setReuseAddress(true);
                    socket.bind(new InetSocketAddress(address, port));
                    return null;
                } catch (IOException e) {
                    return e.getMessage() == null ? e.toString() : e.getMessage();
                }
            }

            @Override
            public boolean answers(InetAddress address, int port, Duration timeout) {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(address, port), Math.toIntExact(timeout.toMillis()));
                    return true;
                } catch (IOException nobody) {
                    return false;
                }
            }
        };
    }
}
