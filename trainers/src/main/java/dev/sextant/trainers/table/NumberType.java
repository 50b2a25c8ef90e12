// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

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

    /** Whole numbers below are doubles exactly; it stands for the next one too. */
    private static final double INEXACT = 0x1p53;

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

    /** into[i] = the i-th number, rounded where a double does not hold it: see {@link #inexact}. */
    void decode(ByteBuffer from, double[] into, int count) {
        switch (this) {
            case BOOL -> {
                for (int i = 0; i < count; i++) into[i] = from.get(i) == 0 ? 0 : 1;
            }
            case U8 -> {
                for (int i = 0; i < count; i++) into[i] = from.get(i) & 0xFF;
            }
            case I8 -> {
                for (int i = 0; i < count; i++) into[i] = from.get(i);
            }
            case U16 -> {
                for (int i = 0; i < count; i++) into[i] = from.getShort(2 * i) & 0xFFFF;
            }
            case I16 -> {
                for (int i = 0; i < count; i++) into[i] = from.getShort(2 * i);
            }
            case U32 -> {
                for (int i = 0; i < count; i++) into[i] = from.getInt(4 * i) & 0xFFFF_FFFFL;
            }
            case I32 -> {
                for (int i = 0; i < count; i++) into[i] = from.getInt(4 * i);
            }
            case U64 -> {
                for (int i = 0; i < count; i++) {
                    long bits = from.getLong(8 * i);
                    into[i] = bits >= 0 ? bits : 0x1p64; // beyond what is exact in any case
                }
            }
            case I64 -> {
                for (int i = 0; i < count; i++) into[i] = from.getLong(8 * i);
            }
            case F16 -> {
                for (int i = 0; i < count; i++) into[i] = Float.float16ToFloat(from.getShort(2 * i));
            }
            case F32 -> {
                for (int i = 0; i < count; i++) into[i] = from.getFloat(4 * i);
            }
            case F64 -> {
                for (int i = 0; i < count; i++) into[i] = from.getDouble(8 * i);
            }
        }
    }

    /** The first of these numbers that may not be the one that is written, or −1. */
    int inexact(double[] numbers, int count) {
        if (this != U64 && this != I64) return -1;
        for (int i = 0; i < count; i++) if (Math.abs(numbers[i]) >= INEXACT) return i;
        return -1;
    }
}
