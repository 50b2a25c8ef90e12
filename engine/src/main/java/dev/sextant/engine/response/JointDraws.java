// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import dev.sextant.engine.spi.Surrogate;
import java.util.Arrays;

/**
 * Joint draws of a surrogate's posterior at many points, latent.
 *
 * <p>Method: mean ± F z, where F F' is the covariance by a Cholesky factor with pivoting that stops where no point has
 * more than {@value #NEGLIGIBLE} of the largest variance left, or at a rank given. It needs no jitter where points lie
 * close, and only so many rows of the covariance as its rank. Each vector z of normal numbers serves twice, the second
 * time turned round (antithetic variates), which halves their cost and makes the mean of the draws exact.
 *
 * <p>Source: Harbrecht, Peters and Schneider 2012, "On the low-rank approximation by the pivoted Cholesky
 * decomposition", algorithm 1.
 *
 * <p>Cost: m r² + m n r multiply-adds for the factor (m points, rank r, n trials), m r a draw. Every element is one
 * chain of fused multiply-adds in a fixed order, so the bits do not depend on the machine. Threads: confined to one.
 */
final class JointDraws {
    private static final double NEGLIGIBLE = 1e-8;

    /** Draws made at a time, so that what is added up stays near. */
    private static final int BLOCK = 250;

    /** Sees a block of draws. */
    interface Reader {
        /** Draws of point i: values[i][0 … count − 1]; overwritten by the next block. */
        void read(double[][] values, int count);
    }

    private final double[] mean;

    /** Rows of F', in the order in which the pivots were taken. */
    private final double[][] factor;

    private final int rank;

    /** @param most the largest rank */
    JointDraws(Surrogate.Posterior posterior, int most) {
        mean = posterior.mean();
        int points = mean.length;
        double[] rest = posterior.variance().clone();
        double[][] rows = new double[Math.min(most, points)][];
        double largest = 0;
        for (double one : rest) largest = Math.max(largest, one);
        int at = 0;
        for (; at < rows.length; at++) {
            int pivot = 0;
            for (int i = 1; i < points; i++) if (rest[i] > rest[pivot]) pivot = i;
            if (!(rest[pivot] > NEGLIGIBLE * largest)) break;
            rows[at] = row(posterior, pivot, rest, rows, at);
        }
        factor = rows;
        rank = at;
    }

    private static double[] row(Surrogate.Posterior posterior, int pivot, double[] rest, double[][] rows, int at) {
        int points = rest.length;
        double[] row = new double[points];
        posterior.covariances(pivot, row);
        double[] weights = new double[at];
        for (int k = 0; k < at; k++) weights[k] = -rows[k][pivot];
        add(row, weights, rows, at, 0, points);
        double root = Math.sqrt(rest[pivot]);
        for (int i = 0; i < points; i++) {
            row[i] /= root;
            rest[i] = Math.max(0, Math.fma(-row[i], row[i], rest[i]));
        }
        row[pivot] = root;
        rest[pivot] = 0;
        return row;
    }

    /** How many normal numbers a draw takes. */
    int rank() {
        return rank;
    }

    /**
     * Makes 2 × {@code pairs} draws.
     *
     * @param pairs at most {@link Normals#COUNT}
     */
    void read(Normals normals, int pairs, Reader reader) {
        double[][] z = normals.rows(rank);
        int points = mean.length;
        double[][] up = new double[points][Math.min(BLOCK, pairs)];
        double[][] down = new double[points][Math.min(BLOCK, pairs)];
        double[][] own = new double[rank][];
        double[] weights = new double[rank];
        for (int from = 0; from < pairs; from += BLOCK) {
            int count = Math.min(BLOCK, pairs - from);
            for (int k = 0; k < rank; k++) own[k] = Arrays.copyOfRange(z[k], from, from + count);
            for (int i = 0; i < points; i++) {
                for (int k = 0; k < rank; k++) weights[k] = factor[k][i];
                double[] values = up[i];
                Arrays.fill(values, 0);
                add(values, weights, own, rank, 0, count);
                for (int j = 0; j < count; j++) {
                    down[i][j] = mean[i] - values[j];
                    values[j] = mean[i] + values[j];
                }
            }
            reader.read(up, count);
            reader.read(down, count);
        }
    }

    /** out[j] += Σ weights[k] rows[k][j] over k = 0 … terms − 1, for j = from … to − 1. */
    static void add(double[] out, double[] weights, double[][] rows, int terms, int from, int to) {
        int k = 0;
        for (; k + 4 <= terms; k += 4)
            four(
                    out,
                    weights[k],
                    weights[k + 1],
                    weights[k + 2],
                    weights[k + 3],
                    rows[k],
                    rows[k + 1],
                    rows[k + 2],
                    rows[k + 3],
                    from,
                    to);
        for (; k < terms; k++) {
            double weight = weights[k];
            double[] row = rows[k];
            for (int j = from; j < to; j++) out[j] = Math.fma(weight, row[j], out[j]);
        }
    }

    private static void four(
            double[] out,
            double a,
            double b,
            double c,
            double d,
            double[] ra,
            double[] rb,
            double[] rc,
            double[] rd,
            int from,
            int to) {
        for (int j = from; j < to; j++)
            out[j] = Math.fma(d, rd[j], Math.fma(c, rc[j], Math.fma(b, rb[j], Math.fma(a, ra[j], out[j]))));
    }
}
