// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an {@link Encoder} wrote, and takes it for hostile: a number of parts is held against the
 * {@link WireLimits} and against the bytes that are left before anything is made for it.
 *
 * <p>Throws {@link UnfitMessageException} alone. Threads: confined to one.
 */
final class Decoder {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private int at;
    private int values;
    private @Nullable String last;

    Decoder(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Nothing may follow. */
    void end() {
        if (at != bytes.length) throw unfit("%d bytes follow its end".formatted(bytes.length - at));
    }

    UnfitMessageException unfit(String words) {
        return new UnfitMessageException("at byte %d %s".formatted(at, words));
    }

    private void need(long more, String what) {
        if (more > bytes.length - at)
            throw unfit("%s takes %d bytes, and %d are left".formatted(what, more, bytes.length - at));
    }

    int octet() {
        need(1, "a byte");
        return bytes[at++] & 0xFF;
    }

    boolean flag() {
        int octet = octet();
        if (octet > 1) throw unfit("a flag is %d instead of 0 or 1".formatted(octet));
        return octet == 1;
    }

    long whole() {
        long zigzag = unsigned();
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    private long unsigned() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int octet = octet();
            if (shift == 63 && octet > 1) break;
            value |= (octet & 0x7FL) << shift;
            if (octet < 0x80) return value;
        }
        throw unfit("a whole number has more than 64 bits");
    }

    /** A whole number within an int. */
    int number() {
        long whole = whole();
        if (whole != (int) whole) throw unfit("the number %d has more than 32 bits".formatted(whole));
        return (int) whole;
    }

    /**
     * How many of something follow.
     *
     * @param each how many bytes one of them takes at least
     */
    int count(int most, int each, String what) {
        long count = unsigned();
        if (count < 0 || count > most)
            throw unfit("%s %s are announced, at most %d are read".formatted(Long.toUnsignedString(count), what, most));
        need(count * each, count + " " + what);
        return (int) count;
    }

    long bits() {
        need(8, "a number");
        long bits = (long) LONGS.get(bytes, at);
        at += 8;
        return bits;
    }

    double real() {
        return Double.longBitsToDouble(bits());
    }

    double[] reals() {
        double[] reals = new double[count(WireLimits.MESSAGE / 8, 8, "values")];
        for (int i = 0; i < reals.length; i++) reals[i] = Double.longBitsToDouble((long) LONGS.get(bytes, at + 8 * i));
        at += 8 * reals.length;
        return reals;
    }

    String text() {
        int tagged = count(2 * WireLimits.TEXT + 1, 0, "half bytes of a text");
        int size = tagged >>> 1;
        need(size, "a text");
        boolean wide = (tagged & 1) == 1;
        if (wide && size % 2 == 1) throw unfit("a text has %d bytes of UTF-16, an odd number".formatted(size));
        String text = wide ? utf16(size) : new String(bytes, at, size, StandardCharsets.UTF_8);
        at += size;
        return text;
    }

    private String utf16(int size) {
        char[] text = new char[size / 2];
        for (int i = 0; i < text.length; i++)
            text[i] = (char) ((bytes[at + 2 * i] << 8) | (bytes[at + 2 * i + 1] & 0xFF));
        return new String(text);
    }

    String again() {
        String text = last;
        if (!flag()) text = text();
        else if (text == null) throw unfit("a text is repeated that did not come before");
        last = text;
        return text;
    }

    byte[] bytes(int most, String what) {
        int size = count(most, 1, what);
        byte[] part = Arrays.copyOfRange(bytes, at, at + size);
        at += size;
        return part;
    }

    Duration time() {
        return Duration.ofNanos(whole());
    }

    @Nullable
    Duration perhaps() {
        return flag() ? time() : null;
    }

    /** @param each how many bytes one of them takes at least */
    <T> List<T> list(int most, int each, String what, Function<Decoder, T> part) {
        int count = count(most, each, what);
        List<T> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) parts.add(part.apply(this));
        return parts;
    }

    /** One more value of a document. */
    void value() {
        if (++values > WireLimits.VALUES)
            throw unfit("documents have more than %d values, which are not read".formatted(WireLimits.VALUES));
    }
}
