// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A process of browsers: some listen, some have stopped reading, one asks again and again for a trial, and measures how
 * long that takes. Says "ready" when all are connected, and what it has seen when its input ends.
 *
 * <pre>Listeners PORT TOKEN LISTENING STALLED</pre>
 */
final class Listeners {
    private static final int ASK_EVERY_MILLIS = 20;

    private final int port;
    private final String head;
    private final List<Double> millis = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean over;
    private long bytes;

    private Listeners(int port, String token) {
        this.port = port;
        head = " HTTP/1.1\r\nHost: localhost:" + port + "\r\nAuthorization: Bearer " + token + "\r\n\r\n";
    }

    public static void main(String[] arguments) throws Exception {
        new Listeners(Integer.parseInt(arguments[0]), arguments[1])
                .run(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
    }

    private SocketChannel listen(boolean stalled) throws IOException {
        SocketChannel channel = SocketChannel.open();
        if (stalled) channel.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.write(
                ByteBuffer.wrap(("GET /api/runs/a/events" + head.replaceFirst("\r\n", "\r\nAccept-Encoding: gzip\r\n"))
                        .getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        return channel;
    }

    private void run(int listening, int stalled) throws Exception {
        Selector selector = Selector.open();
        for (int i = 0; i < listening; i++) listen(false).register(selector, SelectionKey.OP_READ);
        List<SocketChannel> silent = new ArrayList<>();
        for (int i = 0; i < stalled; i++) silent.add(listen(true));
        System.out.println("ready");
        Thread asking = Thread.ofPlatform().start(this::ask);
        Thread ending = Thread.ofPlatform().start(() -> {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
                while (in.readLine() != null) {
                    // until it ends
                }
            } catch (IOException ended) {
                // as well
            }
            over = true;
            selector.wakeup();
        });
        ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);
        int lost = 0;
        while (!over) {
            selector.select();
            var keys = selector.selectedKeys();
            for (SelectionKey key : keys) {
                int n = ((SocketChannel) key.channel()).read(buffer.clear());
                if (n < 0) {
                    key.cancel();
                    lost++;
                } else bytes += n;
            }
            keys.clear();
        }
        ending.join();
        asking.join();
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%d listeners took %.1f MB, %d of them were lost; %d trials asked for: median %.1f ms, p99 %.1f ms, most"
                        + " %.1f ms%n",
                listening,
                bytes / 1e6,
                lost,
                sorted.size(),
                sorted.get(sorted.size() / 2),
                sorted.get((int) (sorted.size() * 0.99)),
                sorted.getLast());
        for (SocketChannel channel : silent) channel.close();
        System.exit(0);
    }

    private void ask() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            byte[] request = ("GET /api/runs/a/trials/3" + head).getBytes(StandardCharsets.US_ASCII);
            while (!over) {
                long begun = System.nanoTime();
                socket.getOutputStream().write(request);
                if (OpenDashboard.read(socket.getInputStream(), false).status() != 200)
                    throw new IllegalStateException("no trial");
                millis.add((System.nanoTime() - begun) / 1e6);
                Thread.sleep(ASK_EVERY_MILLIS);
            }
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
