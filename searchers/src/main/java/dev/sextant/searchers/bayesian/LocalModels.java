// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.engine.random.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The landscape of more trials than one process can hold: at a glance by the nearest trials ({@link Glance}), exactly
 * by a process conditioned on the {@value #NEAR} trials nearest to a point, the {@value #BEST} best ones and those
 * under way. All of them count improvements from the same value.
 *
 * <p>Cost: a process of some 350 trials for every place that is climbed from, unless another's covers it. Threads:
 * confined to one.
 */
final class LocalModels implements Landscape {
    private static final int NEAR = 300;
    private static final int BEST = 50;
    private static final int PENDING = 64;

    /** A process covers a point when it knows so many of the nearest trials. */
    private static final int COVERED = 32;

    private final Evidence evidence;
    private final boolean[] categorical;
    private final Hyperparameters hyperparameters;
    private final Draws draws;
    private final Inputs trials;
    private final List<Model> models = new ArrayList<>();
    private final Acquisition home;
    private final Glance glance;

    /** @param members of the evidence, in the order of {@link Evidence#all} */
    private record Model(boolean[] members, Acquisition acquisition) {}

    LocalModels(Evidence evidence, boolean[] categorical, Hyperparameters hyperparameters, Draws draws) {
        this.evidence = evidence;
        this.categorical = categorical;
        this.hyperparameters = hyperparameters;
        this.draws = draws;
        trials = new Inputs(evidence.all(), categorical, hyperparameters.weights());
        int top = new Nearest(1).among(evidence.y(), 0, evidence.completed()).places()[0];
        home = make(evidence.points()[top], Double.NaN).acquisition();
        glance = new Glance(evidence, trials, hyperparameters, home.incumbent());
    }

    private Model make(double[] x, double incumbent) {
        double[] distances = new double[trials.count];
        trials.distances(x, distances);
        boolean[] members = new Subset(evidence, categorical)
                .best(BEST)
                .nearest(distances, NEAR)
                .nearestPending(distances, PENDING)
                .chosen();
        Evidence part = evidence.part(members);
        Acquisition acquisition =
                new Acquisition(part, categorical, hyperparameters, draws.of("bayesian.fantasies"), incumbent);
        Model model = new Model(members, acquisition);
        models.add(model);
        return model;
    }

    @Override
    public Acquisition near(double[] x) {
        int data = evidence.points().length;
        double[] distances = new double[trials.count];
        trials.distances(x, distances);
        int[] places = new Nearest(COVERED)
                .among(distances, 0, data)
                .also(distances, data + evidence.pending().length, trials.count)
                .places();
        for (Model model : models)
            if (Arrays.stream(places).allMatch(place -> model.members()[place])) return model.acquisition();
        return make(x, home.incumbent()).acquisition();
    }

    @Override
    public double[] values(List<double[]> points) {
        return points.stream().mapToDouble(glance::value).toArray();
    }

    @Override
    public void predict(List<double[]> points, double[] means, double[] variances) {
        for (int i = 0; i < points.size(); i++) {
            glance.predict(points.get(i));
            means[i] = glance.mean();
            variances[i] = glance.variance();
        }
    }

    @Override
    public double[] bestPoint() {
        return home.bestPoint();
    }

    @Override
    public double bestMean() {
        return home.bestMean();
    }
}
