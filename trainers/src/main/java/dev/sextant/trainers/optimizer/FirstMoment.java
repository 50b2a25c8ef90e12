// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import dev.sextant.trainers.state.StateFormatException;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;
import dev.sextant.trainers.state.Stateful;

/**
 * β₁ from step to step, for Adam and its kin: the rule's own or prescribed by a schedule.
 *
 * <p>Source: PyTorch corrects m by 1 − β₁^t with the β₁ of the step at hand, also where it varies.
 */
final class FirstMoment implements Stateful {
    private final double own;
    private int steps;
    /** The rule's own β₁ to the power t. */
    private double power = 1;

    private double beta;
    private double lift;

    FirstMoment(double own) {
        this.own = own;
    }

    /** @param momentum β₁ of the step that begins, or NaN for the rule's own */
    void begin(double momentum) {
        steps++;
        power *= own;
        boolean prescribed = !Double.isNaN(momentum);
        beta = prescribed ? momentum : own;
        lift = 1 / (1 - (prescribed ? power(momentum, steps) : power));
    }

    /** By repeated squaring: unlike {@code StrictMath.pow} it allocates nothing. */
    private static double power(double base, int exponent) {
        double power = 1;
        double square = base;
        for (int rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) power *= square;
            square *= square;
        }
        return power;
    }

    float keep() {
        return (float) beta;
    }

    float gain() {
        return (float) (1 - beta);
    }

    /** 1 / (1 − β₁^t): undoes that m began at 0. */
    double lift() {
        return lift;
    }

    @Override
    public void write(StateWriter out) {
        out.put(steps).put(power);
    }

    @Override
    public void read(StateReader in) throws StateFormatException {
        steps = in.whole(Integer.MAX_VALUE);
        power = in.real();
    }
}
