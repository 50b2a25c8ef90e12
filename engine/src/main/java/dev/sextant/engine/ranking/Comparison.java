// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.trial.Direction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Several studies side by side: which of their winners is better, as far as that can be said at all. Each is held
 * against the first. A function of the studies' rankings and conditions alone.
 *
 * <p>Values are compared only where they mean the same, that is where all conditions are equal. Where the seed is equal
 * too, test rows, divisions and initial weights are the same, so that replicates are paired; only those studies are
 * ranked among each other. With another seed the same data is divided otherwise: the difference of the means is told
 * with an unpaired interval, and nobody is ranked by it.
 *
 * <p>Where variants of a study were run on {@link AverageRanks#ENOUGH_DATASETS} data sets or more, they are ranked over
 * these, too. Runs whose conditions are all equal stand on one data set; of a data set that was used under different
 * conditions the first counts. Only what is whole can be ranked: the variants that were run on enough data sets, on the
 * data sets that have all of these. Several runs of one variant on one data set (with other seeds) count as one.
 *
 * <p>Cost: that of {@link Ties} over the studies.
 *
 * @param runs in the order given
 * @param ranks over several data sets; null where there are too few, or fewer than two variants
 */
public record Comparison(List<Compared> runs, @Nullable AverageRanks ranks) {
    /**
     * One study to be compared.
     *
     * @param name what people call it
     * @param seed the study's
     * @param conditions what must be equal for values to mean the same (objective, data, division), by name
     * @param dataset what people call its data
     * @param variant what people call the way it searches or trains; equal for the same on other data
     */
    public record Candidate(
            String name, Ranking ranking, long seed, Map<String, String> conditions, String dataset, String variant) {
        /** Where the conditions tell the data. */
        private static final String DATA = "data";

        public Candidate {
            conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
        }

        /** Of data known by its condition, the study's name being its variant. */
        public Candidate(String name, Ranking ranking, long seed, Map<String, String> conditions) {
            this(name, ranking, seed, conditions, conditions.getOrDefault(DATA, ""), ranking.study());
        }
    }

    /** How a study is held against the first. */
    public enum Relation {
        /** It is the first. */
        REFERENCE,
        /** Replicate by replicate, on the same seeds and divisions. */
        PAIRED,
        /** Mean against mean. */
        UNPAIRED,
        /** By single search values, which are the luckiest of many: without an interval. */
        SEARCHED,
        /** Not at all. */
        NONE
    }

    /**
     * One study in its place.
     *
     * @param rank among those that can be ranked with the first, from 1; 0 where it is not ranked
     * @param tie letters shared with those that it cannot be told apart from; null where it is not ranked by replicates
     * @param gain by how much its winner is better than the first study's, in the objective's units, positive is better
     *     in both directions; null where {@code relation} is reference or none. Without ends where it is of search
     *     values
     * @param obstacles why it is not ranked, a part of a sentence each; empty where it is
     */
    public record Compared(
            Candidate candidate,
            int rank,
            @Nullable String tie,
            Relation relation,
            @Nullable Interval gain,
            List<String> obstacles) {
        public Compared {
            obstacles = List.copyOf(obstacles);
        }
    }

    public Comparison {
        runs = List.copyOf(runs);
    }

    /** @param candidates at least one */
    public static Comparison of(List<Candidate> candidates) {
        Candidate first = candidates.getFirst();
        List<List<String>> obstacles = new ArrayList<>();
        List<Integer> ranked = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            List<String> found = obstacles(first, candidates.get(i), i > 0);
            obstacles.add(found);
            if (found.isEmpty()) ranked.add(i);
        }
        Comparator<Candidate> order = order(first.ranking().objective().direction());
        ranked.sort((a, b) -> order.compare(candidates.get(a), candidates.get(b)));
        Map<Integer, String> letters = letters(candidates, ranked);
        List<Compared> runs = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            Relation relation = i == 0 ? Relation.REFERENCE : relation(first, candidate);
            runs.add(new Compared(
                    candidate,
                    1 + ranked.indexOf(i),
                    letters.get(i),
                    relation,
                    gain(first, candidate, relation),
                    obstacles.get(i)));
        }
        return new Comparison(runs, Blocks.of(candidates));
    }

    /** @param other whether the candidate is another one than the first */
    private static List<String> obstacles(Candidate first, Candidate candidate, boolean other) {
        List<String> obstacles = differences(first, candidate);
        if (candidate.ranking().winner() == null) obstacles.add("no trial of it succeeded");
        if (other && first.ranking().winner() == null) obstacles.add("no trial of " + first.name() + " succeeded");
        if (candidate.seed() != first.seed())
            obstacles.add("its seed is " + candidate.seed() + ", not " + first.seed()
                    + ": other test rows, divisions and initial weights");
        return obstacles;
    }

    private static List<String> differences(Candidate first, Candidate other) {
        List<String> differences = new ArrayList<>();
        Map<String, String> names = new LinkedHashMap<>(first.conditions());
        names.putAll(other.conditions());
        for (String name : names.keySet()) {
            String expected = first.conditions().get(name);
            String found = other.conditions().get(name);
            if (expected != null && found != null && !expected.equals(found))
                differences.add("its " + name + " is " + found + ", not " + expected);
            else if (expected == null)
                differences.add("its " + name + " is " + found + ", that of " + first.name() + " is not said");
            else if (found == null)
                differences.add("its " + name + " is not said, that of " + first.name() + " is " + expected);
        }
        return differences;
    }

    static @Nullable Confirmed confirmed(Candidate candidate) {
        RankedTrial winner = candidate.ranking().winner();
        Confirmed fresh = winner == null ? null : winner.confirmed();
        return fresh == null || fresh.interval().n() == 0 ? null : fresh;
    }

    /** The confirmed first, by their means; then the others by what the search found; of equals the one named first. */
    private static Comparator<Candidate> order(Direction direction) {
        return Comparator.<Candidate>comparingInt(candidate -> confirmed(candidate) == null ? 1 : 0)
                .thenComparingDouble(candidate -> direction.minimized(value(candidate)));
    }

    private static double value(Candidate candidate) {
        Confirmed fresh = confirmed(candidate);
        if (fresh != null) return fresh.interval().mean();
        RankedTrial winner = candidate.ranking().winner();
        return winner == null ? Double.NaN : winner.value();
    }

    /** By their places among the candidates. */
    private static Map<Integer, String> letters(List<Candidate> candidates, List<Integer> ranked) {
        List<Integer> tested = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        List<Confirmed> replicates = new ArrayList<>();
        for (int at : ranked) {
            Confirmed fresh = confirmed(candidates.get(at));
            if (fresh == null) continue;
            places.add(tested.size());
            tested.add(at);
            replicates.add(fresh);
        }
        Map<Integer, String> byPlace = new LinkedHashMap<>();
        if (tested.size() < 2) return byPlace;
        List<String> letters =
                Ties.of(replicates, overlap(candidates.get(tested.getFirst()))).letters(places);
        for (int i = 0; i < tested.size(); i++) byPlace.put(tested.get(i), letters.get(i));
        return byPlace;
    }

    private static double overlap(Candidate candidate) {
        return Overlap.of(candidate.ranking().template());
    }

    private static Relation relation(Candidate first, Candidate other) {
        if (!differences(first, other).isEmpty()
                || first.ranking().winner() == null
                || other.ranking().winner() == null) return Relation.NONE;
        Confirmed one = confirmed(first);
        Confirmed two = confirmed(other);
        boolean sameChance = first.seed() == other.seed();
        if (one != null && two != null) {
            if (sameChance && one.differences(two).length >= 2) return Relation.PAIRED;
            if (one.interval().n() >= 2 && two.interval().n() >= 2) return Relation.UNPAIRED;
        }
        return Relation.SEARCHED;
    }

    private static @Nullable Interval gain(Candidate first, Candidate other, Relation relation) {
        Direction direction = first.ranking().objective().direction();
        Confirmed one = confirmed(first);
        Confirmed two = confirmed(other);
        return switch (relation) {
            case REFERENCE, NONE -> null;
            case PAIRED -> one == null || two == null ? null : paired(one, two, direction, overlap(first));
            case UNPAIRED ->
                one == null || two == null
                        ? null
                        : Interval.ofDifference(
                                minimized(one, direction), overlap(first), minimized(two, direction), overlap(other));
            case SEARCHED -> {
                RankedTrial before = first.ranking().winner();
                RankedTrial after = other.ranking().winner();
                yield before == null || after == null
                        ? null
                        : new Interval(
                                direction.minimized(before.value()) - direction.minimized(after.value()),
                                Double.NaN,
                                Double.NaN,
                                0);
            }
        };
    }

    private static Interval paired(Confirmed first, Confirmed other, Direction direction, double overlap) {
        double[] gains = first.differences(other);
        for (int i = 0; i < gains.length; i++) gains[i] = direction.minimized(gains[i]);
        return Interval.of(gains, overlap);
    }

    private static double[] minimized(Confirmed confirmed, Direction direction) {
        return confirmed.values().stream()
                .mapToDouble(replicate -> direction.minimized(replicate.value()))
                .toArray();
    }
}
