// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.state;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Writes the state of a training: numbers one after the other as they stand in memory, little-endian, after the names
 * of those that they are of. Floating-point numbers are kept bit for bit.
 *
 * <pre>
 *   int 0x53545853 ("SXTS") | int version | … | int CRC-32C of all before it
 *   name:   int length | UTF-8          floats: int count | the floats
 * </pre>
 *
 * <p>Cost: one copy of every array. Threads: confined to one.
 */
public final class StateWriter {
    static final int MAGIC = 0x53545853;

    /** Rises with every change of what anything writes: what an older version kept is then begun anew. */
    static final int VERSION = 1;

    private byte[] array;
    private ByteBuffer bytes; // of the array

    /** @param room bytes that are likely needed; more are taken where they are */
    public StateWriter(int room) {
        array = new byte[Math.max(room, 64)];
        bytes = buffer(array);
        bytes.putInt(MAGIC).putInt(VERSION);
    }

    private static ByteBuffer buffer(byte[] array) {
        return ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer with(long more) {
        if (bytes.remaining() < more) {
            long least = Math.addExact(bytes.position(), more);
            int room = Math.toIntExact(Math.max(least, Math.min(Integer.MAX_VALUE - 8L, 2L * bytes.capacity())));
            array = Arrays.copyOf(array, room);
            bytes = buffer(array).position(bytes.position());
        }
        return bytes;
    }

    /** Names whose state comes next. */
    public StateWriter of(String name) {
        return put(name.getBytes(StandardCharsets.UTF_8));
    }

    public StateWriter put(byte[] values) {
        with((long) Integer.BYTES + values.length).putInt(values.length).put(values);
        return this;
    }

    public StateWriter put(boolean value) {
        with(1).put((byte) (value ? 1 : 0));
        return this;
    }

    public StateWriter put(int value) {
        with(Integer.BYTES).putInt(value);
        return this;
    }

    public StateWriter put(long value) {
        with(Long.BYTES).putLong(value);
        return this;
    }

    public StateWriter put(double value) {
        with(Double.BYTES).putLong(Double.doubleToRawLongBits(value));
        return this;
    }

    public StateWriter put(float[] values) {
        int room = Math.multiplyExact(values.length, Float.BYTES);
        ByteBuffer to = with((long) Integer.BYTES + room).putInt(values.length);
        to.asFloatBuffer().put(values);
        to.position(to.position() + room);
        return this;
    }

    public StateWriter put(Stateful part) {
        part.write(this);
        return this;
    }

    /** Everything so far, with its check sum. */
    public byte[] toByteArray() {
        CRC32C crc = new CRC32C();
        int length = bytes.position();
        crc.update(array, 0, length);
        byte[] all = Arrays.copyOf(array, Math.addExact(length, Integer.BYTES));
        buffer(all).putInt(length, (int) crc.getValue());
        return all;
    }
}
