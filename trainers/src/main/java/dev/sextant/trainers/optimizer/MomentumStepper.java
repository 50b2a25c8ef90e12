// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import dev.sextant.trainers.state.StateFormatException;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;

/** The state of {@link Sgd} and {@link EmaMomentum}: b, whose first value is the first gradient. */
final class MomentumStepper implements OptimizerRule.Stepper {
    /** What a step adds to b. */
    enum Gain {
        /** (1 − τ)g, whatever the momentum. */
        DAMPENED,
        /** (1 − μ)g, with the momentum of the step. */
        AVERAGED
    }

    private final double ownMomentum;
    private final double dampening;
    private final Gain form;
    private final boolean nesterov;
    private final Decay decay;
    private final float[] buffer;

    /** Whether b has been written: its first value is g. */
    private boolean started;

    private double learningRate;
    private double momentum;
    private float gain;

    MomentumStepper(double momentum, double dampening, Gain form, boolean nesterov, Decay decay, int parameters) {
        ownMomentum = momentum;
        this.dampening = dampening;
        this.form = form;
        this.nesterov = nesterov;
        this.decay = decay;
        buffer = new float[parameters];
    }

    @Override
    public void begin(double learningRate, double momentum) {
        this.learningRate = learningRate;
        this.momentum = Double.isNaN(momentum) ? ownMomentum : momentum;
        gain = !started
                ? 1f
                : switch (form) {
                    case DAMPENED -> (float) (1 - dampening);
                    case AVERAGED -> (float) (1 - this.momentum);
                };
        if (this.momentum != 0) started = true;
    }

    @Override
    public void move(float[] parameters, float[] gradient, int from, int to, double factor) {
        double rate = learningRate * factor;
        // without momentum the buffer is neither read nor written
        if (momentum == 0) descend(parameters, gradient, from, to, rate);
        else roll(parameters, gradient, from, to, rate);
    }

    private void descend(float[] parameters, float[] gradient, int from, int to, double exact) {
        float rate = (float) exact;
        float pull = decay.pull(exact);
        float penalty = decay.penalty();
        for (int i = from; i < to; i++) {
            float theta = parameters[i];
            float g = Math.fma(penalty, theta, gradient[i]);
            parameters[i] = Math.fma(-rate, g, Math.fma(-pull, theta, theta));
        }
    }

    private void roll(float[] parameters, float[] gradient, int from, int to, double exact) {
        float[] buffer = this.buffer;
        float rate = (float) exact;
        float pull = decay.pull(exact);
        float penalty = decay.penalty();
        float keep = (float) momentum;
        float gain = this.gain;
        // θ moves by own * g + shared * b: one loop for all forms
        float own = nesterov ? 1f : 0f;
        float shared = nesterov ? keep : 1f;
        for (int i = from; i < to; i++) {
            float theta = parameters[i];
            float g = Math.fma(penalty, theta, gradient[i]);
            float b = Underflow.settle(Math.fma(keep, buffer[i], gain * g));
            buffer[i] = b;
            parameters[i] = Math.fma(-rate, Math.fma(own, g, shared * b), Math.fma(-pull, theta, theta));
        }
    }

    @Override
    public void write(StateWriter out) {
        out.of("momentum").put(buffer).put(started);
    }

    @Override
    public void read(StateReader in) throws StateFormatException {
        in.of("momentum").into(buffer);
        started = in.flag();
    }
}
