// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.pareto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The volume that vectors dominate up to a reference point, all values minimised.
 *
 * <p>Source: Zitzler and Thiele 1998; computed by the exclusive volumes of While, Bradstreet and Barone 2012, "A fast
 * way of calculating exact hypervolumes" (WFG).
 *
 * <p>Cost: O(n log n) for two values; grows steeply with their number, quick up to some hundred vectors of four.
 */
public final class Hypervolume {
    private Hypervolume() {}

    /** At least 0. Vectors that are not better than the reference everywhere count for nothing. */
    public static double of(List<double[]> vectors, double[] reference) {
        List<double[]> inside = new ArrayList<>();
        for (double[] vector : vectors) if (within(vector, reference)) inside.add(vector);
        return volume(front(inside), reference);
    }

    private static boolean within(double[] vector, double[] reference) {
        for (int i = 0; i < vector.length; i++) if (!(vector[i] < reference[i])) return false;
        return true;
    }

    /** The undominated, each once, in lexicographic order. */
    private static List<double[]> front(List<double[]> vectors) {
        List<double[]> sorted = new ArrayList<>(vectors);
        sorted.sort(Arrays::compare);
        List<double[]> front = new ArrayList<>();
        for (double[] vector : sorted) {
            boolean beaten = false;
            for (int i = front.size() - 1; i >= 0 && !beaten; i--)
                beaten = Arrays.equals(front.get(i), vector) || Dominance.dominates(front.get(i), vector);
            if (!beaten) front.add(vector);
        }
        return front;
    }

    private static double volume(List<double[]> front, double[] reference) {
        if (front.isEmpty()) return 0;
        if (reference.length == 1) return reference[0] - front.getFirst()[0];
        if (reference.length == 2) return area(front, reference);
        double volume = 0;
        // Last value descending keeps the limited sets small.
        List<double[]> order = new ArrayList<>(front);
        order.sort(Comparator.comparingDouble((double[] v) -> v[v.length - 1]).reversed());
        for (int i = 0; i < order.size(); i++)
            volume += exclusive(order.get(i), order.subList(i + 1, order.size()), reference);
        return volume;
    }

    private static double area(List<double[]> front, double[] reference) {
        double area = 0;
        double top = reference[1];
        for (double[] vector : front) {
            area += (reference[0] - vector[0]) * (top - vector[1]);
            top = vector[1];
        }
        return area;
    }

    /** What the vector dominates and none of the others does. */
    private static double exclusive(double[] vector, List<double[]> others, double[] reference) {
        double box = 1;
        for (int i = 0; i < vector.length; i++) box *= reference[i] - vector[i];
        List<double[]> limited = new ArrayList<>();
        for (double[] other : others) {
            double[] limit = new double[vector.length];
            for (int i = 0; i < limit.length; i++) limit[i] = Math.max(vector[i], other[i]);
            limited.add(limit);
        }
        return box - volume(front(limited), reference);
    }
}
