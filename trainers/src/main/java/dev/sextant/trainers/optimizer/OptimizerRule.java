// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

/**
 * How gradients move parameters, as PyTorch defines each rule. θ parameters, g gradient, η learning rate, t the step
 * from 1.
 */
public sealed interface OptimizerRule permits Sgd, Adagrad, RmsProp, Adam {
    /** λ of the L2 penalty: g ← g + λθ before the rule, on every parameter, biases included; at least 0. */
    double weightDecay();

    /** A fresh state for this many parameters. */
    Stepper stepper(int parameters);

    /** The state of one training: moments, and the number of steps taken. Used by one thread. */
    interface Stepper {
        /** Moves the parameters by one step. Does not change the gradient; allocates nothing. */
        void step(float[] parameters, float[] gradient, double learningRate);
    }
}
