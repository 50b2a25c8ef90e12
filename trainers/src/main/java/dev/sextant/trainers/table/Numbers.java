// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A growing list of numbers in the narrowest form that holds all of them exactly: grey values take a byte each, not
 * eight. What is read back has the bits of what was added, except that every NaN is one.
 *
 * <p>Cost: add O(1) amortised, memory at most twice what the numbers need; a number that does not fit the present form
 * converts the list once, at most three times in its life. Threads: confined to one while it grows.
 */
final class Numbers {
    private static final int LEAST = 64;

    /** The forms, from narrow to wide: each holds all that the ones before it hold. */
    private enum Form {
        /** 0 … 255. */
        BYTES,
        /** −32 768 … 32 767. */
        SHORTS,
        FLOATS,
        DOUBLES
    }

    /** What the list is expected to grow to; it may be more or fewer. */
    private final int expected;

    private Form form = Form.BYTES;
    private byte[] bytes;
    private short @Nullable [] shorts;
    private float @Nullable [] floats;
    private double @Nullable [] doubles;
    private int size;

    Numbers(int expected) {
        this.expected = expected;
        bytes = new byte[Math.clamp(expected, 1, LEAST)];
    }

    int size() {
        return size;
    }

    double get(int at) {
        if (doubles != null) return doubles[at];
        if (floats != null) return floats[at];
        if (shorts != null) return shorts[at];
        return bytes[at] & 0xFF;
    }

    void add(double number) {
        if (size == capacity()) grow(size + 1L);
        Form needed = needed(number);
        if (needed.compareTo(form) > 0) widen(needed);
        put(size++, number);
    }

    /** Adds {@code count} numbers, from[first], from[first + stride], …, and returns how many of them are NaN. */
    int addAll(double[] from, int first, int stride, int count) {
        if (count > capacity() - size) grow((long) size + count);
        int end = first + count * stride;
        int at = first;
        int nans = 0;
        while (at < end) {
            at = addFitting(from, at, stride, end);
            if (at < end) widen(needed(from[at]));
        }
        // no narrower form holds one
        if (form.compareTo(Form.FLOATS) >= 0)
            for (at = first; at < end; at += stride) if (Double.isNaN(from[at])) nans++;
        return nans;
    }

    /** Adds numbers up to the first that does not fit the present form, and returns where that is. */
    private int addFitting(double[] from, int first, int stride, int end) {
        int at = first;
        int to = size;
        if (doubles != null) {
            for (; at < end; at += stride) doubles[to++] = from[at];
        } else if (floats != null) {
            for (; at < end && needed(from[at]) != Form.DOUBLES; at += stride) floats[to++] = (float) from[at];
        } else if (shorts != null) {
            for (; at < end && wholeShort(from[at]); at += stride) shorts[to++] = (short) from[at];
        } else {
            for (; at < end && wholeByte(from[at]); at += stride) bytes[to++] = (byte) (int) from[at];
        }
        size = to;
        return at;
    }

    private void put(int at, double number) {
        if (doubles != null) doubles[at] = number;
        else if (floats != null) floats[at] = (float) number;
        else if (shorts != null) shorts[at] = (short) number;
        else bytes[at] = (byte) (int) number;
    }

    private static Form needed(double number) {
        if (wholeByte(number)) return Form.BYTES;
        if (wholeShort(number)) return Form.SHORTS;
        return (float) number == number || Double.isNaN(number) ? Form.FLOATS : Form.DOUBLES;
    }

    private static boolean wholeByte(double number) {
        int whole = (int) number;
        return whole == number && (whole & 0xFF) == whole && signed(whole, number);
    }

    private static boolean wholeShort(double number) {
        short whole = (short) number;
        return whole == number && signed(whole, number);
    }

    /** −0.0 is no whole number: its sign would be lost. */
    private static boolean signed(int whole, double number) {
        return whole != 0 || Double.doubleToRawLongBits(number) == 0;
    }

    private int capacity() {
        if (doubles != null) return doubles.length;
        if (floats != null) return floats.length;
        if (shorts != null) return shorts.length;
        return bytes.length;
    }

    private void grow(long least) {
        long doubled = Math.max(least, 2L * size);
        // exactly what is expected, where that suffices
        int capacity = (int) Math.min(
                size < expected ? Math.max(least, Math.min(doubled, expected)) : doubled, Integer.MAX_VALUE - 8);
        if (doubles != null) doubles = Arrays.copyOf(doubles, capacity);
        else if (floats != null) floats = Arrays.copyOf(floats, capacity);
        else if (shorts != null) shorts = Arrays.copyOf(shorts, capacity);
        else bytes = Arrays.copyOf(bytes, capacity);
    }

    private void widen(Form wider) {
        int capacity = capacity();
        switch (wider) {
            case BYTES -> throw new IllegalArgumentException("bytes are the narrowest form");
            case SHORTS -> {
                short[] all = new short[capacity];
                for (int i = 0; i < size; i++) all[i] = (short) get(i);
                shorts = all;
            }
            case FLOATS -> {
                float[] all = new float[capacity];
                for (int i = 0; i < size; i++) all[i] = (float) get(i);
                floats = all;
                shorts = null;
            }
            case DOUBLES -> {
                double[] all = new double[capacity];
                for (int i = 0; i < size; i++) all[i] = get(i);
                doubles = all;
                floats = null;
                shorts = null;
            }
        }
        bytes = new byte[0];
        form = wider;
    }

    /** Bytes that all of it takes, room to grow included. */
    long bytes() {
        return (long) capacity() * width();
    }

    /** Bytes that one number takes at present. */
    int width() {
        return switch (form) {
            case BYTES -> Byte.BYTES;
            case SHORTS -> Short.BYTES;
            case FLOATS -> Float.BYTES;
            case DOUBLES -> Double.BYTES;
        };
    }
}
