// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * TensorBoard's event file: TFRecords of Event messages, the first of which names the version. A record is its length
 * (eight bytes), a checksum of that, its bytes, a checksum of those; all little-endian. Field numbers: event.proto and
 * summary.proto of TensorBoard.
 */
final class EventFile {
    private static final String VERSION = "brain.Event:2";

    /** What TFRecord adds to a checksum, so that one over data with checksums in it is no fixed point. */
    private static final int MASK = 0xa282ead8;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** @param seconds since 1970; TensorBoard has no event without a time */
    EventFile(double seconds) {
        record(new ProtoMessage().real(1, seconds).text(3, VERSION));
    }

    /** A point of a curve. TensorBoard keeps single precision. */
    void scalar(double seconds, long step, String tag, double value) {
        summary(seconds, step, new ProtoMessage().text(1, tag).single(2, (float) value));
    }

    /** Something for a plugin, without a value. */
    void metadata(double seconds, String tag, String plugin, ProtoMessage content) {
        ProtoMessage data = new ProtoMessage().text(1, plugin).message(2, content);
        // An empty vector of floats (DT_FLOAT), the smallest tensor there is: readers want one.
        ProtoMessage shape = new ProtoMessage().message(2, new ProtoMessage());
        ProtoMessage nothing = new ProtoMessage().whole(1, 1).message(2, shape);
        summary(
                seconds,
                0,
                new ProtoMessage().text(1, tag).message(8, nothing).message(9, new ProtoMessage().message(1, data)));
    }

    private void summary(double seconds, long step, ProtoMessage value) {
        record(new ProtoMessage().real(1, seconds).whole(2, step).message(5, new ProtoMessage().message(1, value)));
    }

    private void record(ProtoMessage event) {
        byte[] data = event.toByteArray();
        byte[] length = buffer(Long.BYTES).putLong(data.length).array();
        bytes.writeBytes(length);
        bytes.writeBytes(buffer(Integer.BYTES).putInt(masked(length)).array());
        bytes.writeBytes(data);
        bytes.writeBytes(buffer(Integer.BYTES).putInt(masked(data)).array());
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    static int masked(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
