// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.Surrogate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a model believes of every schedule: the value of its optimum, how often that is the lowest of all, and its
 * learning rates.
 *
 * <p>All of it is read off joint draws over finite sets of candidates: the most promising that a {@link Search} found,
 * and a line of learning rates. Schedules are compared over {@value #TOGETHER} candidates in all (at least
 * {@value #LEAST_TOGETHER} of each); a schedule's learning rate over its line and {@value #BESIDE_LINE} others. A
 * finite set holds an optimum slightly above the true one, for all schedules alike.
 */
final class Schedules {
    private static final int TOGETHER = 128;
    private static final int LEAST_TOGETHER = 6;
    private static final int MOST_TOGETHER = 64;
    private static final int BESIDE_LINE = 16;

    /** Half the draws for an interval of learning rates. */
    private static final int RATE_PAIRS = 1000;

    private final Surrogate surrogate;
    private final Units units;
    private final Normals normals;
    private final @Nullable String rate;

    Schedules(Surrogate surrogate, Space space, Units units, Normals normals, Paths paths) {
        this.surrogate = surrogate;
        this.units = units;
        this.normals = normals;
        Parameter found = paths.rate() == null ? null : space.find(paths.rate());
        rate = found == null || found.domain() instanceof Domain.Choice ? null : found.path();
    }

    /**
     * What was found.
     *
     * @param best the best candidate of every schedule
     * @param lines the learning rates of every schedule; null where it has none
     * @param along among which candidates its best learning rate is sought; null where it has none
     */
    record Found(
            List<ScheduleResponse> responses,
            List<Configuration> best,
            List<@Nullable RateLine> lines,
            List<@Nullable Candidates> along) {}

    Found of(List<Branch> branches, Search search, Draws draws) {
        List<@Nullable RateResponse> rates = new ArrayList<>();
        List<@Nullable RateLine> lines = new ArrayList<>();
        List<@Nullable Candidates> along = new ArrayList<>();
        List<Candidates> groups = new ArrayList<>();
        List<Configuration> best = new ArrayList<>();
        int each = Math.clamp(TOGETHER / branches.size(), LEAST_TOGETHER, MOST_TOGETHER);
        for (int b = 0; b < branches.size(); b++) {
            Candidates found = search.in(branches.get(b), branches.size(), draws, b);
            RateLine line = rate == null ? null : RateLine.of(surrogate, rate, branches.get(b), found, normals);
            lines.add(line);
            Candidates beside = line == null ? null : along(line, found);
            along.add(beside);
            rates.add(line == null || beside == null ? null : response(line, beside));
            Candidates all = line == null ? found : found.and(line.line());
            best.add(all.points().get(all.best(1)[0]));
            groups.add(all.part(all.promising(each)));
        }
        Optima optima = Optima.of(surrogate, groups, normals, Normals.COUNT);
        double[] share = optima.shareLowest();
        List<ScheduleResponse> responses = new ArrayList<>();
        for (int b = 0; b < branches.size(); b++)
            responses.add(new ScheduleResponse(
                    branches.get(b).name(),
                    branches.size() == 1 ? Double.NaN : share[b],
                    optima.estimate(b, units),
                    rates.get(b)));
        return new Found(responses, best, lines, along);
    }

    private static Candidates along(RateLine line, Candidates found) {
        int[] others = IntStream.of(found.promising(found.size()))
                .filter(at -> Double.isFinite(line.rateOf(found.points().get(at))))
                .limit(BESIDE_LINE)
                .toArray();
        Candidates both = line.line().and(found.part(others));
        return both.part(both.promising(both.size()));
    }

    private RateResponse response(RateLine line, Candidates along) {
        int[] places = Optima.of(surrogate, List.of(along), normals, RATE_PAIRS).place()[0];
        return line.response(units, rates(line, along, places));
    }

    private static double[] rates(RateLine line, Candidates along, int[] places) {
        double[] rates = new double[places.length];
        for (int j = 0; j < places.length; j++)
            rates[j] = line.rateOf(along.points().get(places[j]));
        return rates;
    }

    /**
     * The learning rate of each branch's optimum in draws that all share, so that they may be compared draw by draw.
     *
     * @param compared places of the branches that are
     */
    JointRates together(Found found, List<Integer> compared) {
        int all = found.lines().size();
        List<@Nullable Estimate> best = new ArrayList<>();
        for (int i = 0; i < all; i++) best.add(null);
        double[][] draws = new double[all][0];
        List<Integer> branches = new ArrayList<>();
        List<RateLine> lines = new ArrayList<>();
        List<Candidates> along = new ArrayList<>();
        for (int branch : compared) {
            RateLine line = found.lines().get(branch);
            Candidates candidates = found.along().get(branch);
            if (line == null || candidates == null) continue;
            branches.add(branch);
            lines.add(line);
            along.add(candidates);
        }
        if (branches.isEmpty()) return new JointRates(best, draws);
        int[][] places = Optima.of(surrogate, along, normals, RATE_PAIRS).place();
        for (int g = 0; g < places.length; g++) {
            int branch = branches.get(g);
            draws[branch] = rates(lines.get(g), along.get(g), places[g]);
            best.set(branch, lines.get(g).middle(draws[branch]));
        }
        return new JointRates(best, draws);
    }
}
