// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.spi.Surrogate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The learning rates of one schedule, each with the other parameters that suit it best: of the {@value #CONTEXTS} best
 * candidates, moved to that rate, the one with the lowest mean (a profile).
 *
 * @param rates ascending
 * @param line one candidate a rate
 */
record RateLine(double[] rates, Candidates line) {
    /** Rates evenly over the domain's scale, where it has so many. */
    static final int POINTS = 33;

    private static final int CONTEXTS = 5;

    /** Null where no candidate of the branch has a learning rate. */
    static @Nullable RateLine of(Surrogate surrogate, Space space, String path, Branch branch, Candidates found) {
        Domain domain = space.parameters().get(space.indexOf(path)).domain();
        int place = space.indexOf(path);
        List<double[]> contexts = new ArrayList<>();
        for (int at : found.best(found.size())) {
            Configuration context = found.points().get(at);
            if (contexts.size() < CONTEXTS && context.get(path) != null) contexts.add(space.toUnit(context));
        }
        if (contexts.isEmpty()) return null;
        List<Value> values = evenly(domain, POINTS);
        List<Configuration> asked = new ArrayList<>();
        for (Value value : values)
            for (double[] context : contexts) {
                double[] unit = context.clone();
                unit[place] = domain.toUnit(value);
                asked.add(branch.at(unit));
            }
        Candidates answered = Candidates.of(surrogate, asked);
        int[] chosen = new int[values.size()];
        for (int i = 0; i < chosen.length; i++) {
            int first = i * contexts.size();
            chosen[i] = first;
            for (int k = first; k < first + contexts.size(); k++)
                if (answered.mean()[k] < answered.mean()[chosen[i]]) chosen[i] = k;
        }
        return new RateLine(values.stream().mapToDouble(RateLine::number).toArray(), answered.part(chosen));
    }

    /** Up to so many values of a range, evenly on its scale, each once. */
    static List<Value> evenly(Domain domain, int count) {
        Set<Value> values = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) values.add(domain.fromUnit(i / (count - 1.0)));
        return List.copyOf(values);
    }

    static double number(Value value) {
        return switch (value) {
            case Value.Real real -> real.number();
            case Value.Whole whole -> whole.number();
            case Value.Chosen chosen -> chosen.index();
        };
    }

    /**
     * What is told of it.
     *
     * @param optima the learning rate of the branch's optimum in every draw
     */
    RateResponse response(Units units, Domain domain, double[] optima) {
        Band band = units.band(line.mean(), line.variance());
        int best = line.best(1)[0];
        double[] sorted = optima.clone();
        Arrays.sort(sorted);
        double low = Math.min(edge(domain, Quantiles.low(sorted), -1), rates[best]);
        double high = Math.max(edge(domain, Quantiles.high(sorted), 1), rates[best]);
        double limit = RateResponse.NEAR * Math.abs(band.mean()[best]);
        int from = best;
        while (from > 0 && good(band, best, from - 1, limit)) from--;
        int to = best;
        while (to + 1 < rates.length && good(band, best, to + 1, limit)) to++;
        return new RateResponse(rates, band, new Estimate(rates[best], low, high), rates[from], rates[to]);
    }

    private boolean good(Band band, int best, int at, double limit) {
        return line.trains()[at] && Math.abs(band.mean()[at] - band.mean()[best]) <= limit;
    }

    /** Half a step of the line farther: where between its points an optimum lies it does not know. */
    private static double edge(Domain domain, double rate, int side) {
        Value value = domain instanceof Domain.Whole ? new Value.Whole(Math.round(rate)) : new Value.Real(rate);
        double unit = domain.toUnit(value) + side * 0.5 / (POINTS - 1);
        return number(domain.fromUnit(Math.clamp(unit, 0, 1)));
    }
}
