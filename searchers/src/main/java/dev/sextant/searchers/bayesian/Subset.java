// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import java.util.Arrays;

/**
 * A part of the evidence, chosen step by step: the best trials, the newest, the nearest to a place, and those that lie
 * farthest from all chosen and from each other.
 *
 * <p>Cost: n d multiply-adds for the nearest, and for each of the farthest. Threads: confined to one.
 */
final class Subset {
    private final Evidence evidence;
    private final boolean[] categorical;
    private final boolean[] chosen;

    Subset(Evidence evidence, boolean[] categorical) {
        this.evidence = evidence;
        this.categorical = categorical;
        this.chosen = new boolean[evidence.points().length + evidence.pending().length + evidence.failed().length];
    }

    /** The completed trials with the smallest values. */
    Subset best(int count) {
        for (int place :
                new Nearest(count).among(evidence.y(), 0, evidence.completed()).places()) chosen[place] = true;
        return this;
    }

    /** The completed trials that came last. */
    Subset newest(int count) {
        int end = evidence.completed();
        for (int i = Math.max(0, end - count); i < end; i++) chosen[i] = true;
        return this;
    }

    /** The trials, completed, pruned or failed, with the smallest of these distances, one for each of all trials. */
    Subset nearest(double[] distances, int count) {
        int data = evidence.points().length;
        int conditioned = data + evidence.pending().length;
        Nearest nearest = new Nearest(count).among(distances, 0, data).also(distances, conditioned, chosen.length);
        for (int place : nearest.places()) chosen[place] = true;
        return this;
    }

    /** The pending trials with the smallest of these distances. */
    Subset nearestPending(double[] distances, int count) {
        int data = evidence.points().length;
        Nearest nearest = new Nearest(count).among(distances, data, data + evidence.pending().length);
        for (int place : nearest.places()) chosen[place] = true;
        return this;
    }

    /** Observations, each the one that is farthest from all observations chosen before, until so many are chosen. */
    Subset farthestUpTo(int untilCount) {
        int n = evidence.points().length;
        double[] even = new double[categorical.length];
        Arrays.fill(even, 1);
        Inputs places = new Inputs(evidence.points(), categorical, even);
        double[] nearest = new double[n];
        double[] distances = new double[n];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        int count = 0;
        for (int i = 0; i < n; i++)
            if (chosen[i]) {
                count++;
                approach(places, i, distances, nearest);
            }
        for (; count < Math.min(untilCount, n); count++) {
            int farthest = 0;
            for (int i = 1; i < n; i++) if (nearest[i] > nearest[farthest]) farthest = i;
            chosen[farthest] = true;
            approach(places, farthest, distances, nearest);
        }
        return this;
    }

    /** So many further observations, chosen alike. */
    Subset farthest(int count) {
        int already = 0;
        for (int i = 0; i < evidence.points().length; i++) if (chosen[i]) already++;
        return farthestUpTo(already + count);
    }

    /** Takes a point into the set that nearest holds the distances to. */
    private static void approach(Inputs places, int point, double[] distances, double[] nearest) {
        places.distances(point, 0, distances);
        for (int i = 0; i < nearest.length; i++) nearest[i] = Math.min(nearest[i], distances[i]);
        nearest[point] = Double.NEGATIVE_INFINITY;
    }

    /** Which trials are chosen, in the order of {@link Evidence#all}. */
    boolean[] chosen() {
        return chosen;
    }

    Evidence evidence() {
        return evidence.part(chosen);
    }
}
