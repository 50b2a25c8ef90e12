// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Frames as bytes, each made once for all clients.
 *
 * <p>Compressed, every frame is a piece of its own that refers to nothing before it and ends at a whole byte, so that
 * the same bytes go on in every client's stream, whenever that began: its head, then any pieces in any order. The end
 * of such a stream never comes, and with it the checksum that could not be shared. RFC 1951, section 3.2 and RFC 1952,
 * section 2.3.
 *
 * <p>Threads: the event loop.
 */
final class Wire {
    /** So many are kept as bytes: the newest, which most clients wait for. */
    private static final int KEPT = 16;

    /** No more frames are joined to a piece that is as long as this. */
    private static final int LONG = 64 << 10;

    /**
     * What comes after some frame.
     *
     * @param last the id of the last frame in it
     */
    record Piece(long last, Buffer bytes) {}

    /** Of no name and no time, by nobody in particular. */
    private static final byte[] GZIP_HEAD = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final boolean packed;
    private final Feed feed;
    private final Map<Long, Buffer> frames = new LinkedHashMap<>();
    private final Map<Long, Piece> pieces = new LinkedHashMap<>();
    private final Buffer ping;

    /** @param packed whether by gzip */
    Wire(Feed feed, boolean packed) {
        this.feed = feed;
        this.packed = packed;
        ping = bytes(": ping\n\n");
    }

    /** The start of a stream. A browser that loses it comes back after two seconds. */
    Buffer hello() {
        Buffer hello = Buffer.buffer();
        if (packed) hello.appendBytes(GZIP_HEAD);
        return hello.appendBuffer(bytes("retry: 2000\n\n"));
    }

    Buffer ping() {
        return ping;
    }

    /** @param id up to which everything counts as known from now on */
    Buffer reset(long id) {
        return bytes("id: " + id + "\nevent: reset\ndata: {}\n\n");
    }

    /** The frames after this one, as many as go together; null if there are none yet. */
    @Nullable
    Piece after(long cursor) {
        Piece known = pieces.get(cursor);
        if (known != null) return known;
        Buffer all = Buffer.buffer();
        long last = cursor;
        for (Feed.Frame frame = feed.next(cursor); frame != null && all.length() < LONG; frame = feed.next(last)) {
            all.appendBuffer(bytes(frame));
            last = frame.id();
        }
        if (last == cursor) return null;
        return keep(pieces, cursor, new Piece(last, all));
    }

    /** Makes bytes of the newest frame, so that not all is to be made when it is the clients' turn. */
    void prepare() {
        Feed.Frame newest = feed.next(feed.last() - 1);
        if (newest != null) bytes(newest);
    }

    private Buffer bytes(Feed.Frame frame) {
        Buffer known = frames.get(frame.id());
        if (known != null) return known;
        String text = "id: " + frame.id() + "\nevent: " + frame.event() + "\ndata: " + frame.json() + "\n\n";
        return keep(frames, frame.id(), bytes(text));
    }

    private static <T> T keep(Map<Long, T> all, long key, T value) {
        all.put(key, value);
        if (all.size() > KEPT) all.remove(all.keySet().iterator().next());
        return value;
    }

    /** Cost packed: some 10 ns a byte. */
    private Buffer bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!packed) return Buffer.buffer(bytes);
        try (Deflater deflater = new Deflater(Deflater.BEST_SPEED, true)) {
            deflater.setInput(bytes);
            byte[] piece = new byte[4_096 + bytes.length / 2];
            Buffer all = Buffer.buffer();
            int length = piece.length;
            while (length == piece.length) {
                length = deflater.deflate(piece, 0, piece.length, Deflater.FULL_FLUSH);
                all.appendBytes(piece, 0, length);
            }
            return all;
        }
    }
}
