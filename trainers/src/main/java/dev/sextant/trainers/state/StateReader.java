// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.state;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Reads what a {@link StateWriter} wrote, in the same order. Nothing is taken on trust: lengths are held against what
 * is there and what is wanted before anything is made. Threads: confined to one.
 */
public final class StateReader {
    private static final int LONGEST_NAME = 256;

    private final ByteBuffer bytes;

    /** @throws StateFormatException where it is no state, or of another version, or damaged */
    public StateReader(byte[] state) throws StateFormatException {
        bytes = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
        if (state.length < 3 * Integer.BYTES || bytes.getInt() != StateWriter.MAGIC)
            throw new StateFormatException("it is not the state of a training");
        int version = bytes.getInt();
        if (version != StateWriter.VERSION)
            throw new StateFormatException(
                    "it is of version %d of the format, this is version %d".formatted(version, StateWriter.VERSION));
        int end = state.length - Integer.BYTES;
        CRC32C crc = new CRC32C();
        crc.update(state, 0, end);
        if (bytes.getInt(end) != (int) crc.getValue())
            throw new StateFormatException("it is damaged: its check sum is not that of its %d bytes".formatted(end));
        bytes.limit(end);
    }

    private ByteBuffer has(long more) throws StateFormatException {
        if (bytes.remaining() < more)
            throw new StateFormatException("it ends %d bytes too early".formatted(more - bytes.remaining()));
        return bytes;
    }

    /** Expects the state of what has this name. */
    public StateReader of(String name) throws StateFormatException {
        String found = new String(bytes(LONGEST_NAME), StandardCharsets.UTF_8);
        if (!found.equals(name))
            throw new StateFormatException("it holds \"%s\" where \"%s\" must be".formatted(found, name));
        return this;
    }

    /** @param most more are refused */
    public byte[] bytes(int most) throws StateFormatException {
        byte[] values = new byte[count("bytes", has(Integer.BYTES).getInt(), most)];
        has(values.length).get(values);
        return values;
    }

    private static int count(String what, int found, int most) throws StateFormatException {
        if (found < 0 || found > most)
            throw new StateFormatException("it has %d %s, at most %d are possible".formatted(found, what, most));
        return found;
    }

    /** Text that {@link StateWriter#of} wrote. */
    public String text() throws StateFormatException {
        return new String(bytes(LONGEST_NAME), StandardCharsets.UTF_8);
    }

    public boolean flag() throws StateFormatException {
        byte found = has(1).get();
        if (found != 0 && found != 1) throw new StateFormatException("it has %d for a yes or no".formatted(found));
        return found == 1;
    }

    public int whole() throws StateFormatException {
        return has(Integer.BYTES).getInt();
    }

    /** @param most more are refused, and so is less than 0 */
    public int whole(int most) throws StateFormatException {
        return (int) within(whole(), most);
    }

    /** @param most more are refused, and so is less than 0 */
    public long wide(long most) throws StateFormatException {
        return within(wide(), most);
    }

    private static long within(long found, long most) throws StateFormatException {
        if (found < 0 || found > most)
            throw new StateFormatException("it has %d where 0 to %d is possible".formatted(found, most));
        return found;
    }

    public long wide() throws StateFormatException {
        return has(Long.BYTES).getLong();
    }

    public double real() throws StateFormatException {
        return Double.longBitsToDouble(wide());
    }

    /** So many numbers. */
    public double[] reals(int count) throws StateFormatException {
        has((long) Double.BYTES * count);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) values[i] = real();
        return values;
    }

    /** Overwrites an array of the length that was written. */
    public StateReader into(float[] values) throws StateFormatException {
        int count = has(Integer.BYTES).getInt();
        if (count != values.length)
            throw new StateFormatException("it has %d numbers, %d are needed".formatted(count, values.length));
        ByteBuffer from = has((long) Float.BYTES * count);
        from.asFloatBuffer().get(values);
        from.position(from.position() + Float.BYTES * count);
        return this;
    }

    public StateReader into(Stateful part) throws StateFormatException {
        part.read(this);
        return this;
    }

    /** Expects that everything was read. */
    public void end() throws StateFormatException {
        if (bytes.hasRemaining())
            throw new StateFormatException("it has %d bytes that nothing needs".formatted(bytes.remaining()));
    }
}
