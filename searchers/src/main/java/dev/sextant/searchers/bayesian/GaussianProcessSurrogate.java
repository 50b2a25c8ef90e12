// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.spi.Surrogate;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The searcher's model for reports: the same warp, priors and kernel, fitted from the priors' middle; of more than
 * {@value #MOST} trials the best and such as are spread out, and of more than {@value #MOST_FAILED} that failed or
 * diverged so many, evenly by number.
 *
 * <p>Source for leaving one out: Rasmussen and Williams 2006, equations 5.10 to 5.12, with the hyperparameters of all.
 *
 * <p>Cost: a fit, then n²/2 multiply-adds a point and n a pair. Threads: confined to one.
 */
public final class GaussianProcessSurrogate implements Surrogate {
    private static final int LEAST_COMPLETED = 3;

    /** Of more trials only so many are taken, and among them the best. */
    private static final int MOST = 400;

    private static final int BEST = 100;
    private static final int MOST_FAILED = 200;

    /** No value lies beyond, so that differences and means of values are finite. */
    private static final double FARTHEST = Double.MAX_VALUE / 4;

    private final Encoding encoding;
    private final Evidence evidence;
    private final Hyperparameters hyperparameters;
    private final GaussianProcess process;
    private final double[] alpha;
    private final Direction direction;
    private final List<Foretold> leaveOneOut;
    private final @Nullable Feasibility feasibility;

    private GaussianProcessSurrogate(View all) {
        View view = new View(all.space(), Goals.of(all.goals().first()), all.observed(), List.of());
        int completed = Evidence.completed(view);
        if (completed < LEAST_COMPLETED)
            throw new IllegalArgumentException(
                    "a surrogate needs at least %d completed trials, got %d".formatted(LEAST_COMPLETED, completed));
        encoding = new Encoding(view.space());
        Evidence whole = Evidence.of(view, encoding);
        boolean[] kept = kept(whole, encoding.categorical());
        evidence = whole.part(kept);
        direction = view.direction();
        hyperparameters = Hyperparameters.of(Fitting.fit(evidence, encoding.categorical(), null, true));
        double[] diagonal = evidence.extra().clone();
        for (int i = 0; i < diagonal.length; i++) diagonal[i] += hyperparameters.noise();
        process = new GaussianProcess(
                Kernel.MATERN_52, evidence.points(), encoding.categorical(), hyperparameters, diagonal);
        alpha = process.solve(evidence.y());
        leaveOneOut = leaveOneOut(view, kept);
        feasibility =
                Feasibility.tells(evidence) ? new Feasibility(evidence, encoding.categorical(), hyperparameters) : null;
    }

    /** Which of all points the model is fitted to. */
    private static boolean[] kept(Evidence evidence, boolean[] categorical) {
        int points = evidence.points().length;
        int failed = evidence.failed().length;
        boolean[] kept = new boolean[points + failed];
        Arrays.fill(kept, 0, points, true);
        if (points > MOST)
            kept = new Subset(evidence, categorical)
                    .best(BEST)
                    .farthestUpTo(MOST)
                    .chosen();
        for (long i = 0; i < Math.min(failed, MOST_FAILED); i++)
            kept[points + (int) (i * failed / Math.min(failed, MOST_FAILED))] = true;
        return kept;
    }

    private List<Foretold> leaveOneOut(View view, boolean[] kept) {
        Targets targets = Targets.of(view, null);
        List<Observation> told = targets.told();
        double[] precision = process.precision();
        List<Foretold> foretold = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            if (!kept[i]) continue;
            int at = foretold.size();
            double mean = evidence.y()[at] - alpha[at] / precision[at];
            foretold.add(new Foretold(
                    told.get(i).trial(), direction.minimized(targets.values()[i]), mean, 1 / precision[at]));
        }
        foretold.sort(Comparator.comparingLong(Foretold::trial));
        return List.copyOf(foretold);
    }

    @Override
    public Posterior at(List<Configuration> points) {
        return new JointPosterior(process, alpha, evidence.points(), inputs(points));
    }

    private Inputs inputs(List<Configuration> points) {
        double[][] x = points.stream().map(encoding::encode).toArray(double[][]::new);
        return new Inputs(x, encoding.categorical(), hyperparameters.weights());
    }

    @Override
    public double value(double latent) {
        return direction.minimized(Math.clamp(evidence.warp().invert(latent), -FARTHEST, FARTHEST));
    }

    @Override
    public double noise() {
        return hyperparameters.noise();
    }

    @Override
    public double[] trains(List<Configuration> points) {
        double[] probability = new double[points.size()];
        if (feasibility != null)
            feasibility.addLogProbabilities(
                    JointPosterior.covariances(inputs(points), evidence.all(), hyperparameters),
                    evidence.points().length,
                    probability);
        for (int i = 0; i < probability.length; i++) probability[i] = Math.min(1, StrictMath.exp(probability[i]));
        return probability;
    }

    @Override
    public List<Foretold> leaveOneOut() {
        return leaveOneOut;
    }

    /** What the process was conditioned on. */
    Evidence evidence() {
        return evidence;
    }

    Hyperparameters hyperparameters() {
        return hyperparameters;
    }

    /** Fits the surrogate to a view. */
    public static final class Fit implements Surrogate.Factory {
        @Override
        public Surrogate fit(View view) {
            return new GaussianProcessSurrogate(view);
        }
    }
}
