// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.function;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Seeds;

/**
 * By how much a study's function is moved, so that no searcher is lucky by starting in the middle.
 *
 * <p>Randomness: the study's seed alone. Trials and confirmations of a study see one function.
 *
 * @param draws those of the study
 * @param moved false: the function stands where it is published
 */
record Shift(Draws draws, boolean moved) {
    static Shift of(Seeds seeds, boolean moved) {
        return new Shift(seeds.studyDraws(), moved);
    }

    /**
     * What is taken off an argument: uniform in [-reach, reach), or 0.
     *
     * @param argument its number, from 0
     */
    double along(int argument, double reach) {
        return moved ? (2 * draws.of("shift", argument).uniform() - 1) * reach : 0;
    }
}
