// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.random;

/**
 * The source of every random number in a study: a pure function of (study seed, trial, purpose, part, index). Whoever
 * asks again gets the same numbers, on any machine, in any order.
 *
 * @param seed the study's seed
 * @param trial the trial's number; streams that belong to no trial have numbers of their own
 */
public record Draws(long seed, int trial) {
    /**
     * The numbers for one purpose, such as {@code "shuffle"}, in one part of it, such as an epoch; from the first on.
     */
    public DrawSequence of(String purpose, int part) {
        return new DrawSequence(seed, trial, hash(purpose), part);
    }

    /** The numbers for one purpose that has a single part. */
    public DrawSequence of(String purpose) {
        return of(purpose, 0);
    }

    /** FNV-1a over the UTF-16 units: spelled out so that it can never change under us. */
    private static int hash(String purpose) {
        int hash = 0x811C9DC5;
        for (int i = 0; i < purpose.length(); i++) hash = (hash ^ purpose.charAt(i)) * 0x01000193;
        return hash;
    }
}
