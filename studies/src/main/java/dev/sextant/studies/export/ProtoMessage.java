// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.export;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A Protocol Buffers message, field by field in the order of the calls, so that equal messages are equal bytes. The few
 * that event files are made of need no generated classes.
 */
final class ProtoMessage {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    /** One field. */
    @FunctionalInterface
    private interface Field {
        void write() throws IOException;
    }

    private ProtoMessage with(Field field) {
        try {
            field.write();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return this;
    }

    ProtoMessage text(int field, String value) {
        return with(() -> out.writeString(field, value));
    }

    /** An int32, int64 or enumeration. */
    ProtoMessage whole(int field, long value) {
        return with(() -> out.writeInt64(field, value));
    }

    ProtoMessage flag(int field, boolean value) {
        return with(() -> out.writeBool(field, value));
    }

    ProtoMessage real(int field, double value) {
        return with(() -> out.writeDouble(field, value));
    }

    ProtoMessage single(int field, float value) {
        return with(() -> out.writeFloat(field, value));
    }

    ProtoMessage message(int field, ProtoMessage value) {
        return with(() -> out.writeByteArray(field, value.toByteArray()));
    }

    byte[] toByteArray() {
        with(out::flush);
        return bytes.toByteArray();
    }
}
