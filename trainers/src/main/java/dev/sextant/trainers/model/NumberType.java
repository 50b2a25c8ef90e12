// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.model;

import java.nio.ByteBuffer;

/** How a file writes numbers; named as safetensors names them. Whole numbers are known only by their size. */
enum NumberType {
    F16(2) {
        @Override
        float next(ByteBuffer bytes) {
            return Float.float16ToFloat(bytes.getShort());
        }
    },
    /** The upper half of a 32-bit float. */
    BF16(2) {
        @Override
        float next(ByteBuffer bytes) {
            return Float.intBitsToFloat(bytes.getShort() << 16);
        }
    },
    F32(4) {
        @Override
        float next(ByteBuffer bytes) {
            return bytes.getFloat();
        }
    },
    F64(8) {
        @Override
        float next(ByteBuffer bytes) {
            return (float) bytes.getDouble();
        }
    },
    BOOL(1),
    U8(1),
    I8(1),
    U16(2),
    I16(2),
    U32(4),
    I32(4),
    U64(8),
    I64(8);

    private final int bytes;

    NumberType(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    /** Whether numbers of this type are read. */
    boolean floating() {
        return compareTo(F64) <= 0;
    }

    float next(ByteBuffer bytes) {
        throw new IllegalStateException(this + " is not read");
    }

    /** The next numbers, in the buffer's byte order. */
    float[] floats(ByteBuffer bytes, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = next(bytes);
        return values;
    }
}
