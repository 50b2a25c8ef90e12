// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.checkpoint;

import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Readings;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What another attempt at a trial goes on from: the epochs that have ended, as the engine has recorded them, and what
 * the training gave.
 *
 * <pre>
 *   int 0x53585443 ("SXTC") | int format | text version of Sextant | 32 bytes fingerprint of the assignment
 *   int epochs | a double each | int readings | for each: text name, a double an epoch
 *   int timed epochs | a long each | int length | what the training gave | int CRC-32C of all before it
 *   text: short length | UTF-8
 * </pre>
 *
 * <p>Doubles are kept bit for bit. Another version of Sextant may train otherwise, so it begins from the beginning.
 *
 * @param curve of the epochs that have ended, at least one
 * @param nanos how long each took that was timed
 * @param training see {@link dev.sextant.engine.spi.Training#checkpoint}
 */
public record TrialCheckpoint(LearningCurve curve, long[] nanos, byte[] training) {
    private static final int MAGIC = 0x53585443;
    private static final int FORMAT = 1;
    private static final int FINGERPRINT = 32;
    private static final String OF_THIS_VERSION = version();

    private static String version() {
        String version = TrialCheckpoint.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** As bytes, for the attempts at this assignment. Cost: one copy. */
    public byte[] encoded(Assignment assignment) {
        Readings readings = curve.readings();
        byte[] version = utf8(OF_THIS_VERSION);
        long length = 6L * Integer.BYTES + Short.BYTES + version.length + FINGERPRINT;
        length += (1L + readings.names().size()) * curve.epochs() * Double.BYTES;
        for (String name : readings.names()) length += Short.BYTES + utf8(name).length;
        length += (long) nanos.length * Long.BYTES + training.length + Integer.BYTES;
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(length));
        out.putInt(MAGIC).putInt(FORMAT);
        put(out, version);
        out.put(assignment.fingerprint());
        out.putInt(curve.epochs());
        put(out, curve.toArray());
        out.putInt(readings.names().size());
        for (String name : readings.names()) {
            put(out, utf8(name));
            put(out, readings.series(name));
        }
        out.putInt(nanos.length);
        for (long each : nanos) out.putLong(each);
        out.putInt(training.length).put(training);
        return out.putInt(crc(out.array(), out.position())).array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ByteBuffer out, byte[] text) {
        out.putShort((short) text.length).put(text);
    }

    private static void put(ByteBuffer out, double[] values) {
        for (double value : values) out.putLong(Double.doubleToRawLongBits(value));
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /**
     * Reads what {@link #encoded} gave.
     *
     * @param assignment of the attempt that wants to go on
     * @throws CheckpointException where it is none, or damaged, or of another version or assignment
     */
    public static TrialCheckpoint of(byte[] bytes, Assignment assignment) throws CheckpointException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            if (in.getInt() != MAGIC) throw new CheckpointException("it is not the checkpoint of a trial");
            int format = in.getInt();
            if (format != FORMAT)
                throw new CheckpointException("it has format %d, this version reads %d".formatted(format, FORMAT));
            int end = bytes.length - Integer.BYTES;
            if (in.getInt(end) != crc(bytes, end))
                throw new CheckpointException("it is damaged: its check sum is not that of its bytes");
            in.limit(end);
            String version = text(in);
            if (!version.equals(OF_THIS_VERSION))
                throw new CheckpointException("Sextant %s kept it, this is %s".formatted(version, OF_THIS_VERSION));
            byte[] fingerprint = new byte[FINGERPRINT];
            in.get(fingerprint);
            if (!Arrays.equals(fingerprint, assignment.fingerprint()))
                throw new CheckpointException("it is of another document, objective or seed");
            TrialCheckpoint read = rest(in);
            if (in.hasRemaining())
                throw new CheckpointException("it has %d bytes that nothing needs".formatted(in.remaining()));
            return read;
        } catch (BufferUnderflowException | IndexOutOfBoundsException cut) {
            throw new CheckpointException("it ends too early, after %d bytes".formatted(bytes.length));
        }
    }

    /** How many epochs had ended when these bytes were kept; 0 where they are no checkpoint. Cost: a glance. */
    public static int epochs(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            if (in.getInt() != MAGIC || in.getInt() != FORMAT) return 0;
            text(in);
            in.position(in.position() + FINGERPRINT);
            return Math.max(0, in.getInt());
        } catch (BufferUnderflowException | IllegalArgumentException none) {
            return 0;
        }
    }

    private static TrialCheckpoint rest(ByteBuffer in) throws CheckpointException {
        int epochs = count(in, Double.BYTES);
        if (epochs == 0) throw new CheckpointException("no epoch has ended in it");
        double[] values = doubles(in, epochs);
        Map<String, double[]> readings = new TreeMap<>();
        for (int left = count(in, Short.BYTES); left > 0; left--) {
            String name = text(in);
            readings.put(name, doubles(in, epochs));
        }
        long[] nanos = new long[count(in, Long.BYTES)];
        for (int i = 0; i < nanos.length; i++) nanos[i] = in.getLong();
        byte[] training = new byte[count(in, 1)];
        in.get(training);
        return new TrialCheckpoint(new LearningCurve(values, new Readings(readings)), nanos, training);
    }

    /** @param size bytes that each of them takes up at least: nothing is made that cannot be there */
    private static int count(ByteBuffer in, int size) throws CheckpointException {
        int count = in.getInt();
        if (count < 0 || (long) count * size > in.remaining())
            throw new CheckpointException("it says %d where %d bytes are left".formatted(count, in.remaining()));
        return count;
    }

    private static String text(ByteBuffer in) {
        byte[] text = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static double[] doubles(ByteBuffer in, int count) {
        if (in.remaining() < (long) count * Double.BYTES) throw new BufferUnderflowException();
        double[] values = new double[count];
        for (int i = 0; i < count; i++) values[i] = Double.longBitsToDouble(in.getLong());
        return values;
    }
}
