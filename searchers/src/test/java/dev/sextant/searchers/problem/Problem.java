// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.problem;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import java.util.function.ToDoubleFunction;

/**
 * A response to minimise, shifted (and for some turned) by a seed; NaN where a training would diverge.
 *
 * @param truth the noise-free response: what a search is judged by
 * @param readout what a trial reports of it
 * @param minimum of the noise-free response
 */
public record Problem(
        String name, Space space, ToDoubleFunction<Configuration> truth, Readout readout, double minimum) {
    /** What a trial reports where the noise-free response is finite. */
    @FunctionalInterface
    public interface Readout {
        /** The noise-free response itself. */
        Readout EXACT = (_, truth, _) -> truth;

        double of(Configuration configuration, double truth, DrawSequence noise);

        /** With a normal deviate of this deviation added. */
        static Readout deviating(double deviation) {
            return (_, truth, noise) -> truth + deviation * noise.normal();
        }
    }

    /** The problem with this name, as the seed shifts it. */
    public static Problem of(String name, long seed) {
        return name.startsWith("lr") || name.startsWith("jenatton")
                ? LearningRates.of(name, seed)
                : Functions.of(name, seed);
    }

    /** What a trial of it reports; the noise of the n-th trial is a function of n. */
    public double observed(Configuration configuration, long seed, int trial) {
        double truth = this.truth.applyAsDouble(configuration);
        return Double.isFinite(truth)
                ? readout.of(configuration, truth, new Draws(seed, trial).of("noise"))
                : Double.NaN;
    }
}
