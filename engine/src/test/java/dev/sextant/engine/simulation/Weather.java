// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.simulation;

import static dev.sextant.engine.simulation.Timeline.MILLI;
import static dev.sextant.engine.simulation.Timeline.SECOND;

import java.util.SplittableRandom;

/**
 * How bad things are. Drawn anew for every seed, each part by itself, so that some runs see much of one trouble alone.
 *
 * @param local whether the coordinator and its one agent are one process, which dies whole, on a bus that loses nothing
 * @param dropped share of messages that are lost
 * @param repeated share of messages that come twice
 * @param delay nanoseconds a message takes at most, nearly always
 * @param straggling share of messages that take up to a minute
 * @param coordinatorDies probability that the coordinator dies before an effect
 * @param agentDies the same for an agent
 * @param breaks share of attempts that their machine cannot run
 * @param blows nanoseconds between pauses, partitions and restarts, on average; 0 for none
 * @param step nanoseconds that an epoch takes, on average
 * @param commit nanoseconds that a commit takes at most
 * @param quietAfter when all of it ends
 */
record Weather(
        boolean local,
        double dropped,
        double repeated,
        long delay,
        double straggling,
        double coordinatorDies,
        double agentDies,
        double breaks,
        long blows,
        long step,
        long commit,
        long quietAfter) {

    /** Nothing goes wrong. */
    static Weather calm(boolean local) {
        return new Weather(local, 0, 0, MILLI, 0, 0, 0, 0, 0, SECOND, MILLI, 0);
    }

    static Weather drawn(SplittableRandom chance) {
        boolean local = chance.nextInt(4) == 0;
        if (chance.nextInt(20) == 0) return calm(local);
        return new Weather(
                local,
                local ? 0 : pick(chance, 0, 0.03, 0.2),
                local ? 0 : pick(chance, 0, 0.05, 0.3),
                local ? 0 : (long) pick(chance, MILLI, 200 * MILLI, 3 * SECOND),
                local ? 0 : pick(chance, 0, 0.02, 0.1),
                pick(chance, 0, 0.005, 0.05),
                pick(chance, 0, 0.005, 0.05),
                pick(chance, 0, 0.05, 0.3),
                (long) pick(chance, 0, 10 * SECOND, 40 * SECOND),
                (long) pick(chance, 10 * MILLI, SECOND, 15 * SECOND),
                (long) pick(chance, MILLI, 50 * MILLI, 2 * SECOND),
                (20 + chance.nextInt(400)) * SECOND);
    }

    private static double pick(SplittableRandom chance, double... levels) {
        return levels[chance.nextInt(levels.length)];
    }
}
