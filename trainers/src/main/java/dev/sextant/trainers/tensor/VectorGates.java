// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

/** The vector twin: {@link GateVectorLoops}. */
final class VectorGates implements GateKernels {
    static final VectorGates INSTANCE = new VectorGates();

    private VectorGates() {}

    @Override
    public void squash(int count, float[] z, int at, float in, float out, float add) {
        GateVectorLoops.squash(count, z, at, in, out, add);
    }

    @Override
    public void lstmState(
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
        GateVectorLoops.lstmState(count, gates, i, f, g, o, before, beforeAt, c, cAt, h, hAt);
    }

    @Override
    public void lstmGradient(
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
            float[] dh,
            int dhAt,
            float[] dc,
            int dcAt) {
        GateVectorLoops.lstmOutput(count, gates, o, c, cAt, dh, dhAt, dc, dcAt);
        GateVectorLoops.lstmGates(count, gates, i, f, g, before, beforeAt, dc, dcAt);
    }

    @Override
    public void gruCandidate(int count, float[] gates, int r, int n, float[] q, int qAt) {
        GateVectorLoops.gruCandidate(count, gates, r, n, q, qAt);
    }

    @Override
    public void gruState(int count, float[] gates, int u, int n, float[] before, int beforeAt, float[] h, int hAt) {
        GateVectorLoops.gruState(count, gates, u, n, before, beforeAt, h, hAt);
    }

    @Override
    public void gruGradient(
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
        GateVectorLoops.gruGradient(count, gates, r, u, n, q, qAt, before, beforeAt, dh, dhAt, dBefore, dBeforeAt);
    }
}
