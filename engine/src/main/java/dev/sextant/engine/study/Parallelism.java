// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

/** How many trials of a search may be open at once, and from whose results each of them is then decided. */
public sealed interface Parallelism {
    /**
     * Trial k is decided from the results of trials 0 … k − {@code trials}. Deterministic.
     *
     * @param trials at least 1
     */
    record Window(int trials) implements Parallelism {
        public Window {
            if (trials < 1) throw new IllegalArgumentException("window (%d) must be at least 1".formatted(trials));
        }
    }

    /**
     * Trial k is decided from the results of the k − {@code slots} + 1 trials that end first by a clock made of epochs
     * and their costs, on which so many trials run at once. Deterministic; a long trial does not hold up the others.
     *
     * @param slots at least 1
     */
    record VirtualTime(int slots) implements Parallelism {
        public VirtualTime {
            if (slots < 1) throw new IllegalArgumentException("virtualTime (%d) must be at least 1".formatted(slots));
        }
    }

    /**
     * A trial is decided when a worker has room, from whatever results there are. Not deterministic: what each trial
     * saw is stored with it, so that its proposal can be replayed.
     */
    record Async() implements Parallelism {}

    /** Whether the ranking is a function of the study, its data and the engine's version. */
    default boolean reproducible() {
        return !(this instanceof Async);
    }

    /** In words for people: {@code window 8}, {@code virtual time 16}, {@code asynchronous}. */
    default String text() {
        return switch (this) {
            case Window(int trials) -> "window " + trials;
            case VirtualTime(int slots) -> "virtual time " + slots;
            case Async() -> "asynchronous";
        };
    }

    /**
     * How many open trials V(k) leaves out at most, the k-th included; as many as there are where nothing bounds it.
     */
    default long open() {
        return switch (this) {
            case Window(int trials) -> trials;
            case VirtualTime(int slots) -> slots;
            case Async() -> Long.MAX_VALUE;
        };
    }
}
