// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import io.vertx.core.buffer.Buffer;

/** Messages as the bytes of a bus, and back. */
final class Bytes {
    /** What stands before a message in a bus's frame. */
    private static final int BEFORE = 7;

    private Bytes() {}

    /** Alone, as it stands in a frame. */
    static <T extends Wire> byte[] of(T message) {
        Buffer buffer = Buffer.buffer();
        codec(message).encodeToWire(buffer, message);
        return buffer.getBytes();
    }

    /** As a message of this one's type. */
    static Wire read(Wire like, byte[] bytes) {
        return codec(like)
                .decodeFromWire(BEFORE, Buffer.buffer(new byte[BEFORE]).appendBytes(bytes));
    }

    @SuppressWarnings("unchecked") // the class is that of the codec
    static <T extends Wire> WireCodec<T> codec(T message) {
        return (WireCodec<T>) WireCodecs.ALL.stream()
                .filter(codec -> codec.type() == message.getClass())
                .findFirst()
                .orElseThrow();
    }
}
