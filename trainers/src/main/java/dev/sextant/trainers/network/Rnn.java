// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.GateKernels;

/**
 * The plain recurrent cell: h = tanh(W x + b + U h'), where h' is the state of the step before, at first 0. Elman 1990.
 *
 * <p>One bias, where PyTorch has two that are only ever added: {@code b_ih + b_hh}.
 *
 * <p>Cost: 2 × steps × weights floating-point operations a sample forward, twice that backward.
 */
final class Rnn implements Direction {
    private final Recurrence recurrence;

    Rnn(Recurrence.Part part, TensorLayout layout, int mostRows, Storage storage) {
        recurrence = new Recurrence(part, 1, layout, mostRows, storage);
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
        recurrence.begin(pass, h);
        for (int k = 0; k < recurrence.steps(); k++) {
            int step = recurrence.step(k);
            if (k > 0) recurrence.addStates(pass, step, 0, 1, h);
            for (int p = 0; p < recurrence.panels(); p++) kernels.tanh(run, h, p * panel + step * run);
            recurrence.clearPast(pass, step, h);
        }
    }

    @Override
    public void backward(Pass pass) {
        float[] delta = states().gradient();
        int run = recurrence.run(pass);
        int panel = recurrence.panel(pass);
        recurrence.turn(pass, 0, 1);
        for (int k = recurrence.steps() - 1; k >= 0; k--) {
            int step = recurrence.step(k);
            recurrence.clearPast(pass, step, delta);
            for (int p = 0; p < recurrence.panels(); p++)
                tanhBackward(states().values(), delta, p * panel + step * run, run);
            if (k > 0) recurrence.addGradient(pass, step, 0, 1, delta, 0);
        }
        if (recurrence.learns()) recurrence.stateGradient(pass, 0, 1, delta, 0);
        recurrence.finish(pass, delta);
    }

    private static void tanhBackward(float[] h, float[] delta, int at, int count) {
        for (int i = at; i < at + count; i++) delta[i] *= Math.fma(-h[i], h[i], 1f);
    }
}
