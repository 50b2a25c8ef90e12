// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.GateKernels;
import dev.sextant.trainers.tensor.Kernels;

/**
 * Gated recurrent unit: the gates r, z = σ(W x + b + U h') and the candidate n = tanh(W x + b + r (U h' + b')) give the
 * state h = (1 − z) n + z h', where h' is the state of the step before, at first 0. Cho et al. 2014; the reset gate
 * works on the product, as in PyTorch and cuDNN, and not on the state before it.
 *
 * <p>The gates' order is PyTorch's: r, z, n. The first two have one bias, where PyTorch has two that are only ever
 * added: {@code b_ih + b_hh}; the candidate has both, the second as {@code candidateBias}.
 *
 * <p>Cost: 2 × steps × weights floating-point operations a sample forward, twice that backward; three tanh a unit and
 * step forward.
 */
final class Gru implements Direction {
    private static final int GATES = 3;
    /** Which gate the candidate is: the last. */
    private static final int CANDIDATE = 2;

    private final Recurrence recurrence;
    private final Tensor candidateBiases;
    /** Squashed, and on the way back the gradients at what was squashed. */
    private final float[] gates;
    /** U h' + b' of the candidate at every step, and on the way back the gradient at it. */
    private final float[] carried;
    /** One step's panel of zeros: the state before the first step. */
    private final float[] rest;
    /** Where the gradient at that goes. */
    private final float[] nowhere;

    Gru(Recurrence.Part part, TensorLayout layout, int mostRows, Storage storage) {
        recurrence = new Recurrence(part, GATES, layout, mostRows, storage);
        candidateBiases =
                layout.biases(part.name() + ".candidateBias", part.states().width());
        gates = storage.floats(Recurrence.gatesLength(GATES, part.states(), mostRows));
        carried = storage.floats(Signal.length(part.states().shape(), mostRows));
        rest = storage.floats(Signal.length(new Shape.Vector(1), mostRows));
        nowhere = storage.floats(Signal.length(new Shape.Vector(1), mostRows));
    }

    @Override
    public void reset(Pass pass) {
        recurrence.reset();
    }

    @Override
    public Signal states() {
        return recurrence.states();
    }

    @Override
    public void forward(Pass pass) {
        GateKernels kernels = GateKernels.besides(pass.kernels());
        float[] h = states().values();
        int run = recurrence.run(pass);
        int panel = recurrence.panel(pass);
        int gate = recurrence.panels() * panel;
        int back = recurrence.back(pass);
        recurrence.begin(pass, gates);
        for (int k = 0; k < recurrence.steps(); k++) {
            int step = recurrence.step(k);
            if (k > 0) recurrence.addStates(pass, step, 0, CANDIDATE, gates);
            carry(pass, k > 0, step);
            for (int p = 0; p < recurrence.panels(); p++) {
                int at = p * panel + step * run;
                kernels.sigmoid(run, gates, at);
                kernels.sigmoid(run, gates, at + gate);
                kernels.gruCandidate(run, gates, at, at + CANDIDATE * gate, carried, at);
                kernels.gruState(
                        run, gates, at + gate, at + CANDIDATE * gate, k == 0 ? rest : h, k == 0 ? 0 : at + back, h, at);
            }
            recurrence.clearPast(pass, step, h);
        }
    }

    /** The candidate's share of the state before; of the first step's, which is 0, only the bias is left. */
    private void carry(Pass pass, boolean further, int step) {
        int run = recurrence.run(pass);
        int panel = recurrence.panel(pass);
        pass.kernels()
                .product(
                        pass.rows(),
                        recurrence.panels(),
                        further ? recurrence.panels() : 1,
                        further ? states().values() : rest,
                        further ? step * run + recurrence.back(pass) : 0,
                        panel,
                        pass.parameters,
                        recurrence.stateWeightsAt(CANDIDATE),
                        pass.parameters,
                        candidateBiases.at(),
                        Kernels.TILE * Kernels.PANEL,
                        0,
                        1f,
                        0f,
                        carried,
                        step * run,
                        panel);
    }

    @Override
    public void backward(Pass pass) {
        GateKernels kernels = GateKernels.besides(pass.kernels());
        float[] h = states().values();
        float[] delta = states().gradient();
        int run = recurrence.run(pass);
        int panel = recurrence.panel(pass);
        int gate = recurrence.panels() * panel;
        int back = recurrence.back(pass);
        recurrence.turn(pass, 0, CANDIDATE);
        recurrence.turn(pass, CANDIDATE, 1);
        for (int k = recurrence.steps() - 1; k >= 0; k--) {
            int step = recurrence.step(k);
            recurrence.clearPast(pass, step, delta);
            for (int p = 0; p < recurrence.panels(); p++) {
                int at = p * panel + step * run;
                kernels.gruGradient(
                        run,
                        gates,
                        at,
                        at + gate,
                        at + CANDIDATE * gate,
                        carried,
                        at,
                        k == 0 ? rest : h,
                        k == 0 ? 0 : at + back,
                        delta,
                        at,
                        k == 0 ? nowhere : delta,
                        k == 0 ? 0 : at + back);
            }
            if (k > 0) {
                recurrence.addGradient(pass, step, 0, CANDIDATE, gates, 0);
                recurrence.addGradient(pass, step, CANDIDATE, 1, carried, 0);
            }
        }
        if (recurrence.learns()) {
            recurrence.stateGradient(pass, 0, CANDIDATE, gates, 0);
            recurrence.stateGradient(pass, CANDIDATE, 1, carried, 0);
            recurrence.sumBiases(pass, 1, carried, candidateBiases.at());
        }
        recurrence.finish(pass, gates);
    }
}
