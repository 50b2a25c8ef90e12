// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The messages of one type: by reference within a process, and as bytes between processes.
 *
 * <pre>
 * 1 byte   {@link #FORMAT}, or {@link #UNWRITABLE}
 * …        the message's components in order, see {@link Encoder}; or a text that says why it could not be written
 * </pre>
 *
 * <p>Neither way throws: an exception would meet somebody who did nothing wrong, see {@link Unreadable}.
 *
 * @param name names the type among all nodes, whatever its class is called
 */
record WireCodec<T extends Wire>(Class<T> type, String name, BiConsumer<Encoder, T> writer, Function<Decoder, T> reader)
        implements MessageCodec<T, Wire> {
    /** How messages are laid out. Rises with every change to any of them. */
    static final int FORMAT = 1;

    /** Stands where the format does. */
    static final int UNWRITABLE = 0;

    @Override
    public Wire transform(T message) {
        return message;
    }

    @Override
    public void encodeToWire(Buffer buffer, T message) {
        Encoder out = new Encoder();
        try {
            out.octet(FORMAT);
            writer.accept(out, message);
        } catch (UnfitMessageException unfit) {
            out = new Encoder();
            out.octet(UNWRITABLE);
            out.text(unfit.words());
        }
        out.appendTo(buffer);
    }

    @Override
    public Wire decodeFromWire(int position, Buffer buffer) {
        try {
            return read(position, buffer);
        } catch (UnfitMessageException | IllegalArgumentException unfit) {
            // The second is that of a record which refuses its components.
            return new Unreadable("a message of type %s cannot be read: %s".formatted(name, unfit.getMessage()));
        }
    }

    private Wire read(int position, Buffer buffer) {
        int size = buffer.length() - position;
        // The position is computed from lengths that came with the message.
        if (position < 0 || size < 1) throw new UnfitMessageException("nothing stands where it should begin");
        if (size > WireLimits.MESSAGE)
            throw new UnfitMessageException(
                    "it has %d bytes, and at most %d are read".formatted(size, WireLimits.MESSAGE));
        Decoder in = new Decoder(buffer.getBytes(position, buffer.length()));
        int format = in.octet();
        if (format == UNWRITABLE) throw new UnfitMessageException("its sender could not write it: " + in.text());
        if (format != FORMAT)
            throw new UnfitMessageException(
                    "it is in format %d, and this Sextant reads format %d. Run one version of Sextant on all machines."
                            .formatted(format, FORMAT));
        T message = reader.apply(in);
        in.end();
        return message;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
