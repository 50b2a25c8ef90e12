// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

/** What to do next, as far as the ranking itself shows it. */
public sealed interface Advice {
    /** A value this near to an end of its range, as a share of the range on its scale, is at the edge. */
    double EDGE = 0.05;

    /** A schedule with fewer completed trials is under-sampled. */
    int ENOUGH_TRIALS = 5;

    /** A confirmation with fewer seeds says little. */
    int ENOUGH_SEEDS = 3;

    /** A larger share of diverged trials is a waste. */
    double MANY_DIVERGED = 1.0 / 3;

    /** A parameter with a smaller share of the importance does not matter. */
    double MATTERS = 0.1;

    /** Fewer trials of a branch say nothing about its parameters. */
    int BRANCH_TRIALS = 15;

    /** So large a part of a branch's trials counts as its best. */
    double BEST_OF_BRANCH = 1.0 / 3;

    /** More seeds are not asked for in order to tell two leaders apart. */
    int PAYABLE_SEEDS = 30;

    /** How many seeds it would take is not counted further. */
    int MOST_SEEDS = 100;

    /** Fewer completed trials with the same value may have come to it by chance. */
    int CONSTANT_TRIALS = 3;

    /** If a larger part of what the search promised was luck, the search has been overtuned. */
    double OVERTUNED = 0.5;

    /** The winner's learning rate lies at an edge of its range: the best may lie outside. */
    record WidenRate(double rate, double low, double high, boolean upwards) implements Advice {}

    /** More than a third of the search diverged: the range of learning rates reaches too high. */
    record NarrowRate(int diverged, int ended, double high) implements Advice {}

    /** More than a third of the search diverged, and no learning rate is searched that could be lowered. */
    record ManyDiverged(int diverged, int ended) implements Advice {}

    /** Too few completed trials to judge this schedule. */
    record UnderSampled(String schedule, int completed) implements Advice {}

    /** Confirmed on too few seeds. */
    record FewSeeds(int seeds) implements Advice {}

    /**
     * None of the confirmed trials can be told from the winner, though there were enough seeds for an interval.
     *
     * @param needed how many would probably tell the winner from the second, see {@link Power}; 0 where more than
     *     {@link #MOST_SEEDS} would be needed
     */
    record AllTied(int candidates, int seeds, int needed) implements Advice {}

    /**
     * The winner cannot be told from the second, but it would take only a few more seeds.
     *
     * @param needed how many probably would do, see {@link Power}; at most {@link #PAYABLE_SEEDS}
     */
    record MoreSeeds(long winner, long second, int seeds, int needed) implements Advice {}

    /**
     * The winner's value of a numeric parameter that matters lies at an edge of its range, and it is not the learning
     * rate.
     */
    record WidenRange(String parameter, double value, double low, double high, boolean upwards) implements Advice {}

    /**
     * The best trials of a branch use a parameter of it in a part of its range only, though others were tried
     * elsewhere.
     *
     * @param best how many trials those are
     * @param usedLow the smallest value among them
     * @param usedHigh the largest
     * @param low where a narrower range might begin
     * @param high where it might end
     */
    record PartlyUsed(String parameter, int best, double usedLow, double usedHigh, double low, double high)
            implements Advice {}

    /** Every completed trial came to the same value: nothing can be learned by this objective. */
    record ConstantMetric(double value, int completed) implements Advice {}

    /**
     * The winner is not surely better than the default configuration.
     *
     * @param gain by how much it is better over fresh seeds; its lower end is not above 0
     */
    record DefaultNotBeaten(Interval gain) implements Advice {}

    /**
     * The winner's value in the search lies outside its interval over fresh seeds, on the good side, and most of what
     * it seemed to be better than the default was luck.
     *
     * @param luck by how much the search value was too good
     * @param promised by how much the search value is better than the default's
     */
    record Overtuned(double luck, double promised) implements Advice {}

    /** The pruner would have stopped some of the first trials, had they not been control trials. */
    record PruneLess(int lost) implements Advice {}
}
