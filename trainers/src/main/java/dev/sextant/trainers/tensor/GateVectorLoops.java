// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops on 256-bit vectors behind {@link VectorGates}. Written as {@link VectorLoops} are, and for the same
 * reasons; each calls tanh once at most, so that it is compiled into its place, and none is so long that the compiler
 * leaves the last calls out for having seen enough.
 */
final class GateVectorLoops {
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_256;
    private static final int WIDTH = 8;

    private GateVectorLoops() {}

    static void squash(int count, float[] z, int at, float in, float out, float add) {
        for (int k = at; k < at + count; k += WIDTH)
            broadcast(out)
                    .fma(tanh(FloatVector.fromArray(LANES, z, k).mul(in)), broadcast(add))
                    .intoArray(z, k);
    }

    static void lstmState(
            int count,
            float[] gates,
            int i,
            int f,
            int g,
            int o,
            float[] before,
            int beforeAt,
            float[] c,
            int cAt,
            float[] h,
            int hAt) {
        for (int k = 0; k < count; k += WIDTH) {
            FloatVector cell = load(gates, f + k)
                    .fma(load(before, beforeAt + k), load(gates, i + k).mul(load(gates, g + k)));
            cell.intoArray(c, cAt + k);
            load(gates, o + k).mul(tanh(cell)).intoArray(h, hAt + k);
        }
    }

    /** The first part of an LSTM's way back: the output gate's gradient, and dc that of the cell. */
    static void lstmOutput(
            int count, float[] gates, int o, float[] c, int cAt, float[] dh, int dhAt, float[] dc, int dcAt) {
        FloatVector one = broadcast(1f);
        for (int k = 0; k < count; k += WIDTH) {
            FloatVector squashed = tanh(load(c, cAt + k));
            FloatVector out = load(gates, o + k);
            FloatVector delta = load(dh, dhAt + k);
            delta.mul(out)
                    .fma(squashed.neg().fma(squashed, one), load(dc, dcAt + k))
                    .intoArray(dc, dcAt + k);
            delta.mul(squashed).mul(out.mul(out.neg().add(one))).intoArray(gates, o + k);
        }
    }

    /** The second part: the other gates' gradients, and dc that of the cell before. */
    static void lstmGates(
            int count, float[] gates, int i, int f, int g, float[] before, int beforeAt, float[] dc, int dcAt) {
        FloatVector one = broadcast(1f);
        for (int k = 0; k < count; k += WIDTH) {
            FloatVector in = load(gates, i + k);
            FloatVector forget = load(gates, f + k);
            FloatVector candidate = load(gates, g + k);
            FloatVector cell = load(dc, dcAt + k);
            cell.mul(candidate).mul(in.mul(in.neg().add(one))).intoArray(gates, i + k);
            cell.mul(load(before, beforeAt + k))
                    .mul(forget.mul(forget.neg().add(one)))
                    .intoArray(gates, f + k);
            cell.mul(in).mul(candidate.neg().fma(candidate, one)).intoArray(gates, g + k);
            cell.mul(forget).intoArray(dc, dcAt + k);
        }
    }

    static void gruCandidate(int count, float[] gates, int r, int n, float[] q, int qAt) {
        for (int k = 0; k < count; k += WIDTH)
            tanh(load(gates, r + k).fma(load(q, qAt + k), load(gates, n + k))).intoArray(gates, n + k);
    }

    static void gruState(int count, float[] gates, int u, int n, float[] before, int beforeAt, float[] h, int hAt) {
        for (int k = 0; k < count; k += WIDTH) {
            FloatVector candidate = load(gates, n + k);
            load(gates, u + k)
                    .fma(load(before, beforeAt + k).sub(candidate), candidate)
                    .intoArray(h, hAt + k);
        }
    }

    static void gruGradient(
            int count,
            float[] gates,
            int r,
            int u,
            int n,
            float[] q,
            int qAt,
            float[] before,
            int beforeAt,
            float[] dh,
            int dhAt,
            float[] dBefore,
            int dBeforeAt) {
        FloatVector one = broadcast(1f);
        for (int k = 0; k < count; k += WIDTH) {
            FloatVector reset = load(gates, r + k);
            FloatVector update = load(gates, u + k);
            FloatVector candidate = load(gates, n + k);
            FloatVector delta = load(dh, dhAt + k);
            FloatVector slope =
                    delta.mul(update.neg().add(one)).mul(candidate.neg().fma(candidate, one));
            slope.mul(load(q, qAt + k)).mul(reset.mul(reset.neg().add(one))).intoArray(gates, r + k);
            delta.mul(load(before, beforeAt + k).sub(candidate))
                    .mul(update.mul(update.neg().add(one)))
                    .intoArray(gates, u + k);
            slope.intoArray(gates, n + k);
            slope.mul(reset).intoArray(q, qAt + k);
            delta.fma(update, load(dBefore, dBeforeAt + k)).intoArray(dBefore, dBeforeAt + k);
        }
    }

    /** {@link Functions#tanh} in every lane. */
    private static FloatVector tanh(FloatVector x) {
        FloatVector above = x.blend(-Functions.TANH_BOUND, x.lt(-Functions.TANH_BOUND));
        FloatVector bounded =
                above.blend(Functions.TANH_BOUND, above.compare(VectorOperators.GT, Functions.TANH_BOUND));
        FloatVector s = bounded.mul(bounded);
        FloatVector p = s.fma(broadcast(Functions.TANH_ABOVE_6), broadcast(Functions.TANH_ABOVE_5));
        p = p.fma(s, broadcast(Functions.TANH_ABOVE_4));
        p = p.fma(s, broadcast(Functions.TANH_ABOVE_3));
        p = p.fma(s, broadcast(Functions.TANH_ABOVE_2));
        p = p.fma(s, broadcast(Functions.TANH_ABOVE_1));
        p = p.fma(s, broadcast(Functions.TANH_ABOVE_0));
        FloatVector q = s.fma(broadcast(Functions.TANH_BELOW_3), broadcast(Functions.TANH_BELOW_2));
        q = q.fma(s, broadcast(Functions.TANH_BELOW_1));
        q = q.fma(s, broadcast(Functions.TANH_BELOW_0));
        return bounded.mul(p).div(q);
    }

    private static FloatVector load(float[] values, int at) {
        return FloatVector.fromArray(LANES, values, at);
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(LANES, value);
    }
}
