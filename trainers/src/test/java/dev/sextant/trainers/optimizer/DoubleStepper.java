// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

/** The rules once more in doubles, one plain line an equation: what the float loops are held to. */
public final class DoubleStepper {
    private final OptimizerRule rule;
    private final double[] first;
    private final double[] second;
    private final double[] third;
    private int steps;

    public DoubleStepper(OptimizerRule rule, int parameters) {
        this.rule = rule;
        first = new double[parameters];
        second = new double[parameters];
        third = new double[parameters];
        if (rule instanceof Adagrad adagrad) java.util.Arrays.fill(first, adagrad.initialAccumulator());
    }

    public void step(double[] theta, double[] gradient, double rate) {
        steps++;
        for (int i = 0; i < theta.length; i++) {
            double g = gradient[i] + rule.decay().l2() * theta[i];
            theta[i] -= rate * rule.decay().decoupled() * theta[i];
            theta[i] -= switch (rule) {
                case Sgd sgd -> rate * sgd(sgd, i, g);
                case Adagrad adagrad -> {
                    first[i] += g * g;
                    double slowed = rate / (1 + (steps - 1) * adagrad.learningRateDecay());
                    yield slowed * g / (Math.sqrt(first[i]) + adagrad.epsilon());
                }
                case RmsProp rms -> rate * rms(rms, i, g);
                case Adam adam -> rate * adam(adam, i, g);
            };
        }
    }

    private double sgd(Sgd sgd, int i, double g) {
        if (sgd.momentum() == 0) return g;
        first[i] = steps == 1 ? g : sgd.momentum() * first[i] + (1 - sgd.dampening()) * g;
        return sgd.nesterov() ? g + sgd.momentum() * first[i] : first[i];
    }

    private double rms(RmsProp rms, int i, double g) {
        first[i] = rms.alpha() * first[i] + (1 - rms.alpha()) * g * g;
        second[i] = rms.alpha() * second[i] + (1 - rms.alpha()) * g;
        double spread = rms.centered() ? first[i] - second[i] * second[i] : first[i];
        third[i] = rms.momentum() * third[i] + g / (Math.sqrt(spread) + rms.epsilon());
        return third[i];
    }

    private double adam(Adam adam, int i, double g) {
        first[i] = adam.beta1() * first[i] + (1 - adam.beta1()) * g;
        second[i] = adam.beta2() * second[i] + (1 - adam.beta2()) * g * g;
        third[i] = Math.max(third[i], second[i]);
        double v = adam.amsgrad() ? third[i] : second[i];
        double corrected = first[i] / (1 - Math.pow(adam.beta1(), steps));
        return corrected / (Math.sqrt(v) / Math.sqrt(1 - Math.pow(adam.beta2(), steps)) + adam.epsilon());
    }
}
