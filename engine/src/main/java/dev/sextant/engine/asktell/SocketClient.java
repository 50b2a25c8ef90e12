// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One client of a {@link SocketServer}: its lines, its conversation, and the answers that it has not taken yet. Nothing
 * here waits. A client that takes no answers is heard no further, so that what is held for it stays small.
 *
 * <p>Threads: confined to the server's.
 */
final class SocketClient {
    /** With so many bytes of answers it is not heard before it has taken some. */
    private static final int UNTAKEN = 1 << 18;

    /** So many bytes that were read and not heard are enough. */
    private static final int UNHEARD = Conversation.LONGEST_LINE;

    /** Lines that are heard in a turn, after which it is the others'. */
    private static final int TURN = 64;

    private final int number;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Conversation conversation;
    private final Lines lines = new Lines(Conversation.LONGEST_LINE);
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
    private ByteBuffer leaving = ByteBuffer.allocate(0);
    private long taken; // when it last took something, or owed nothing, in nanoseconds
    private boolean ended; // it says no more
    private boolean left; // it said so
    private boolean gone; // it hears no more

    SocketClient(int number, SocketChannel channel, SelectionKey key, Conversation conversation, long now) {
        this.number = number;
        this.channel = channel;
        this.key = key;
        this.conversation = conversation;
        this.taken = now;
    }

    int number() {
        return number;
    }

    /** Takes in what there is. */
    void read(ByteBuffer buffer) {
        if (ended || !key.isValid() || !key.isReadable()) return;
        try {
            buffer.clear();
            int read = channel.read(buffer);
            if (read < 0) end();
            byte[] piece = new byte[buffer.flip().remaining()];
            buffer.get(piece);
            lines.add(piece, 0, piece.length);
        } catch (IOException reset) {
            end();
            gone = true;
        }
    }

    private void end() {
        ended = true;
        lines.end();
    }

    /** Whether there is something to hear, and room for the answer. */
    boolean speaks() {
        return !left && (untaken() < UNTAKEN || gone) && (conversation.owes() || lines.ready());
    }

    /** Hears a turn's lines; whether there was one. */
    boolean hear() {
        int heard = 0;
        for (; heard < TURN && speaks(); heard++) {
            if (conversation.owes()) {
                conversation.goOn(this::answer);
                continue;
            }
            Line line = lines.poll();
            if (line != null) left = !conversation.hear(line, this::answer);
        }
        return heard > 0;
    }

    private void answer(String line) {
        if (gone) return;
        answers.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        answers.write('\n');
    }

    private int untaken() {
        return leaving.remaining() + answers.size();
    }

    /** Sends what it takes. */
    void write(long now) {
        if (untaken() == 0) taken = now;
        try {
            while (!gone && untaken() > 0) {
                if (!leaving.hasRemaining()) {
                    leaving = ByteBuffer.wrap(answers.toByteArray());
                    answers.reset();
                }
                if (channel.write(leaving) == 0) break;
                taken = now;
            }
        } catch (IOException away) {
            gone = true;
        }
        if (gone) {
            leaving = ByteBuffer.allocate(0);
            answers.reset();
        }
    }

    /** Says what it waits for. */
    void await() {
        if (!key.isValid()) return;
        boolean reads = !ended && !left && lines.bytes() < UNHEARD && untaken() < UNTAKEN;
        key.interestOps((reads ? SelectionKey.OP_READ : 0) | (untaken() > 0 ? SelectionKey.OP_WRITE : 0));
    }

    /** Whether answers wait for it. */
    boolean owed() {
        return untaken() > 0;
    }

    /** Whether it has taken nothing for so long, though something waits for it. */
    boolean stalled(long now, long nanos) {
        return untaken() > 0 && now - taken > nanos;
    }

    /** Whether it was heard to its end, and has every answer. */
    boolean over() {
        return untaken() == 0 && (left || (ended && !speaks()));
    }

    void close() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException closedAlready) {
            // Nothing more is wanted of it.
        }
    }
}
