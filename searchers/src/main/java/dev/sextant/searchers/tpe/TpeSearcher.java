// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.tpe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Merit;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Observation;
import dev.sextant.searchers.math.Sobol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tree-structured Parzen estimator, multivariate: draws points where good trials are dense, and proposes the one at
 * which they are densest against the rest.
 *
 * <p>Source: Bergstra et al. 2011, "Algorithms for hyper-parameter optimization", section 4; kernels over all
 * parameters at once: Falkner et al. 2018, "BOHB", section 3.2. Departures: good trials weigh by their gain
 * ({@link Split}), conditional parameters share one density ({@link Mixture}), steps and numeric choices are filled by
 * their share of a normal kernel, pending trials count among the rest (Ginsbourger et al. 2010's constant liar), and
 * what was tried before is not proposed again while there is something else.
 *
 * <p>The note says why; no model state is carried, since the densities are made anew from the view.
 *
 * <p>Cost: O(n d) to make the densities and O(c n d) to compare c candidates, for n trials of d parameters.
 *
 * <p>Randomness: the study's seed for the initial design, the trial's stream {@code tpe} for the rest. Threads: without
 * state between calls.
 */
final class TpeSearcher implements Searcher {
    private static final int LEAST_INITIAL = 4;
    private static final int MOST_INITIAL = 10;

    /** Draws from the whole space when every candidate was tried before. */
    private static final int ATTEMPTS = 256;

    /** No kernel is narrower than 1/{@value}, nor than 1/(n + 2) after n trials. */
    private static final int FINEST = 100;

    private final Layout layout;
    private final Settings settings;
    private final int initial;
    private final Sobol sobol;

    /**
     * What may be set.
     *
     * @param initial trials before the densities propose; 0 for clamp(parameters + 1, 4, 10)
     * @param candidates points compared for a proposal
     * @param goodPart the part of the trials that counts as good
     * @param goodMost the most trials that count as good
     */
    record Settings(int initial, int candidates, double goodPart, int goodMost) {}

    TpeSearcher(Space space, Settings settings, long seed) {
        this.layout = new Layout(space);
        this.settings = settings;
        this.initial = settings.initial() > 0
                ? settings.initial()
                : Math.clamp(layout.dimensions() + 1, LEAST_INITIAL, MOST_INITIAL);
        this.sobol = Sobol.scrambled(layout.dimensions(), new Draws(seed, 0).of("tpe.initial"));
    }

    @Override
    public Proposal propose(View view, long trial, Draws draws) {
        List<double[]> observed = view.observed().stream()
                .map(Observation::configuration)
                .map(layout::encode)
                .toList();
        List<double[]> pending = view.pending().stream().map(layout::encode).toList();
        List<double[]> tried = new ArrayList<>(observed);
        tried.addAll(pending);
        if (trial < initial || completed(view) < 2) {
            double[] first = layout.fromUnit(sobol.point((int) trial));
            double[] other = tried(tried, first) ? untried(tried, draws) : null;
            return new Proposal(layout.decode(other == null ? first : other), note("initial"));
        }
        Split split = Split.of(view, settings.goodPart(), settings.goodMost());
        double least = 1.0 / Math.min(FINEST, observed.size() + 2);
        List<double[]> bad = new ArrayList<>();
        for (int i : split.rest()) bad.add(observed.get(i));
        bad.addAll(pending);
        double[] even = new double[bad.size()];
        Arrays.fill(even, 1);
        Mixture good = new Mixture(
                layout, IntStream.of(split.good()).mapToObj(observed::get).toList(), split.weights(), least);
        Mixture rest = new Mixture(layout, bad, even, least);
        Candidate best = best(good, rest, tried, draws);
        if (best == null) {
            double[] other = untried(tried, draws);
            Configuration configuration = other == null ? good(split, observed) : layout.decode(other);
            return new Proposal(configuration, note(other == null ? "again" : "untried"));
        }
        return new Proposal(layout.decode(best.x()), note(view, split, best));
    }

    /** The best trial so far: what is left to propose where everything was tried. */
    private Configuration good(Split split, List<double[]> observed) {
        return layout.decode(observed.get(split.good()[0]));
    }

    private static int completed(View view) {
        int completed = 0;
        for (Observation observation : view.observed()) {
            Merit.Kind kind = Merit.of(observation.outcome(), view.goals()).kind();
            if (kind == Merit.Kind.FEASIBLE || kind == Merit.Kind.INFEASIBLE) completed++;
        }
        return completed;
    }

    /**
     * A point, the kernel it was drawn from, and how much denser good trials are there.
     *
     * @param kernel the place among the good trials, or their number for the even kernel
     */
    private record Candidate(double[] x, int kernel, double logRatio) {}

    /** Null where every candidate was tried before. */
    private @Nullable Candidate best(Mixture good, Mixture rest, List<double[]> tried, Draws draws) {
        DrawSequence chance = draws.of("tpe");
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < settings.candidates(); i++) {
            int kernel = good.kernel(chance.uniform());
            double[] x = good.sample(kernel, chance);
            candidates.add(new Candidate(x, kernel, good.logDensity(x) - rest.logDensity(x)));
        }
        candidates.sort(Comparator.comparingDouble((Candidate candidate) -> -candidate.logRatio()));
        for (Candidate candidate : candidates) if (!tried(tried, candidate.x())) return candidate;
        return null;
    }

    /** Whether the row's configuration is that of a trial; many steps are a line, on which rows lie between them. */
    private boolean tried(List<double[]> tried, double[] x) {
        double[] settled = layout.encode(layout.decode(x));
        for (double[] one : tried) if (Arrays.equals(one, settled)) return true;
        return false;
    }

    /** A point anywhere that was not tried, or null where none is found. */
    private double @Nullable [] untried(List<double[]> tried, Draws draws) {
        DrawSequence chance = draws.of("tpe.untried");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double[] unit = new double[layout.dimensions()];
            for (int d = 0; d < unit.length; d++) unit[d] = chance.uniform();
            double[] x = layout.fromUnit(unit);
            if (!tried(tried, x)) return x;
        }
        return null;
    }

    private static Note note(String reason) {
        return new Note(JsonNodeFactory.instance.objectNode().put("reason", reason));
    }

    private static Note note(View view, Split split, Candidate best) {
        ObjectNode note = JsonNodeFactory.instance.objectNode();
        note.put("reason", "model");
        note.put("logDensityRatio", best.logRatio());
        note.put("goodTrials", split.good().length);
        if (split.threshold().kind() == Merit.Kind.FEASIBLE && !view.goals().several())
            note.put("goodBelow", view.direction().minimized(split.threshold().first()));
        if (best.kernel() < split.good().length)
            note.put("near", view.observed().get(split.good()[best.kernel()]).trial());
        return new Note(note);
    }
}
