// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.GateKernels;
import java.util.Arrays;

/**
 * Long short-term memory: gates i, f, o = σ(W x + b + U h') and the candidate g = tanh(W x + b + U h') give the cell c
 * = f c' + i g and the state h = o tanh c; c' and h' are those of the step before, at first 0. Hochreiter and
 * Schmidhuber 1997, with the forget gate of Gers, Schmidhuber and Cummins 2000.
 *
 * <p>The gates' order is PyTorch's: i, f, g, o. One bias, where PyTorch has two that are only ever added: {@code b_ih +
 * b_hh}. The forget gate's bias begins at 1 (Jozefowicz, Zaremba and Sutskever 2015; so does Keras's), unless weights
 * are asked for that are all 0.
 *
 * <p>Cost: 2 × steps × weights floating-point operations a sample forward, twice that backward; five tanh a unit and
 * step forward, one backward.
 */
final class Lstm implements Direction {
    private static final int GATES = 4;
    private static final float FORGET_BIAS = 1f;

    private final Recurrence recurrence;
    private final boolean remembers;
    /** Squashed, and on the way back the gradients at what was squashed. */
    private final float[] gates;
    /** c of every step. */
    private final float[] cells;
    /** One step's panel of zeros: the cells before the first step. */
    private final float[] rest;
    /** The gradient at one step's cells. */
    private final float[] slopes;

    /** @param remembers whether the forget gate's bias begins at 1 */
    Lstm(Recurrence.Part part, boolean remembers, TensorLayout layout, int mostRows, Storage storage) {
        this.remembers = remembers;
        recurrence = new Recurrence(part, GATES, layout, mostRows, storage);
        gates = storage.floats(Recurrence.gatesLength(GATES, part.states(), mostRows));
        cells = storage.floats(Signal.length(part.states().shape(), mostRows));
        Shape one = new Shape.Vector(part.states().width());
        rest = storage.floats(Signal.length(new Shape.Vector(1), mostRows));
        slopes = storage.floats(Signal.length(one, mostRows));
    }

    @Override
    public void reset(Pass pass) {
        recurrence.reset();
        Tensor biases = recurrence.biases();
        if (remembers)
            for (int unit = biases.block(); unit < 2 * biases.block(); unit++)
                pass.parameters[biases.index(0, unit)] = FORGET_BIAS;
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
            if (k > 0) recurrence.addStates(pass, step, 0, GATES, gates);
            for (int p = 0; p < recurrence.panels(); p++) {
                int at = p * panel + step * run;
                kernels.sigmoid(run, gates, at);
                kernels.sigmoid(run, gates, at + gate);
                kernels.tanh(run, gates, at + 2 * gate);
                kernels.sigmoid(run, gates, at + 3 * gate);
                kernels.lstmState(
                        run,
                        gates,
                        at,
                        at + gate,
                        at + 2 * gate,
                        at + 3 * gate,
                        k == 0 ? rest : cells,
                        k == 0 ? 0 : at + back,
                        cells,
                        at,
                        h,
                        at);
            }
            recurrence.clearPast(pass, step, cells);
            recurrence.clearPast(pass, step, h);
        }
    }

    @Override
    public void backward(Pass pass) {
        GateKernels kernels = GateKernels.besides(pass.kernels());
        float[] delta = states().gradient();
        int run = recurrence.run(pass);
        int panel = recurrence.panel(pass);
        int gate = recurrence.panels() * panel;
        int back = recurrence.back(pass);
        Arrays.fill(slopes, 0f);
        recurrence.turn(pass, 0, GATES);
        for (int k = recurrence.steps() - 1; k >= 0; k--) {
            int step = recurrence.step(k);
            recurrence.clearPast(pass, step, delta);
            recurrence.clearPastAlone(pass, step, slopes);
            for (int p = 0; p < recurrence.panels(); p++) {
                int at = p * panel + step * run;
                kernels.lstmGradient(
                        run,
                        gates,
                        at,
                        at + gate,
                        at + 2 * gate,
                        at + 3 * gate,
                        k == 0 ? rest : cells,
                        k == 0 ? 0 : at + back,
                        cells,
                        at,
                        delta,
                        at,
                        slopes,
                        p * run);
            }
            if (k > 0) recurrence.addGradient(pass, step, 0, GATES, gates, 0);
        }
        if (recurrence.learns()) recurrence.stateGradient(pass, 0, GATES, gates, 0);
        recurrence.finish(pass, gates);
    }
}
