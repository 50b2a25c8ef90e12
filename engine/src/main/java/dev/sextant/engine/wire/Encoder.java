// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import io.vertx.core.buffer.Buffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts of messages; {@link Decoder} reads each as it was written, bit for bit.
 *
 * <pre>
 * whole    1 … 10 bytes  zigzag, then 7 bits a byte, low ones first, the high bit set in all bytes but the last
 * count    1 … 5 bytes   the same without zigzag
 * real     8 bytes       IEEE 754 as it is, NaN's bits included; big-endian, as {@code bits} are
 * flag     1 byte        0 or 1
 * text     count, bytes  twice the bytes of UTF-8; or, where a surrogate stands alone, twice those of UTF-16 and one
 * list     count, parts
 * again    1 byte, text  1 for the same text as the last one written so in the message; or 0 and the text
 * </pre>
 *
 * <p>Throws {@link UnfitMessageException} beyond the {@link WireLimits}. Threads: confined to one.
 */
final class Encoder {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = new byte[512];
    private int length;
    private int values;
    private @Nullable String last;

    /** At the end of this buffer. */
    void appendTo(Buffer buffer) {
        buffer.appendBytes(bytes, 0, length);
    }

    /** Where the next part begins. */
    int position() {
        return length;
    }

    /** Forgets what was written from there on. */
    void back(int position) {
        length = position;
    }

    private void room(long more) {
        if (length + more <= bytes.length) return;
        if (length + more > WireLimits.MESSAGE)
            throw new UnfitMessageException(
                    "it takes more than the %d bytes that a message may have".formatted(WireLimits.MESSAGE));
        bytes = Arrays.copyOf(bytes, (int) Math.max(length + more, Math.min(2L * bytes.length, WireLimits.MESSAGE)));
    }

    void octet(int octet) {
        room(1);
        bytes[length++] = (byte) octet;
    }

    void flag(boolean flag) {
        octet(flag ? 1 : 0);
    }

    void whole(long whole) {
        unsigned((whole << 1) ^ (whole >> 63));
    }

    private void unsigned(long rest) {
        room(10);
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** How many of something follow. */
    void count(int count, int most, String what) {
        if (count > most) throw new UnfitMessageException("it has %d %s, at most %d go".formatted(count, what, most));
        unsigned(count);
    }

    void bits(long bits) {
        room(8);
        LONGS.set(bytes, length, bits);
        length += 8;
    }

    void real(double real) {
        bits(Double.doubleToRawLongBits(real));
    }

    void reals(double[] reals) {
        unsigned(reals.length);
        room(8L * reals.length);
        for (double real : reals) {
            LONGS.set(bytes, length, Double.doubleToRawLongBits(real));
            length += 8;
        }
    }

    void text(String text) {
        boolean paired = paired(text);
        byte[] coded = paired ? text.getBytes(StandardCharsets.UTF_8) : utf16(text);
        if (coded.length > WireLimits.TEXT)
            throw new UnfitMessageException("it has a text of %d bytes, at most %d go: %s…"
                    .formatted(coded.length, WireLimits.TEXT, text.substring(0, 40)));
        unsigned(2L * coded.length + (paired ? 0 : 1));
        raw(coded);
    }

    /** Whether every surrogate has its other half; UTF-8 cannot write one that has not. */
    private static boolean paired(String text) {
        // Of a pair this is above 0xFFFF.
        for (int i = 0, point; i < text.length(); i += Character.charCount(point)) {
            point = text.codePointAt(i);
            if (point <= Character.MAX_SURROGATE && point >= Character.MIN_SURROGATE) return false;
        }
        return true;
    }

    /** The JDK's encoder would replace what stands alone. */
    private static byte[] utf16(String text) {
        byte[] coded = new byte[2 * text.length()];
        for (int i = 0; i < text.length(); i++) {
            coded[2 * i] = (byte) (text.charAt(i) >>> 8);
            coded[2 * i + 1] = (byte) text.charAt(i);
        }
        return coded;
    }

    /** A text that a message is likely to repeat. */
    void again(String text) {
        boolean same = text.equals(last);
        flag(same);
        if (!same) text(text);
        last = text;
    }

    void bytes(byte[] part, int most, String what) {
        count(part.length, most, what);
        raw(part);
    }

    private void raw(byte[] part) {
        room(part.length);
        System.arraycopy(part, 0, bytes, length, part.length);
        length += part.length;
    }

    void time(Duration time) {
        if (time.abs().compareTo(WireLimits.TIME) > 0)
            throw new UnfitMessageException("it has a time of %s, at most %s goes".formatted(time, WireLimits.TIME));
        whole(time.toNanos());
    }

    void perhaps(@Nullable Duration time) {
        flag(time != null);
        if (time != null) time(time);
    }

    <T> void list(Collection<T> parts, int most, String what, BiConsumer<Encoder, T> each) {
        count(parts.size(), most, what);
        for (T part : parts) each.accept(this, part);
    }

    /** One more value of a document. */
    void value() {
        if (++values > WireLimits.VALUES)
            throw new UnfitMessageException(
                    "its documents have more than %d values, which may not go".formatted(WireLimits.VALUES));
    }
}
