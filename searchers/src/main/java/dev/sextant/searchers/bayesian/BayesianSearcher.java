// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Bayesian optimisation: a Gaussian process with a Matérn-5/2 kernel and a lengthscale for every parameter, fitted to
 * the warped results, and the logarithm of the expected improvement.
 *
 * <p>Source: Snoek, Larochelle and Adams 2012, "Practical Bayesian optimization of machine learning algorithms"; Ament
 * et al. 2023 for the acquisition. Departures: outputs are warped ({@link OutputWarp}), failures stay out of the
 * regression ({@link Feasibility}), hyperparameters are their most probable values, every twentieth proposal and every
 * proposal after five that promised next to nothing goes where the result is least certain.
 *
 * <p>The note holds theta, from which the next fit starts; so a resumed study goes on as if never interrupted.
 *
 * <p>Cost: n³/2 multiply-adds an evaluation of the fit, about fifteen of them, from {@value #KEPT_FROM} observations on
 * not for every proposal; then some thousand predictions of n²/2.
 *
 * <p>Randomness: the study's seed for the initial design, the trial's streams {@code bayesian.*} for the rest. Threads:
 * without state between calls.
 */
final class BayesianSearcher implements Searcher {
    /** One proposal in so many looks where the result is least certain. */
    private static final int GUARD_EVERY = 20;

    /** So many proposals in a row that promise next to nothing call for a guard. */
    private static final int GUARD_AFTER = 5;

    private static final double NEXT_TO_NOTHING = 1e-6;

    /** Up to so many observations every fit starts from the priors' middle too; beyond, one fit in five. */
    private static final int COLD_UP_TO = 40;

    private static final int COLD_EVERY = 5;

    /** From so many observations on, a fit is kept while their number grows by less than a twentieth. */
    private static final int KEPT_FROM = 64;

    private static final int KEPT_PART = 20;

    /** How often a point of the initial design that was tried before is exchanged for another. */
    private static final int ATTEMPTS = 16;

    private static final int ATTEMPT_STRIDE = 1 << 16;

    private final Encoding encoding;
    private final InitialDesign design;

    BayesianSearcher(Space space, int initial, long seed) {
        this.encoding = new Encoding(space);
        this.design = new InitialDesign(encoding.dimensions(), initial, seed);
    }

    @Override
    public Proposal propose(View view, long trial, Draws draws) {
        if (encoding.dimensions() == 0 || design.lasts(view, trial)) return initial(view, trial);
        Evidence evidence = Evidence.of(view, encoding);
        double[] theta = fit(evidence, lastTheta(view));
        Hyperparameters hyperparameters = Hyperparameters.of(theta);
        Acquisition acquisition =
                new Acquisition(evidence, encoding.categorical(), hyperparameters, draws.of("bayesian.fantasies"));
        AcquisitionSearch search = new AcquisitionSearch(encoding, evidence, acquisition, hyperparameters, draws);
        boolean guard = guards(view, trial);
        Candidate candidate = guard ? search.leastCertain() : search.best();
        if (candidate == null) return initial(view, trial);
        return new Proposal(
                encoding.decode(candidate.x()),
                note(view, evidence, acquisition, candidate, theta, hyperparameters, guard ? "guard" : "model"));
    }

    /** A point of the initial design; where everything near was tried before, possibly again. */
    private Proposal initial(View view, long trial) {
        Configuration configuration = encoding.decode(encoding.fromUnit(design.point(trial)));
        for (int attempt = 1; attempt < ATTEMPTS && tried(view, configuration); attempt++)
            configuration = encoding.decode(encoding.fromUnit(design.point(trial + (long) attempt * ATTEMPT_STRIDE)));
        ObjectNode note = JsonNodeFactory.instance.objectNode().put("reason", "initial");
        return new Proposal(configuration, new Note(note));
    }

    private static boolean tried(View view, Configuration configuration) {
        return view.pending().contains(configuration)
                || view.observed().stream()
                        .anyMatch(observation -> observation.configuration().equals(configuration));
    }

    private double[] fit(Evidence evidence, double @Nullable [] last) {
        int n = evidence.points().length;
        int every = n < KEPT_FROM ? 1 : n / KEPT_PART;
        if (last != null && n % every != 0) return last;
        MarginalLikelihood likelihood = new MarginalLikelihood(
                Kernel.MATERN_52, evidence.points(), encoding.categorical(), evidence.y(), evidence.extra());
        boolean cold = n <= COLD_UP_TO || n % (COLD_EVERY * every) == 0;
        return GaussianProcess.fit(likelihood, encoding.dimensions(), last, cold);
    }

    /** Where the last fit that the view tells of ended, or null. */
    private double @Nullable [] lastTheta(View view) {
        for (Observation observation : view.observed().reversed()) {
            JsonNode theta = observation.note().content().path("theta");
            if (theta.size() != encoding.dimensions() + 2) continue;
            double[] values = new double[theta.size()];
            for (int i = 0; i < values.length; i++) values[i] = theta.get(i).doubleValue();
            return values;
        }
        return null;
    }

    /**
     * Whether this proposal is a guard. The proposals in a row are counted in the view; so that not every trial of a
     * window finds the same row, only one trial in a window's length answers it.
     */
    private static boolean guards(View view, long trial) {
        if (trial % GUARD_EVERY == GUARD_EVERY - 1) return true;
        if (trial % (view.pending().size() + 1) != 0) return false;
        int small = 0;
        for (Observation observation : view.observed().reversed()) {
            ObjectNode note = observation.note().content();
            if (!note.path("reason").asText().equals("model")) break;
            if (!(note.path("improvement").asDouble(1) < NEXT_TO_NOTHING)) break;
            if (++small >= GUARD_AFTER) return true;
        }
        return false;
    }

    private Note note(
            View view,
            Evidence evidence,
            Acquisition acquisition,
            Candidate candidate,
            double[] theta,
            Hyperparameters hyperparameters,
            String reason) {
        acquisition.predict(candidate.x());
        double mean = acquisition.mean();
        double deviation = acquisition.deviation();
        OutputWarp warp = evidence.warp();
        ObjectNode note = JsonNodeFactory.instance.objectNode();
        note.put("reason", reason);
        note.put("predictedMean", view.direction().minimized(warp.invert(mean)));
        note.put("predictedDeviation", warp.invert(mean + deviation) / 2 - warp.invert(mean - deviation) / 2);
        note.put("acquisition", candidate.value());
        note.put("improvement", (acquisition.incumbent() - mean) / hyperparameters.signal());
        ArrayNode values = note.putArray("theta");
        for (double value : theta) values.add(value);
        return new Note(note);
    }
}
