// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.slf4j.LoggerFactory;

/**
 * Stands between a store and its server, and cuts connections at the worst moment: when a commit has reached the server
 * and is made, and its answer is on the way.
 */
final class CuttingProxy implements AutoCloseable {
    private static final String COMMIT = "COMMIT";

    private final int server;
    private final ServerSocket listening;
    private final IntPredicate cuts;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean letIn = true;
    private int commits;
    private volatile int cut;

    /** @param cuts whether the answer to the commit with this number, from 0, is lost */
    CuttingProxy(int server, IntPredicate cuts) throws IOException {
        this.server = server;
        this.cuts = cuts;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Answers that were lost so far. */
    int cut() {
        return cut;
    }

    /** Whether connections are taken from now on; those that are open are cut where not. */
    void letIn(boolean letIn) {
        this.letIn = letIn;
        if (!letIn) for (Socket socket : open) close(socket);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                if (letIn) connect(client);
                else client.close();
            } catch (IOException closed) {
                LoggerFactory.getLogger(CuttingProxy.class).debug("not accepted", closed);
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
        open.add(client);
        open.add(behind);
        boolean[] losing = {false};
        Thread.ofVirtual().start(() -> pump(client, behind, true, losing));
        Thread.ofVirtual().start(() -> pump(behind, client, false, losing));
    }

    private void pump(Socket from, Socket to, boolean asking, boolean[] losing) {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (asking && isCommit(buffer, length) && counts()) {
                    synchronized (losing) {
                        losing[0] = true;
                    }
                }
                synchronized (losing) {
                    if (!asking && losing[0]) {
                        cut++;
                        break;
                    }
                }
                out.write(buffer, 0, length);
            }
        } catch (IOException broken) {
            LoggerFactory.getLogger(CuttingProxy.class).debug("a connection ended", broken);
        } finally {
            close(from);
            close(to);
        }
    }

    /** The last words of the message, with which the driver sends a commit. */
    private static boolean isCommit(byte[] buffer, int length) {
        return new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains(COMMIT);
    }

    private synchronized boolean counts() {
        return cuts.test(commits++);
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException closed) {
            LoggerFactory.getLogger(CuttingProxy.class).debug("not closed", closed);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        letIn(false);
    }
}
