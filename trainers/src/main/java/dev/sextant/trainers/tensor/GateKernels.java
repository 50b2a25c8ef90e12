// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

/**
 * What recurrent cells do to their gates element by element, in the two twins of {@link Kernels}; the same bits in
 * both, since every element is one chain of operations.
 *
 * <p>Each call works on one run of values in each array, such as one panel of one step: as many as count says, a
 * multiple of 16. Runs of one array may not overlap, unless they are the same.
 *
 * <p>Threads: without state; any number may call.
 */
public sealed interface GateKernels permits ScalarGates, VectorGates {
    /** z ← out tanh(in z) + add. */
    void squash(int count, float[] z, int at, float in, float out, float add);

    /** z ← 1 / (1 + e^-z), see {@link Functions#sigmoid}. */
    default void sigmoid(int count, float[] z, int at) {
        squash(count, z, at, 0.5f, 0.5f, 0.5f);
    }

    /** z ← tanh z, see {@link Functions#tanh}. */
    default void tanh(int count, float[] z, int at) {
        squash(count, z, at, 1f, 1f, 0f);
    }

    /**
     * An LSTM's cell c = f c' + i g and state h = o tanh c.
     *
     * @param gates the input, forget, candidate and output gates, squashed, at i, f, g and o
     * @param before c'
     */
    void lstmState(
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
            int hAt);

    /**
     * Its way back: the gates become the gradients at what was squashed; dc, the gradient at the cell from the step
     * after, becomes that for the step before.
     *
     * @param dh the gradient at the state
     */
    void lstmGradient(
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
            int dcAt);

    /**
     * A GRU's candidate: n ← tanh(n + r q).
     *
     * @param gates the reset gate, squashed, at r, and what the inputs give to the candidate at n
     * @param q what the state gives to the candidate
     */
    void gruCandidate(int count, float[] gates, int r, int n, float[] q, int qAt);

    /**
     * A GRU's state h = n + u (h' − n).
     *
     * @param gates the update gate at u, the candidate at n
     * @param before h'
     */
    void gruState(int count, float[] gates, int u, int n, float[] before, int beforeAt, float[] h, int hAt);

    /**
     * Its way back: the gates become the gradients at what was squashed, q that at itself, and dBefore is added what
     * reaches h' past the gates.
     *
     * @param dh the gradient at the state
     */
    void gruGradient(
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
            int dBeforeAt);

    /** The twin that goes with one of the kernels; the plain one until the other has been compiled. */
    static GateKernels besides(Kernels kernels) {
        return kernels instanceof VectorKernels && GateWarmup.ready() ? VectorGates.INSTANCE : ScalarGates.INSTANCE;
    }
}
