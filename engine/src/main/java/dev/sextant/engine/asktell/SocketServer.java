// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import dev.sextant.engine.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lets several clients speak with one study, each in a {@link Conversation} of its own. One thread reads, hears, makes
 * durable and answers in turns: what comes from all clients while a turn's sync is made is the next turn's, so that
 * they share syncs and none waits for another's.
 *
 * <p>Whatever a client does ends its own conversation at most. Trials that it asked for stay open: others see them by
 * {@code pending}, and may report and tell them.
 *
 * <p>Threads: confined to that of the study, but for {@link #stop}.
 */
public final class SocketServer implements AutoCloseable {
    /** Clients at a time. */
    public static final int MOST_CLIENTS = 64;

    /** A client that takes none of its answers for so long is cut off. */
    static final long PATIENCE_SECONDS = 30;

    private static final int READ_BYTES = 1 << 16;

    /** How often it is looked whether a client has stalled. */
    private static final long LOOK_MILLIS = 500;

    private final AskTell study;
    private final Supplier<Conversation> conversations;
    private final ServerSocketChannel listening;
    private final LongSupplier nanos;
    private final long patience;
    private final Consumer<String> words;
    private final Selector selector;
    private final List<SocketClient> clients = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
    private int came;
    private volatile boolean stopped;

    /**
     * @param conversations makes one for each client
     * @param listening bound; stays open
     * @param nanos the time, in nanoseconds from anywhere
     * @param words takes what people should know of a client
     */
    public SocketServer(
            AskTell study,
            Supplier<Conversation> conversations,
            ServerSocketChannel listening,
            LongSupplier nanos,
            Consumer<String> words)
            throws IOException {
        this(study, conversations, listening, nanos, TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS), words);
    }

    SocketServer(
            AskTell study,
            Supplier<Conversation> conversations,
            ServerSocketChannel listening,
            LongSupplier nanos,
            long patience,
            Consumer<String> words)
            throws IOException {
        this.study = study;
        this.conversations = conversations;
        this.listening = listening;
        this.nanos = nanos;
        this.patience = patience;
        this.words = words;
        this.selector = Selector.open();
        listening.configureBlocking(false);
        listening.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** Serves until the study is complete and every client has left, or it is {@link #stop stopped}. */
    public void serve() throws IOException, StoreException {
        while (!stopped && !(study.complete() && clients.isEmpty())) turn();
    }

    private void turn() throws IOException, StoreException {
        await();
        for (SocketClient client : clients) client.read(buffer);
        accept();
        boolean heard = false;
        for (SocketClient client : clients) heard |= client.hear();
        if (heard) study.sync();
        long now = nanos.getAsLong();
        for (Iterator<SocketClient> each = clients.iterator(); each.hasNext(); ) {
            SocketClient client = each.next();
            client.write(now);
            boolean stalled = client.stalled(now, patience);
            if (stalled)
                words.accept("client %d has read none of its answers for %d s and is cut off"
                        .formatted(client.number(), TimeUnit.NANOSECONDS.toSeconds(patience)));
            if (!stalled && !client.over()) continue;
            client.close();
            each.remove();
        }
    }

    private void await() throws IOException {
        boolean speaks = false;
        boolean owed = false;
        for (SocketClient client : clients) {
            client.await();
            speaks |= client.speaks();
            owed |= client.owed();
        }
        if (speaks) selector.selectNow();
        else selector.select(owed ? LOOK_MILLIS : 0);
        selector.selectedKeys().clear();
    }

    private void accept() throws IOException {
        for (SocketChannel channel = listening.accept(); channel != null; channel = listening.accept()) {
            came++;
            if (clients.size() >= MOST_CLIENTS) {
                refuse(channel);
                continue;
            }
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            clients.add(new SocketClient(came, channel, key, conversations.get(), nanos.getAsLong()));
        }
    }

    /** Into the buffer of a new connection a line always fits. */
    private void refuse(SocketChannel channel) {
        String answer =
                Conversation.error("%d clients speak with this study, and no more can: come again when one has left"
                        .formatted(MOST_CLIENTS));
        try (channel) {
            channel.write(ByteBuffer.wrap((answer + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException away) {
            // It went before it was refused.
        }
    }

    /** Ends {@link #serve} after the turn at hand; what was heard is durable and answered. From any thread. */
    public void stop() {
        stopped = true;
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        for (SocketClient client : clients) client.close();
        clients.clear();
        selector.close();
    }
}
