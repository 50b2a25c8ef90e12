// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

/** The plain Java twin: the reference for the bits. */
final class ScalarGates implements GateKernels {
    static final ScalarGates INSTANCE = new ScalarGates();

    private ScalarGates() {}

    @Override
    public void squash(int count, float[] z, int at, float in, float out, float add) {
        for (int k = at; k < at + count; k++) z[k] = Math.fma(out, Functions.tanh(in * z[k]), add);
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
        for (int k = 0; k < count; k++) {
            float cell = Math.fma(gates[f + k], before[beforeAt + k], gates[i + k] * gates[g + k]);
            c[cAt + k] = cell;
            h[hAt + k] = gates[o + k] * Functions.tanh(cell);
        }
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
        for (int k = 0; k < count; k++) {
            float in = gates[i + k];
            float forget = gates[f + k];
            float candidate = gates[g + k];
            float out = gates[o + k];
            float squashed = Functions.tanh(c[cAt + k]);
            float delta = dh[dhAt + k];
            float cell = Math.fma(delta * out, Math.fma(-squashed, squashed, 1f), dc[dcAt + k]);
            gates[i + k] = cell * candidate * (in * (1f - in));
            gates[f + k] = cell * before[beforeAt + k] * (forget * (1f - forget));
            gates[g + k] = cell * in * Math.fma(-candidate, candidate, 1f);
            gates[o + k] = delta * squashed * (out * (1f - out));
            dc[dcAt + k] = cell * forget;
        }
    }

    @Override
    public void gruCandidate(int count, float[] gates, int r, int n, float[] q, int qAt) {
        for (int k = 0; k < count; k++) gates[n + k] = Functions.tanh(Math.fma(gates[r + k], q[qAt + k], gates[n + k]));
    }

    @Override
    public void gruState(int count, float[] gates, int u, int n, float[] before, int beforeAt, float[] h, int hAt) {
        for (int k = 0; k < count; k++) {
            float candidate = gates[n + k];
            h[hAt + k] = Math.fma(gates[u + k], before[beforeAt + k] - candidate, candidate);
        }
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
        for (int k = 0; k < count; k++) {
            float reset = gates[r + k];
            float update = gates[u + k];
            float candidate = gates[n + k];
            float delta = dh[dhAt + k];
            float slope = delta * (1f - update) * Math.fma(-candidate, candidate, 1f);
            gates[r + k] = slope * q[qAt + k] * (reset * (1f - reset));
            gates[u + k] = delta * (before[beforeAt + k] - candidate) * (update * (1f - update));
            gates[n + k] = slope;
            q[qAt + k] = slope * reset;
            dBefore[dBeforeAt + k] = Math.fma(delta, update, dBefore[dBeforeAt + k]);
        }
    }
}
