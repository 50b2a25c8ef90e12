// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets other machines reach what listens on the loopback interface of this one. */
final class Relay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private final ServerSocket listening = new ServerSocket();
    private final int server;

    /**
     * @param address where it listens, at any free port
     * @param server the port to which it leads
     */
    Relay(String address, int server) throws IOException {
        this.server = server;
        listening.bind(new InetSocketAddress(address, 0));
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException closed) {
                LOG.debug("not accepted", closed);
            }
        }
    }

    private void connect(Socket client) {
        try {
            Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
            Thread.ofVirtual().start(() -> pump(behind, client));
            pump(client, behind);
        } catch (IOException nobody) {
            close(client);
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException broken) {
            LOG.debug("a connection ended", broken);
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            LOG.debug("closed already", closed);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
