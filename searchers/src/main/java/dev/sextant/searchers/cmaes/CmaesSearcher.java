// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.cmaes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.SearcherFactory;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Observation;
import dev.sextant.searchers.math.Sobol;

/**
 * Covariance matrix adaptation evolution strategy: draws from a normal distribution whose mean, width and shape follow
 * the better half of every generation.
 *
 * <p>Source: Hansen 2016, "The CMA evolution strategy: a tutorial", with active weights; what else is built in is told
 * of in {@link Generations} (pending trials, restarts), {@link Margin} (whole numbers, steps, numeric choices),
 * {@link Odds} (other choices) and {@link WarmStart}. The cube's walls: a draw outside is drawn again up to
 * {@value #ATTEMPTS} times, then moved to the wall. Parameters that are inactive in a configuration are drawn and
 * thrown away.
 *
 * <p>The note holds the trial's restart, generation and places, and the state where the trial is the first of it.
 *
 * <p>Cost: O(d³) a proposal, O(λ d² + d³) where a generation ends. Randomness: the trial's stream {@code cmaes}; by the
 * study's seed where restarts begin, the weights of several objectives, and the points before a warm start. Threads:
 * without state between calls.
 */
final class CmaesSearcher implements Searcher {
    private static final int ATTEMPTS = 10;

    private final Space space;
    private final Variables variables;
    private final int population;
    private final int warmStart;
    private final long seed;
    private final Sobol sobol;

    /**
     * @param population trials a generation; 0 for the tutorial's
     * @param warmStart trials that the first distribution is estimated from; 0 to begin at the default configuration
     */
    CmaesSearcher(SearcherFactory.Setting setting, int population, int warmStart) {
        this.space = setting.space();
        this.variables = new Variables(space);
        this.population =
                population > 0 ? population : Strategy.population(variables.numbers() + variables.categories());
        this.warmStart = warmStart;
        this.seed = setting.seed();
        this.sobol = Sobol.scrambled(space.dimensions(), new Draws(seed, 0).of("cmaes.initial"));
    }

    @Override
    public Proposal propose(View view, long trial, Draws draws) {
        if (view.observed().size() < warmStart) {
            ObjectNode note = JsonNodeFactory.instance.objectNode().put("reason", "initial");
            return new Proposal(space.fromUnit(sobol.point((int) trial)), new Note(note));
        }
        State first = warmStart > 0 ? WarmStart.of(view, warmStart, variables, population) : cold();
        Generations.Latest latest = new Generations(variables, view.goals(), seed).latest(view, first);
        return drawn(latest, view, draws.of("cmaes"));
    }

    private State cold() {
        double[] mean = variables.places(space.preset());
        for (int i = 0; i < mean.length; i++) if (Double.isNaN(mean[i])) mean[i] = 0.5;
        return State.begin(
                0, 0, 0, population, State.FIRST_SIGMA, mean, State.identity(mean.length), State.evenOdds(variables));
    }

    private Proposal drawn(Generations.Latest latest, View view, DrawSequence chance) {
        State state = latest.state();
        int d = variables.numbers();
        Ellipsoid ellipsoid = new Ellipsoid(state.covariance());
        double[] places = new double[d];
        int[] chosen = new int[variables.categories()];
        double[] z = new double[d];
        Configuration configuration = Configuration.EMPTY;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            for (int j = 0; j < d; j++) z[j] = chance.normal();
            double[] y = ellipsoid.stretch(z);
            boolean inside = true;
            for (int j = 0; j < d; j++) {
                double place = state.mean()[j] + state.sigma() * state.margins()[j] * y[j];
                places[j] = Math.clamp(place, 0, 1);
                inside &= places[j] == place;
            }
            for (int c = 0; c < chosen.length; c++) chosen[c] = Odds.option(state.odds()[c], chance.uniform());
            configuration = variables.configuration(places, chosen);
            if (inside && !tried(view, configuration)) break;
        }
        ObjectNode note = JsonNodeFactory.instance.objectNode();
        note.put("reason", state.restart() == 0 ? "model" : "restart");
        note.put(Member.RESTART, state.restart());
        note.put(Member.GENERATION, state.generation());
        note.put("stepSize", state.sigma());
        note.put("distance", Ellipsoid.length(z));
        ArrayNode drawn = note.putArray(Member.PLACES);
        for (double place : places) drawn.add(place);
        if (latest.fresh()) note.set(Generations.STATE, state.write());
        return new Proposal(configuration, new Note(note));
    }

    /** Where every value is discrete a point may come again; another is of more use. */
    private boolean tried(View view, Configuration configuration) {
        if (variables.continuous()) return false;
        if (view.pending().contains(configuration)) return true;
        for (Observation observation : view.observed())
            if (observation.configuration().equals(configuration)) return true;
        return false;
    }
}
