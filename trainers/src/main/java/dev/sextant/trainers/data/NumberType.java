// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import java.nio.ByteBuffer;

/** How a number stands in a binary file; the byte order is the buffer's. */
enum NumberType {
    BOOL("bool", 1),
    U8("u8", 1),
    I8("i8", 1),
    U16("u16", 2),
    I16("i16", 2),
    U32("u32", 4),
    I32("i32", 4),
    U64("u64", 8),
    I64("i64", 8),
    F16("f16", 2),
    F32("f32", 4),
    F64("f64", 8);

    /** Whole numbers up to here are doubles exactly. */
    private static final long EXACT = 1L << 53;

    private final String word;
    private final int size;

    NumberType(String word, int size) {
        this.word = word;
        this.size = size;
    }

    /** How facts and messages call it: the kind and the bits. */
    String word() {
        return word;
    }

    /** Bytes. */
    int size() {
        return size;
    }

    /** The number at this offset, rounded where a double does not hold it: see {@link #exact}. */
    double get(ByteBuffer buffer, int offset) {
        return switch (this) {
            case BOOL -> buffer.get(offset) == 0 ? 0 : 1;
            case U8 -> buffer.get(offset) & 0xFF;
            case I8 -> buffer.get(offset);
            case U16 -> buffer.getShort(offset) & 0xFFFF;
            case I16 -> buffer.getShort(offset);
            case U32 -> buffer.getInt(offset) & 0xFFFF_FFFFL;
            case I32 -> buffer.getInt(offset);
            case U64 -> {
                long bits = buffer.getLong(offset);
                yield bits >= 0 ? bits : 0x1p64; // beyond what is exact in any case
            }
            case I64 -> buffer.getLong(offset);
            case F16 -> Float.float16ToFloat(buffer.getShort(offset));
            case F32 -> buffer.getFloat(offset);
            case F64 -> buffer.getDouble(offset);
        };
    }

    /** Whether a number that {@link #get} gave is the one that is written. */
    boolean exact(double number) {
        return (this != U64 && this != I64) || Math.abs(number) <= EXACT;
    }
}
