// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;

/**
 * What all recurrent cells have in common: the order of the steps, and the products of inputs and states with weights.
 * A cell has gates, each as wide as its units: gate by gate they stand in panels that hold every step, as the signal of
 * a sequence does.
 *
 * <p>What the inputs give to the gates, and the weights' gradients, are one product over all steps; only the product
 * with the state goes step by step.
 *
 * <p>Samples of different lengths: what comes after a sample's end has no gradient when it is read forwards, as nothing
 * that is wanted depends on it. Read backwards it comes first: there the states are set to 0, and their gradient.
 */
final class Recurrence {
    /** What a direction is part of. */
    record Part(String name, Signal input, Signal states, boolean backwards, boolean learns, Passing passing) {}

    /** What becomes of the gradient at the input. */
    enum Passing {
        /** Nothing before learns. */
        NONE,
        OVERWRITES,
        /** Another direction has begun it. */
        ADDS
    }

    private final Part part;
    private final int steps;
    private final int units;
    /** Panels of the units. */
    private final int panels;

    private final int gates;
    private final boolean ragged;
    private final Tensor inputWeights;
    private final Tensor stateWeights;
    private final Tensor biases;
    /** (all steps' rows, 16) with 1 in the first column: the left factor that sums columns. */
    private final float[] ones;

    Recurrence(Part part, int gates, TensorLayout layout, int mostRows, Storage storage) {
        this.part = part;
        this.gates = gates;
        Shape.Sequence shape = (Shape.Sequence) part.states().shape();
        steps = shape.steps();
        units = shape.features();
        ragged = shape.ragged();
        panels = part.states().panels();
        int outputs = Math.multiplyExact(gates, units);
        inputWeights = layout.weights(part.name() + ".inputWeight", part.input().width(), outputs, units);
        stateWeights = layout.stateWeights(part.name() + ".stateWeight", units, outputs);
        biases = layout.biases(part.name() + ".bias", outputs, units);
        ones = storage.floats((long) part.states().lines(Kernels.tiled(mostRows)) * Kernels.PANEL);
    }

    void reset() {
        for (int i = 0; i < ones.length; i += Kernels.PANEL) ones[i] = 1f;
    }

    /** Floats of all gates' values in so large a batch. */
    static long gatesLength(int gates, Signal states, int mostRows) {
        return gates * Signal.length(states.shape(), mostRows);
    }

    Signal states() {
        return part.states();
    }

    int steps() {
        return steps;
    }

    int panels() {
        return panels;
    }

    Tensor biases() {
        return biases;
    }

    boolean learns() {
        return part.learns();
    }

    /** Floats of one step in one panel. */
    int run(Pass pass) {
        return Kernels.tiled(pass.rows()) * Kernels.PANEL;
    }

    /** Floats of one panel. */
    int panel(Pass pass) {
        return steps * run(pass);
    }

    /** The step that is read as the k-th. */
    int step(int k) {
        return part.backwards() ? steps - 1 - k : k;
    }

    /** From a step's place to that of the step read before it. */
    int back(Pass pass) {
        return part.backwards() ? run(pass) : -run(pass);
    }

    /** Overwrites the gates of all steps with what the inputs give them, biases included. */
    void begin(Pass pass, float[] values) {
        pass.kernels()
                .product(
                        part.states().lines(pass.rows()),
                        gates * panels,
                        part.input().panels(),
                        part.input().values(),
                        0,
                        pass.parameters,
                        inputWeights.at(),
                        pass.parameters,
                        biases.at(),
                        Kernels.TILE * Kernels.PANEL,
                        1f,
                        0f,
                        values);
    }

    /** Adds to some gates of a step what the state before gives them. */
    void addStates(Pass pass, int step, int firstGate, int count, float[] values) {
        int panel = panel(pass);
        int at = step * run(pass);
        pass.kernels()
                .addProduct(
                        pass.rows(),
                        count * panels,
                        panels,
                        part.states().values(),
                        at + back(pass),
                        panel,
                        pass.parameters,
                        stateWeightsAt(firstGate),
                        values,
                        firstGate * panels * panel + at,
                        panel);
    }

    /** Where the weights from the state to a gate begin. */
    int stateWeightsAt(int gate) {
        return stateWeights.at() + square(gate);
    }

    private int square(int gate) {
        return gate * panels * panels * Kernels.SQUARE;
    }

    /** Sets the values of a step to 0 where a sample has ended before; only where it is read backwards. */
    void clearPast(Pass pass, int step, float[] values) {
        clearPast(pass, step, values, step * run(pass), panel(pass));
    }

    /** The same in an array that has this step alone. */
    void clearPastAlone(Pass pass, int step, float[] values) {
        clearPast(pass, step, values, 0, run(pass));
    }

    private void clearPast(Pass pass, int step, float[] values, int at, int panel) {
        if (!ragged || !part.backwards()) return;
        for (int b = 0; b < pass.rows(); b++)
            if (step >= pass.lengths[b])
                for (int p = 0; p < panels; p++) {
                    int from = at + p * panel + b * Kernels.PANEL;
                    Arrays.fill(values, from, from + Kernels.PANEL, 0f);
                }
    }

    /** Makes {@link #addGradient} of these gates possible, until something else uses the pass's scratch. */
    void turn(Pass pass, int firstGate, int count) {
        pass.kernels()
                .transpose(
                        panels,
                        count * panels,
                        pass.parameters,
                        stateWeightsAt(firstGate),
                        pass.scratch,
                        square(firstGate));
    }

    /**
     * Adds to the gradient at the state before a step what comes from some of its gates.
     *
     * @param firstGate whose weights they have, see {@link #turn}
     * @param deltaAt where the gates' gradient has its first panel
     */
    void addGradient(Pass pass, int step, int firstGate, int count, float[] delta, int deltaAt) {
        int panel = panel(pass);
        int at = step * run(pass);
        pass.kernels()
                .addProduct(
                        pass.rows(),
                        panels,
                        count * panels,
                        delta,
                        deltaAt + at,
                        panel,
                        pass.scratch,
                        square(firstGate),
                        part.states().gradient(),
                        at + back(pass),
                        panel);
    }

    /** From the gradient at the gates of all steps to that of input weights and biases, and at the input. */
    void finish(Pass pass, float[] delta) {
        Signal input = part.input();
        int lines = part.states().lines(pass.rows());
        if (part.learns()) {
            pass.kernels()
                    .productTransposed(
                            input.width(),
                            gates * panels,
                            lines,
                            input.values(),
                            delta,
                            pass.gradient,
                            inputWeights.at(),
                            Matrix.padded(input.width()) * Kernels.PANEL);
            sumBiases(pass, gates, delta, biases.at());
        }
        switch (part.passing()) {
            case NONE -> {}
            case OVERWRITES ->
                pass.kernels()
                        .inputGradient(
                                lines,
                                input.panels(),
                                gates * panels,
                                delta,
                                pass.parameters,
                                inputWeights.at(),
                                pass.scratch,
                                input.gradient());
            case ADDS -> {
                pass.kernels()
                        .transpose(input.panels(), gates * panels, pass.parameters, inputWeights.at(), pass.scratch, 0);
                pass.kernels()
                        .addProduct(
                                lines,
                                input.panels(),
                                gates * panels,
                                delta,
                                0,
                                panel(pass),
                                pass.scratch,
                                0,
                                input.gradient(),
                                0,
                                panel(pass));
            }
        }
    }

    /** Sums the gradient at some gates over all steps. */
    void sumBiases(Pass pass, int count, float[] delta, int into) {
        int lines = part.states().lines(pass.rows());
        pass.kernels()
                .productTransposed(
                        1, count * panels, lines, ones, delta, pass.gradient, into, Kernels.TILE * Kernels.PANEL);
    }

    /**
     * From the gradient at some gates of all steps to that of the weights from the state to them.
     *
     * @param firstGate whose weights they have
     * @param deltaAt where the gates' gradient has its first panel
     */
    void stateGradient(Pass pass, int firstGate, int count, float[] delta, int deltaAt) {
        int height = Matrix.padded(units) * Kernels.PANEL;
        int into = stateWeightsAt(firstGate);
        if (steps == 1) {
            Arrays.fill(pass.gradient, into, into + count * panels * height, 0f);
            return;
        }
        int run = run(pass);
        int panel = panel(pass);
        pass.kernels()
                .productTransposed(
                        units,
                        count * panels,
                        (steps - 1) * Kernels.tiled(pass.rows()),
                        part.states().values(),
                        part.backwards() ? run : 0,
                        panel,
                        delta,
                        deltaAt + (part.backwards() ? 0 : run),
                        panel,
                        pass.gradient,
                        into,
                        height);
    }
}
