// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.pareto.Chebyshev;
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
 * et al. 2023 for the acquisition. Departures: outputs are warped ({@link WarpChoice}), failures stay out of the
 * regression ({@link Feasibility}), hyperparameters are their most probable values, every twentieth proposal and every
 * proposal after five that promised next to nothing goes where the result is least certain.
 *
 * <p>Several objectives become one by weights drawn anew for every trial ({@link Targets}); constraints have processes
 * of their own ({@link ConstraintProcess}).
 *
 * <p>The note holds theta, from which the next fit starts; so a resumed study goes on as if never interrupted.
 *
 * <p>Up to {@value Fitting#ALL_UP_TO} trials one process holds them all. Beyond, two proposals of three come from trust
 * regions with models of their own ({@link TrustRegions}), the third from the whole space by processes of the trials
 * near a place ({@link LocalModels}), so that a proposal's cost hardly grows any more.
 *
 * <p>Cost: n³/2 multiply-adds an evaluation of the fit, about fifteen of them ({@link Fitting} says when); then some
 * thousand predictions of n²/2, for an n of at most 500; and one pass over the view.
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

    /** How often a point of the initial design that was tried before is exchanged for another. */
    private static final int ATTEMPTS = 16;

    /**
     * How far along the sequence the other point is. Odd: points that are a power of 2 apart lie in the same cells of
     * the first dimensions, and a space of few values is all such cells.
     */
    private static final int ATTEMPT_STRIDE = (1 << 16) + 1;

    /** Of more trials than one process holds, one in so many goes where the model of the whole space says. */
    private static final int WHOLE_EVERY = 3;

    private final Encoding encoding;
    private final InitialDesign design;

    BayesianSearcher(Space space, int initial, long seed) {
        this.encoding = new Encoding(space);
        this.design = new InitialDesign(encoding.dimensions(), initial, seed);
    }

    @Override
    public Proposal propose(View view, long trial, Draws draws) {
        if (encoding.dimensions() == 0 || design.lasts(view, trial)) return initial(view, trial);
        Chebyshev scalarization = view.goals().several()
                ? Chebyshev.drawn(view.goals().objectives().size(), draws.of("bayesian.weights"))
                : null;
        Targets targets = Targets.of(view, scalarization);
        double[] last = lastTheta(view);
        Evidence evidence = Evidence.of(view, encoding, targets, last);
        boolean guard = guards(view, trial);
        boolean whole = guard
                || Fitting.fitsOneProcess(evidence)
                || trial % WHOLE_EVERY == 0
                || !targets.ofObjective()
                || !view.goals().constraints().isEmpty();
        Model model = whole ? Model.whole(evidence, encoding, last, trial, draws) : regional(view, evidence, draws);
        AcquisitionSearch search = new AcquisitionSearch(encoding, evidence, model, draws);
        Candidate candidate = guard ? search.leastCertain() : search.best();
        if (candidate == null) return initial(view, trial);
        ModelNote note = new ModelNote(guard ? "guard" : ModelNote.BY_MODEL, model, candidate, scalarization);
        return new Proposal(encoding.decode(candidate.x()), note.write(view.direction(), targets.ofObjective()));
    }

    private Model regional(View view, Evidence evidence, Draws draws) {
        TrustRegion region = new TrustRegions(view, encoding).chosen(draws.of("bayesian.region"));
        double[] last = theta(region.theta());
        return RegionalModel.of(region, evidence, encoding, last == null ? lastTheta(view) : last, draws);
    }

    /** A point of the initial design; where everything near was tried before, possibly again. */
    private Proposal initial(View view, long trial) {
        Configuration configuration = encoding.decode(encoding.fromUnit(design.point(trial)));
        for (int attempt = 1; attempt < ATTEMPTS && tried(view, configuration); attempt++)
            configuration = encoding.decode(encoding.fromUnit(design.point(trial + (long) attempt * ATTEMPT_STRIDE)));
        ObjectNode note = JsonNodeFactory.instance.objectNode().put(ModelNote.REASON, "initial");
        return new Proposal(configuration, new Note(note));
    }

    private static boolean tried(View view, Configuration configuration) {
        return view.pending().contains(configuration)
                || view.observed().stream()
                        .anyMatch(observation -> observation.configuration().equals(configuration));
    }

    /** Where the last fit to all trials that the view tells of ended, or null. */
    private double @Nullable [] lastTheta(View view) {
        for (Observation observation : view.observed().reversed()) {
            if (!observation.note().get("region").isMissingNode()) continue;
            double[] theta = theta(observation.note().get(ModelNote.THETA));
            if (theta != null) return theta;
        }
        return null;
    }

    private double @Nullable [] theta(@Nullable JsonNode written) {
        if (written == null || written.size() != encoding.dimensions() + 2) return null;
        double[] values = new double[written.size()];
        for (int i = 0; i < values.length; i++) values[i] = written.get(i).doubleValue();
        return values;
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
            if (!observation.note().get(ModelNote.REASON).asText().equals(ModelNote.BY_MODEL)) break;
            if (!(observation.note().get(ModelNote.IMPROVEMENT).asDouble(1) < NEXT_TO_NOTHING)) break;
            if (++small >= GUARD_AFTER) return true;
        }
        return false;
    }
}
