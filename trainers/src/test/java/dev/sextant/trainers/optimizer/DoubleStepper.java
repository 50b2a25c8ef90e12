// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import java.util.Arrays;

/** The rules once more in doubles, one plain line an equation: what the float loops are held to. */
public final class DoubleStepper {
    private final OptimizerRule rule;
    private final double[] first;
    private final double[] second;
    private final double[] third;
    private int steps;
    private boolean buffered;
    private double product = 1;
    private double momentum;

    public DoubleStepper(OptimizerRule rule, int parameters) {
        this.rule = rule;
        first = new double[parameters];
        second = new double[parameters];
        third = new double[parameters];
        if (rule instanceof Adagrad adagrad) Arrays.fill(first, adagrad.initialAccumulator());
    }

    public void step(double[] theta, double[] gradient, double rate) {
        step(theta, gradient, rate, Double.NaN);
    }

    /** @param prescribed momentum or beta1; NaN for the rule's own */
    public void step(double[] theta, double[] gradient, double rate, double prescribed) {
        steps++;
        momentum = Double.isNaN(prescribed) ? momentum(rule) : prescribed;
        if (rule instanceof NAdam nadam) product *= warm(nadam, steps);
        for (int i = 0; i < theta.length; i++) {
            double g = gradient[i] + rule.decay().l2() * theta[i];
            double pulled = rate * rule.decay().decoupled() * theta[i];
            theta[i] -= pulled
                    + switch (rule) {
                        case Sgd sgd -> rate * sgd(sgd.nesterov(), sgd.dampening(), i, g);
                        case EmaMomentum _ -> rate * sgd(false, momentum, i, g);
                        case Adagrad adagrad -> {
                            first[i] += g * g;
                            double slowed = rate / (1 + (steps - 1) * adagrad.learningRateDecay());
                            yield slowed * g / (Math.sqrt(first[i]) + adagrad.epsilon());
                        }
                        case Adadelta adadelta -> rate * adadelta(adadelta, i, g);
                        case RmsProp rms -> rate * rms(rms, i, g);
                        case Adam adam -> rate * adam(adam, i, g);
                        case Adamax adamax -> {
                            first[i] = momentum * first[i] + (1 - momentum) * g;
                            second[i] = Math.max(adamax.beta2() * second[i], Math.abs(g) + adamax.epsilon());
                            yield rate / (1 - Math.pow(momentum, steps)) * first[i] / second[i];
                        }
                        case NAdam nadam -> rate * nadam(nadam, i, g);
                        case RAdam radam -> rate * radam(radam, i, g);
                        case Lion lion -> {
                            double direction = Math.signum(momentum * first[i] + (1 - momentum) * g);
                            first[i] = lion.beta2() * first[i] + (1 - lion.beta2()) * g;
                            yield rate * direction;
                        }
                        case Rprop rprop -> rprop(rprop, i, g, rate);
                    };
        }
        if (momentum != 0) buffered = true;
    }

    private static double momentum(OptimizerRule rule) {
        return switch (rule) {
            case Sgd sgd -> sgd.momentum();
            case EmaMomentum ema -> ema.momentum();
            case RmsProp rms -> rms.momentum();
            case Adam adam -> adam.beta1();
            case Adamax adamax -> adamax.beta1();
            case NAdam nadam -> nadam.beta1();
            case RAdam radam -> radam.beta1();
            case Lion lion -> lion.beta1();
            case Adagrad _, Adadelta _, Rprop _ -> 0;
        };
    }

    private double sgd(boolean nesterov, double dampening, int i, double g) {
        if (momentum == 0) return g;
        first[i] = buffered ? momentum * first[i] + (1 - dampening) * g : g;
        return nesterov ? g + momentum * first[i] : first[i];
    }

    private double adadelta(Adadelta adadelta, int i, double g) {
        first[i] = adadelta.rho() * first[i] + (1 - adadelta.rho()) * g * g;
        double delta = Math.sqrt(second[i] + adadelta.epsilon()) / Math.sqrt(first[i] + adadelta.epsilon()) * g;
        second[i] = adadelta.rho() * second[i] + (1 - adadelta.rho()) * delta * delta;
        return delta;
    }

    private double rms(RmsProp rms, int i, double g) {
        first[i] = rms.alpha() * first[i] + (1 - rms.alpha()) * g * g;
        second[i] = rms.alpha() * second[i] + (1 - rms.alpha()) * g;
        double spread = rms.centered() ? first[i] - second[i] * second[i] : first[i];
        double scaled = g / (Math.sqrt(spread) + rms.epsilon());
        if (momentum == 0) return scaled;
        third[i] = momentum * third[i] + scaled;
        return third[i];
    }

    private double adam(Adam adam, int i, double g) {
        moments(adam.beta2(), i, g);
        third[i] = Math.max(third[i], second[i]);
        double v = adam.amsgrad() ? third[i] : second[i];
        double corrected = first[i] / (1 - Math.pow(momentum, steps));
        return corrected / (Math.sqrt(v) / Math.sqrt(1 - Math.pow(adam.beta2(), steps)) + adam.epsilon());
    }

    private double nadam(NAdam nadam, int i, double g) {
        moments(nadam.beta2(), i, g);
        double divisor = Math.sqrt(second[i] / (1 - Math.pow(nadam.beta2(), steps))) + nadam.epsilon();
        double next = warm(nadam, steps + 1);
        return (1 - warm(nadam, steps)) / (1 - product) * g / divisor
                + next / (1 - product * warm(nadam, steps) * next) * first[i] / divisor;
    }

    private double warm(NAdam nadam, int step) {
        return momentum * (1 - 0.5 * Math.pow(0.96, step * nadam.momentumDecay()));
    }

    private double radam(RAdam radam, int i, double g) {
        moments(radam.beta2(), i, g);
        double corrected = first[i] / (1 - Math.pow(momentum, steps));
        double power = Math.pow(radam.beta2(), steps);
        double most = 2 / (1 - radam.beta2()) - 1;
        double length = most - 2 * steps * power / (1 - power);
        if (length <= 5) return corrected;
        double rectifier = Math.sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length));
        return corrected * rectifier * Math.sqrt(1 - power) / (Math.sqrt(second[i]) + radam.epsilon());
    }

    private void moments(double beta2, int i, double g) {
        first[i] = momentum * first[i] + (1 - momentum) * g;
        second[i] = beta2 * second[i] + (1 - beta2) * g * g;
    }

    private double rprop(Rprop rprop, int i, double g, double rate) {
        if (steps == 1) second[i] = rate;
        double sign = Math.signum(g) * Math.signum(first[i]);
        double scale = sign > 0 ? rprop.increase() : sign < 0 ? rprop.decrease() : 1;
        second[i] = Math.clamp(second[i] * scale, rprop.smallest(), rprop.largest());
        first[i] = sign < 0 ? 0 : g;
        return Math.signum(first[i]) * second[i];
    }
}
