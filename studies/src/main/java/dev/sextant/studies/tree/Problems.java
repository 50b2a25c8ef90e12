// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.tree;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The problems found so far. Of very many only those are kept that a person would look at first: errors before
 * warnings, then those that stand first in the file.
 *
 * <p>Cost: O(log k) a problem, O(k) memory, with the k that are kept.
 */
public final class Problems {
    /** So many are told at most. */
    public static final int LIMIT = 10_000;

    /** So many are kept. */
    public static final int KEPT = 1000;

    private static final Comparator<Problem> FIRST =
            Comparator.comparing((Problem problem) -> !problem.severe()).thenComparing(Problem::at);

    /** The last of those that are kept comes first. */
    private final PriorityQueue<Found> kept = new PriorityQueue<>(Found.ORDER.reversed());

    private final int limit;
    private int count;
    private int errors;

    /** As many as are found. */
    public Problems() {
        this(Integer.MAX_VALUE);
    }

    private Problems(int limit) {
        this.limit = limit;
    }

    /**
     * Of a text that a person gave: what has {@value #LIMIT} problems is not worth its reading to the end, and the next
     * one ends it by a {@link TooManyException}.
     */
    public static Problems limited() {
        return new Problems(LIMIT);
    }

    /** There are more problems than anyone will look at. */
    public static final class TooManyException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private TooManyException() {
            super("more than " + LIMIT + " problems");
        }
    }

    /** @param number in the order of finding, which decides between problems at one place */
    private record Found(Problem problem, int number) {
        static final Comparator<Found> ORDER =
                Comparator.comparing(Found::problem, FIRST).thenComparingInt(Found::number);
    }

    public void error(Position at, String path, String message, String help) {
        add(new Problem(true, at, path, message, help));
    }

    public void warning(Position at, String path, String message, String help) {
        add(new Problem(false, at, path, message, help));
    }

    private void add(Problem problem) {
        if (count >= limit) throw new TooManyException();
        kept.add(new Found(problem, count++));
        if (kept.size() > KEPT) kept.remove();
        if (problem.severe()) errors++;
    }

    public void addAll(Problems others) {
        others.kept.stream().sorted(Comparator.comparingInt(Found::number)).forEach(found -> add(found.problem()));
        count += others.count - others.kept.size();
        long severe =
                others.kept.stream().filter(found -> found.problem().severe()).count();
        errors += others.errors - (int) severe;
    }

    public boolean severe() {
        return errors > 0;
    }

    /** All of them, kept or not. */
    public int count() {
        return count;
    }

    /** Whether there may be more than were counted. */
    public boolean full() {
        return count >= limit;
    }

    /** Those that are no warnings, kept or not. */
    public int errors() {
        return errors;
    }

    /** Those that are kept, in the order of the file, then of the arguments. */
    public List<Problem> sorted() {
        return kept.stream()
                .sorted(Comparator.comparing((Found found) -> found.problem().at())
                        .thenComparingInt(Found::number))
                .map(Found::problem)
                .toList();
    }
}
