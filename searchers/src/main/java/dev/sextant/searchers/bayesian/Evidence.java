// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a view says, as the model takes it.
 *
 * <p>Completed trials are observations. Failed and diverged ones are no values at all: they speak through
 * {@link Feasibility}. A pruned trial is an observation of the value it would have reached: its best so far, less what
 * the completed trials on average still gained from that epoch on (on the warped scale), with the variance of that gain
 * as extra noise, at least {@value #LEAST_PRUNED_NOISE}; where fewer than three completed trials tell, its best so far
 * with extra noise {@value #UNKNOWN_PRUNED_NOISE}. It never counts as the best value, nor does a completed trial that
 * breaks a constraint.
 *
 * @param points of the completed trials that may be the best, then of those that break constraints, then the pruned
 *     ones
 * @param y their values, warped, smaller is better
 * @param extra noise variance of each beside the common one
 * @param completed how many of them may be the best
 * @param failed points of failed and diverged trials
 * @param pending points of trials under way
 * @param constraints how probable it is that each is kept
 */
record Evidence(
        double[][] points,
        double[] y,
        double[] extra,
        int completed,
        double[][] failed,
        double[][] pending,
        Warp warp,
        List<ConstraintProcess> constraints) {
    static final double LEAST_PRUNED_NOISE = 0.01;
    static final double UNKNOWN_PRUNED_NOISE = 1;
    private static final int TELLING = 3;

    Evidence {
        constraints = List.copyOf(constraints);
    }

    /** Without constraints. */
    Evidence(
            double[][] points,
            double[] y,
            double[] extra,
            int completed,
            double[][] failed,
            double[][] pending,
            Warp warp) {
        this(points, y, extra, completed, failed, pending, warp, List.of());
    }

    /** How many trials of the view completed and told a value. */
    static int completed(View view) {
        int count = 0;
        for (Observation observation : view.observed()) if (Targets.tells(observation, view.goals())) count++;
        return count;
    }

    /** For the first objective. The view must hold at least one completed trial. */
    static Evidence of(View view, Encoding encoding) {
        return of(view, encoding, Targets.of(view, null), null);
    }

    /**
     * For these targets, of which there must be one.
     *
     * @param theta of the last fit, by which the warp is chosen; null where there is none
     */
    static Evidence of(View view, Encoding encoding, Targets targets, double @Nullable [] theta) {
        double[][] told = targets.told().stream()
                .map(trial -> encoding.encode(trial.configuration()))
                .toArray(double[][]::new);
        return of(
                view,
                encoding,
                targets,
                told,
                theta == null
                        ? new OutputWarp(targets.values())
                        : WarpChoice.of(told, targets.values(), encoding.categorical(), theta));
    }

    /**
     * For these targets, through a warp that is given.
     *
     * @param told the points of the targets
     */
    static Evidence of(View view, Encoding encoding, Targets targets, double[][] told, Warp warp) {
        List<double[]> points = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        List<Double> extra = new ArrayList<>();
        for (boolean counts : new boolean[] {true, false})
            for (int i = 0; i < targets.values().length; i++) {
                if (targets.counts()[i] != counts) continue;
                points.add(told[i]);
                y.add(warp.apply(targets.values()[i]));
                extra.add(0.0);
            }
        int completed = 0;
        for (boolean counts : targets.counts()) if (counts) completed++;
        if (targets.ofObjective()) prune(view, encoding, warp, points, y, extra);
        List<double[]> failed = new ArrayList<>();
        for (Observation observation : view.observed())
            switch (observation.outcome()) {
                case Outcome.Completed _ -> {
                    if (!Targets.tells(observation, view.goals()))
                        failed.add(encoding.encode(observation.configuration()));
                }
                case Outcome.Diverged _, Outcome.Failed _ -> failed.add(encoding.encode(observation.configuration()));
                case Outcome.Pruned _ -> {}
            }
        return new Evidence(
                points.toArray(double[][]::new),
                y.stream().mapToDouble(Double::doubleValue).toArray(),
                extra.stream().mapToDouble(Double::doubleValue).toArray(),
                completed,
                failed.toArray(double[][]::new),
                view.pending().stream()
                        .map((Configuration pending) -> encoding.encode(pending))
                        .toArray(double[][]::new),
                warp,
                constraints(view, encoding, targets));
    }

    /** Adds the pruned trials. */
    private static void prune(
            View view, Encoding encoding, Warp warp, List<double[]> points, List<Double> y, List<Double> extra) {
        Direction direction = view.direction();
        List<Outcome.Completed> finals = new ArrayList<>();
        for (Observation observation : view.observed())
            if (observation.outcome() instanceof Outcome.Completed completed) finals.add(completed);
        Map<Integer, double[]> gains = new TreeMap<>();
        for (Observation observation : view.observed())
            if (observation.outcome() instanceof Outcome.Pruned pruned && Double.isFinite(pruned.value())) {
                double[] gain =
                        gains.computeIfAbsent(pruned.curve().epochs(), epoch -> gain(finals, epoch, direction, warp));
                points.add(encoding.encode(observation.configuration()));
                y.add(warp.apply(direction.minimized(pruned.value())) - gain[0]);
                extra.add(gain[1]);
            }
    }

    /** None while no trial keeps them all: then their violation is what is learned. */
    private static List<ConstraintProcess> constraints(View view, Encoding encoding, Targets targets) {
        Goals goals = view.goals();
        boolean kept = targets.told().stream().anyMatch(trial -> goals.feasible((Outcome.Completed) trial.outcome()));
        if (!kept) return List.of();
        double[][] points = targets.told().stream()
                .map(trial -> encoding.encode(trial.configuration()))
                .toArray(double[][]::new);
        return goals.constraints().stream()
                .map(constraint -> new ConstraintProcess(
                        points,
                        targets.told().stream()
                                .mapToDouble(trial -> constraint.excess(
                                        goals.metric((Outcome.Completed) trial.outcome(), constraint.metric())))
                                .toArray(),
                        encoding.categorical()))
                .toList();
    }

    /** Mean and variance, warped, of what completed trials gained after this epoch. */
    private static double[] gain(List<Outcome.Completed> finals, int epoch, Direction direction, Warp warp) {
        double[] gains = finals.stream()
                .filter(completed -> epoch > 0 && completed.curve().epochs() >= epoch)
                .mapToDouble(completed ->
                        warp.apply(direction.minimized(completed.curve().bestUpTo(epoch, direction)))
                                - warp.apply(direction.minimized(completed.value())))
                .filter(Double::isFinite)
                .toArray();
        if (gains.length < TELLING) return new double[] {0, UNKNOWN_PRUNED_NOISE};
        double mean = 0;
        for (double one : gains) mean += one;
        mean /= gains.length;
        double squares = 0;
        for (double one : gains) squares += (one - mean) * (one - mean);
        return new double[] {mean, Math.max(squares / (gains.length - 1), LEAST_PRUNED_NOISE)};
    }

    /**
     * A part of it, in the same order.
     *
     * @param kept which are kept, in the order of {@link #all}
     */
    Evidence part(boolean[] kept) {
        int[] at = IntStream.range(0, points.length).filter(i -> kept[i]).toArray();
        int firstFailed = points.length + pending.length;
        return new Evidence(
                Arrays.stream(at).mapToObj(i -> points[i]).toArray(double[][]::new),
                Arrays.stream(at).mapToDouble(i -> y[i]).toArray(),
                Arrays.stream(at).mapToDouble(i -> extra[i]).toArray(),
                (int) Arrays.stream(at).filter(i -> i < completed).count(),
                IntStream.range(0, failed.length)
                        .filter(i -> kept[firstFailed + i])
                        .mapToObj(i -> failed[i])
                        .toArray(double[][]::new),
                IntStream.range(0, pending.length)
                        .filter(i -> kept[points.length + i])
                        .mapToObj(i -> pending[i])
                        .toArray(double[][]::new),
                warp,
                constraints);
    }

    /** Every point that has been or is being tried: completed, pruned, pending, failed. */
    double[][] all() {
        double[][] all = Arrays.copyOf(points, points.length + pending.length + failed.length);
        System.arraycopy(pending, 0, all, points.length, pending.length);
        System.arraycopy(failed, 0, all, points.length + pending.length, failed.length);
        return all;
    }
}
