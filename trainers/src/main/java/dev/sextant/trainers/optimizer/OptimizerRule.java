// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import dev.sextant.trainers.state.Stateful;

/**
 * How gradients move parameters, as PyTorch defines each rule. θ parameters, g gradient, η learning rate, t the step
 * from 1.
 */
public sealed interface OptimizerRule
        permits Sgd, EmaMomentum, Adagrad, Adadelta, RmsProp, Adam, Adamax, NAdam, RAdam, Lion, Rprop {
    /** What pulls the parameters towards 0 beside the gradient. */
    Decay decay();

    /** How many numbers the state keeps for each parameter. */
    default int buffers() {
        return switch (this) {
            case Sgd _, EmaMomentum _, Adagrad _, Lion _ -> 1;
            case Adam adam -> adam.amsgrad() ? 3 : 2;
            case RmsProp rule -> rule.centered() ? 3 : 2;
            case Adadelta _, Adamax _, NAdam _, RAdam _, Rprop _ -> 2;
        };
    }

    /** A fresh state for this many parameters. */
    Stepper stepper(int parameters);

    /**
     * The state of one training: moments, and the number of steps taken. Used by one thread; allocates nothing after it
     * is made. A step is {@link #begin} and then {@link #move} for each range that learns.
     */
    interface Stepper extends Stateful {
        /**
         * Begins the next step.
         *
         * @param learningRate η, at least 0
         * @param momentum in [0, 1), prescribed by a schedule: the momentum of SGD and RMSprop, β1 of Adam and its kin;
         *     rules that have neither ignore it. NaN stands for the rule's own
         */
        void begin(double learningRate, double momentum);

        /**
         * Moves parameters[from … to) by the step begun. The ranges of one step must not overlap; a range that is never
         * moved is frozen. Does not change the gradient.
         *
         * @param factor multiplies the learning rate in this range, at least 0
         */
        void move(float[] parameters, float[] gradient, int from, int to, double factor);

        /** A whole step of all parameters. */
        default void step(float[] parameters, float[] gradient, double learningRate) {
            begin(learningRate, Double.NaN);
            move(parameters, gradient, 0, parameters.length, 1);
        }
    }
}
