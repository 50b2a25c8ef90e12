// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import dev.sextant.engine.spi.Seeds;

/** What a program is told about chance. */
final class ProgramSeed {
    private ProgramSeed() {}

    /** The trial's seed, see {@link Seeds#number}. */
    static int of(Seeds seeds) {
        return seeds.number();
    }

    /** The trial's number; of a confirmation, the number of its seed: {@code confirmation-1}. */
    static String trial(Seeds seeds) {
        return seeds.confirms() ? "confirmation-" + seeds.split() : Integer.toString(seeds.training());
    }
}
