// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.math;

/**
 * Dot products of contiguous ranges, many at a time. Every product is one chain of fused multiply-adds in ascending
 * order, however many run side by side, so the bits depend neither on the machine nor on the blocking.
 */
public final class Dots {
    private Dots() {}

    /** from + sum of a[i] b[j], i = a0 … a0 + count − 1, j likewise. */
    public static double dot(double from, double[] a, int a0, double[] b, int b0, int count) {
        double sum = from;
        for (int k = 0; k < count; k++) sum = Math.fma(a[a0 + k], b[b0 + k], sum);
        return sum;
    }

    /** Overwrites out[r] with the product of row r of a and b, r below {@code rows}, a multiple of 8. */
    public static void rows(double[] out, double[] a, int count, double[] b, int rows) {
        for (int r = 0; r < rows; r++) out[r] = 0;
        for (int r = 0; r < rows; r += 8) rows8(out, r, a, r * count, count, b, 0, count);
    }

    /** out[o0 + r] += the products of rows r = 0 … 7 of a (at a0 + r × stride) with b, {@code count} terms each. */
    static void rows8(double[] out, int o0, double[] a, int a0, int stride, double[] b, int b0, int count) {
        double s0 = out[o0];
        double s1 = out[o0 + 1];
        double s2 = out[o0 + 2];
        double s3 = out[o0 + 3];
        double s4 = out[o0 + 4];
        double s5 = out[o0 + 5];
        double s6 = out[o0 + 6];
        double s7 = out[o0 + 7];
        int a1 = a0 + stride;
        int a2 = a1 + stride;
        int a3 = a2 + stride;
        int a4 = a3 + stride;
        int a5 = a4 + stride;
        int a6 = a5 + stride;
        int a7 = a6 + stride;
        for (int k = 0; k < count; k++) {
            double x = b[b0 + k];
            s0 = Math.fma(a[a0 + k], x, s0);
            s1 = Math.fma(a[a1 + k], x, s1);
            s2 = Math.fma(a[a2 + k], x, s2);
            s3 = Math.fma(a[a3 + k], x, s3);
            s4 = Math.fma(a[a4 + k], x, s4);
            s5 = Math.fma(a[a5 + k], x, s5);
            s6 = Math.fma(a[a6 + k], x, s6);
            s7 = Math.fma(a[a7 + k], x, s7);
        }
        out[o0] = s0;
        out[o0 + 1] = s1;
        out[o0 + 2] = s2;
        out[o0 + 3] = s3;
        out[o0 + 4] = s4;
        out[o0 + 5] = s5;
        out[o0 + 6] = s6;
        out[o0 + 7] = s7;
    }

    /**
     * out[r × 4 + c] = the product of row r of a with row c of b, r and c = 0 … 3, {@code count} terms each; row r of a
     * starts at a0 + r × aStride, row c of b at b0 + c × bStride. Every product goes on from what stands in out.
     */
    static void tile4(double[] out, double[] a, int a0, int aStride, double[] b, int b0, int bStride, int count) {
        double s00 = out[0];
        double s01 = out[1];
        double s02 = out[2];
        double s03 = out[3];
        double s10 = out[4];
        double s11 = out[5];
        double s12 = out[6];
        double s13 = out[7];
        double s20 = out[8];
        double s21 = out[9];
        double s22 = out[10];
        double s23 = out[11];
        double s30 = out[12];
        double s31 = out[13];
        double s32 = out[14];
        double s33 = out[15];
        int a1 = a0 + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        int b1 = b0 + bStride;
        int b2 = b1 + bStride;
        int b3 = b2 + bStride;
        for (int k = 0; k < count; k++) {
            double x0 = b[b0 + k];
            double x1 = b[b1 + k];
            double x2 = b[b2 + k];
            double x3 = b[b3 + k];
            double y = a[a0 + k];
            s00 = Math.fma(y, x0, s00);
            s01 = Math.fma(y, x1, s01);
            s02 = Math.fma(y, x2, s02);
            s03 = Math.fma(y, x3, s03);
            y = a[a1 + k];
            s10 = Math.fma(y, x0, s10);
            s11 = Math.fma(y, x1, s11);
            s12 = Math.fma(y, x2, s12);
            s13 = Math.fma(y, x3, s13);
            y = a[a2 + k];
            s20 = Math.fma(y, x0, s20);
            s21 = Math.fma(y, x1, s21);
            s22 = Math.fma(y, x2, s22);
            s23 = Math.fma(y, x3, s23);
            y = a[a3 + k];
            s30 = Math.fma(y, x0, s30);
            s31 = Math.fma(y, x1, s31);
            s32 = Math.fma(y, x2, s32);
            s33 = Math.fma(y, x3, s33);
        }
        out[0] = s00;
        out[1] = s01;
        out[2] = s02;
        out[3] = s03;
        out[4] = s10;
        out[5] = s11;
        out[6] = s12;
        out[7] = s13;
        out[8] = s20;
        out[9] = s21;
        out[10] = s22;
        out[11] = s23;
        out[12] = s30;
        out[13] = s31;
        out[14] = s32;
        out[15] = s33;
    }
}
