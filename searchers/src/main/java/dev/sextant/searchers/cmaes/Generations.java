// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.cmaes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Merit;
import dev.sextant.engine.trial.Observation;
import java.util.ArrayList;
import java.util.List;

/**
 * The states of the strategy, one after the other.
 *
 * <p>A generation is λ results that follow each other, in the order in which they became known, among the trials of one
 * restart: what an earlier view observed is the beginning of what a later one does. The state after it is a function of
 * the state before and of these results; whichever trials a state determines are drawn from it. With a window of w
 * trials the first w − 1 of a generation are therefore still drawn from an older state: their steps are taken from the
 * mean of now and cut to the length that a step of now may have (Hansen 2011, "Injecting external solutions into
 * CMA-ES"). The first trial that a state determines carries it in its note, so that the next state is made from there;
 * made from the first on it is the same, bit for bit.
 *
 * <p>A restart begins with twice the population at a random place (Auger and Hansen 2005, "A restart CMA evolution
 * strategy with increasing population size"), when every continuous deviation is below {@value #POINT}, when the
 * longest axis is {@value #MOST_CONDITION} times the shortest, or when the best value of 10 + 30 d/λ generations in a
 * row is the same. Results of the restart before that are still to come are left out.
 */
final class Generations {
    static final String STATE = "state";
    private static final double POINT = 1e-6;
    private static final double MOST_CONDITION = 1e7;
    private static final double FLAT = 1e-12;

    private final Variables variables;
    private final Goals goals;
    private final long seed;

    Generations(Variables variables, Goals goals, long seed) {
        this.variables = variables;
        this.goals = goals;
        this.seed = seed;
    }

    /**
     * The state that a view determines.
     *
     * @param fresh whether the last result of the view made it
     */
    record Latest(State state, boolean fresh) {}

    /** @param first the state before any generation */
    Latest latest(View view, State first) {
        List<Observation> observed = view.observed();
        State state = lastNoted(observed);
        if (state == null) state = first;
        boolean fresh = false;
        List<Member> members = new ArrayList<>();
        for (int i = Math.toIntExact(state.from()); i < observed.size(); i++) {
            Member member = Member.of(observed.get(i), variables, state.restart());
            if (member == null) continue;
            members.add(member);
            if (members.size() < state.population()) continue;
            state = next(state, members, i + 1);
            members.clear();
            fresh = i == observed.size() - 1;
        }
        return new Latest(state, fresh);
    }

    private @org.jspecify.annotations.Nullable State lastNoted(List<Observation> observed) {
        for (Observation observation : observed.reversed()) {
            JsonNode state = observation.note().content().path(STATE);
            if (state.path("mean").size() == variables.numbers() && state.has("from")) return State.read(state);
        }
        return null;
    }

    /**
     * The state after a generation.
     *
     * @param from results there are in it and before it
     */
    private State next(State state, List<Member> members, int from) {
        int d = variables.numbers();
        Strategy strategy = Strategy.of(d, state.population());
        Selection selection = Selection.of(members, goals, state.generation(), seed);
        double[] weights = selection.weights(strategy.weights());
        double[][] odds = state.odds().clone();
        double rate =
                Strategy.of(d + variables.categories(), state.population()).pathSigma();
        for (int c = 0; c < odds.length; c++) {
            int category = c;
            int[] chosen = members.stream()
                    .mapToInt(member -> member.chosen()[category])
                    .toArray();
            odds[c] = Odds.moved(odds[c], weights, chosen, rate, odds.length);
        }
        Step step = new Step(state, strategy, members, weights);
        double[] mean = step.mean();
        double[] margins = state.margins().clone();
        double sigma = step.sigma();
        double[][] covariance = step.covariance();
        double alpha = 1.0 / (Math.max(1, d) * (double) state.population());
        for (int i = 0; i < d; i++) {
            Domain.Share cell = variables.cell(i, mean[i]);
            if (cell != null) Margin.correct(i, cell, mean, margins, sigma * Math.sqrt(covariance[i][i]), alpha);
            mean[i] = Math.clamp(mean[i], 0, 1);
        }

        Merit best = selection.best();
        boolean valued = best.kind() == Merit.Kind.FEASIBLE;
        boolean same = !valued
                || Math.abs(best.first() / 2 - state.flatValue() / 2)
                        <= FLAT * Math.max(1, Math.abs(state.flatValue() / 2));
        State next = new State(
                state.restart(),
                state.generation() + 1,
                state.begun(),
                from,
                state.population(),
                sigma,
                mean,
                margins,
                covariance,
                step.pathSigma(),
                step.pathCovariance(),
                odds,
                same ? state.flatValue() : best.first(),
                same ? state.flat() + 1 : 0);
        return ends(next) ? restarted(next) : next;
    }

    private boolean ends(State state) {
        int d = variables.numbers();
        int flatFor = 10 + (int) StrictMath.ceil(30.0 * Math.max(1, d) / state.population());
        if (state.flat() >= flatFor) return true;
        if (d == 0) return false;
        if (!(state.sigma() > 0) || !Double.isFinite(state.sigma())) return true;
        double widest = -1;
        for (int i = 0; i < d; i++) {
            double deviation = state.sigma() * Math.sqrt(state.covariance()[i][i]);
            if (!Double.isFinite(deviation) || !Double.isFinite(state.mean()[i])) return true;
            if (variables.cell(i, state.mean()[i]) == null) widest = Math.max(widest, deviation);
        }
        return (variables.continuous() && widest < POINT)
                || new Ellipsoid(state.covariance()).condition() > MOST_CONDITION;
    }

    private State restarted(State ended) {
        int d = variables.numbers();
        DrawSequence chance = new Draws(seed, 0).of("cmaes.restart", ended.restart() + 1);
        double[] mean = new double[d];
        for (int i = 0; i < d; i++) mean[i] = chance.uniform();
        return State.begin(
                ended.restart() + 1,
                ended.generation(),
                ended.from(),
                2 * ended.population(),
                State.FIRST_SIGMA,
                mean,
                State.identity(d),
                State.evenOdds(variables));
    }
}
