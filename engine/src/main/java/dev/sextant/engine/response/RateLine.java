// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
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
 * The learning rates of one schedule, each with the other parameters that suit it best: a profile of the response. What
 * suits is sought among the {@value #BEST} candidates of the schedule with the best means and the best one in each of
 * {@value #SECTIONS} sections of the rate's domain, all moved to the rate; what the response comes to there is the
 * least of them in every joint draw.
 *
 * <p>Cost: {@value #POINTS} × 8 predictions, and at each rate {@value #PAIRS} pairs of draws.
 *
 * @param parameter the learning rate
 * @param rates ascending
 * @param line the candidate with the best mean at every rate
 * @param middle the median of the response at every rate, latent
 * @param low the 2.5 % quantile
 * @param high the 97.5 % quantile
 */
record RateLine(Parameter parameter, double[] rates, Candidates line, double[] middle, double[] low, double[] high) {
    /** Rates evenly over the domain's scale, where it has so many. */
    static final int POINTS = 33;

    private static final int BEST = 3;
    private static final int SECTIONS = 5;
    private static final int PAIRS = 400;

    /** Null where no candidate of the branch has a learning rate. */
    static @Nullable RateLine of(Surrogate surrogate, String path, Branch branch, Candidates found, Normals normals) {
        Space space = branch.space();
        int place = space.indexOf(path);
        Parameter parameter = space.parameters().get(place);
        Domain domain = parameter.domain();
        List<double[]> contexts = contexts(space, path, found);
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
        int n = values.size();
        int[] chosen = new int[n];
        double[][] quantiles = new double[3][n];
        for (int i = 0; i < n; i++) {
            int[] places = new int[contexts.size()];
            for (int k = 0; k < places.length; k++) places[k] = i * places.length + k;
            Candidates here = answered.part(places);
            chosen[i] = places[here.best(1)[0]];
            double[] least = least(surrogate, here.part(here.promising(here.size())), normals);
            for (int k = 0; k < 3; k++) quantiles[k][i] = least[k];
        }
        double[] rates = values.stream().mapToDouble(RateLine::number).toArray();
        return new RateLine(parameter, rates, answered.part(chosen), quantiles[0], quantiles[1], quantiles[2]);
    }

    /** The median of the least of these, and its central 95 %. */
    private static double[] least(Surrogate surrogate, Candidates here, Normals normals) {
        if (here.size() == 1) {
            double reach = Units.CENTRAL * here.deviation(0);
            return new double[] {here.mean()[0], here.mean()[0] - reach, here.mean()[0] + reach};
        }
        double[] least = Optima.of(surrogate, List.of(here), normals, PAIRS).value()[0];
        Arrays.sort(least);
        double median = least[least.length / 2] / 2 + least[(least.length - 1) / 2] / 2;
        return new double[] {median, Quantiles.low(least), Quantiles.high(least)};
    }

    private static List<double[]> contexts(Space space, String path, Candidates found) {
        Set<Configuration> contexts = new LinkedHashSet<>();
        int taken = 0;
        boolean[] sections = new boolean[SECTIONS];
        for (int at : found.best(found.size())) {
            Configuration candidate = found.points().get(at);
            if (candidate.get(path) == null) continue;
            double unit = space.toUnit(candidate)[space.indexOf(path)];
            int section = Math.min((int) (unit * SECTIONS), SECTIONS - 1);
            if (taken++ < BEST || !sections[section]) contexts.add(candidate);
            sections[section] = true;
        }
        return contexts.stream().map(space::toUnit).toList();
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

    /** A configuration's learning rate; NaN where it has none. */
    double rateOf(Configuration configuration) {
        Value value = configuration.get(parameter.path());
        return value == null ? Double.NaN : number(value);
    }

    /**
     * What is told of it.
     *
     * @param optima the learning rate of the branch's optimum in every draw
     */
    RateResponse response(Units units, double[] optima) {
        Domain domain = parameter.domain();
        Band band = units.band(middle, low, high);
        int best = -1;
        for (int i = 0; i < rates.length; i++) if (best < 0 || better(i, best)) best = i;
        double[] sorted = optima.clone();
        Arrays.sort(sorted);
        double from = Math.min(edge(domain, Quantiles.low(sorted), -1), rates[best]);
        double to = Math.max(edge(domain, Quantiles.high(sorted), 1), rates[best]);
        double limit = RateResponse.NEAR * Math.abs(band.mean()[best]);
        int first = best;
        while (first > 0 && good(band, best, first - 1, limit)) first--;
        int last = best;
        while (last + 1 < rates.length && good(band, best, last + 1, limit)) last++;
        return new RateResponse(rates, band, new Estimate(rates[best], from, to), rates[first], rates[last]);
    }

    /** The median of the learning rates of an optimum in many draws, and their central 95 %. */
    Estimate middle(double[] optima) {
        double[] sorted = optima.clone();
        Arrays.sort(sorted);
        return new Estimate(
                sorted[sorted.length / 2],
                edge(parameter.domain(), Quantiles.low(sorted), -1),
                edge(parameter.domain(), Quantiles.high(sorted), 1));
    }

    private boolean better(int one, int other) {
        boolean trains = line.trains()[one];
        return trains == line.trains()[other] ? middle[one] < middle[other] : trains;
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
