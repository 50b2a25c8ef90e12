// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Passes an immutable message by reference inside one process, and refuses to let it out. */
final class LocalCodec<T> implements MessageCodec<T, T> {
    private final Class<T> type;

    LocalCodec(Class<T> type) {
        this.type = type;
    }

    @Override
    public T transform(T message) {
        return message;
    }

    @Override
    public void encodeToWire(Buffer buffer, T message) {
        throw leaves();
    }

    @Override
    public T decodeFromWire(int position, Buffer buffer) {
        throw leaves();
    }

    private IllegalStateException leaves() {
        return new IllegalStateException("%s is a message within one process".formatted(type.getSimpleName()));
    }

    @Override
    public String name() {
        return type.getName();
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
