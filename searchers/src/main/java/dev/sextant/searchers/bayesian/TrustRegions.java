// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The trust regions of a search with very many trials: up to {@value #AT_ONCE} at once. Half of the trials go to the
 * one with the best result, the rest to the others. A region is opened around the best trial that is outside the reach
 * of every region before.
 *
 * <p>Cost: one pass over the view. Randomness: one draw a trial.
 */
final class TrustRegions {
    private static final int AT_ONCE = 3;
    private static final double LEADERS_SHARE = 0.5;

    /** Half the side of the box around a region's centre where no other is opened. */
    private static final double REACH = 0.2;

    private final View view;
    private final Encoding encoding;
    private final Map<Long, TrustRegion> regions = new LinkedHashMap<>();

    TrustRegions(View view, Encoding encoding) {
        this.view = view;
        this.encoding = encoding;
        Map<Long, Observation> byNumber = new LinkedHashMap<>();
        for (Observation observation : view.observed()) byNumber.put(observation.trial(), observation);
        for (Observation observation : view.observed()) {
            JsonNode mark = observation.note().get("region");
            if (mark.isMissingNode()) continue;
            long opened = mark.path("trial").longValue();
            Observation centre = byNumber.get(opened);
            if (centre == null) continue;
            regions.computeIfAbsent(opened, _ -> new TrustRegion(centre, value(centre), encoding.dimensions()))
                    .observe(observation, value(observation));
        }
    }

    private double value(Observation observation) {
        return observation.outcome() instanceof Outcome.Completed completed
                ? view.direction().minimized(completed.value())
                : Double.POSITIVE_INFINITY;
    }

    /** The region that the next trial is for. */
    TrustRegion chosen(DrawSequence draws) {
        List<TrustRegion> open = new ArrayList<>();
        for (TrustRegion region : regions.values()) if (!region.closed() && open.size() < AT_ONCE) open.add(region);
        if (open.size() < AT_ONCE) open.add(opened(draws));
        int leader = 0;
        for (int i = 1; i < open.size(); i++)
            if (open.get(i).best() < open.get(leader).best()) leader = i;
        if (open.size() == 1 || draws.uniform() < LEADERS_SHARE) return open.get(leader);
        open.remove(leader);
        return open.get(draws.below(open.size()));
    }

    /** A new region around the best trial out of reach of all others; where none is, around any trial. */
    private TrustRegion opened(DrawSequence draws) {
        List<double[]> centres = regions.values().stream()
                .map(region -> encoding.encode(region.centre().configuration()))
                .toList();
        List<Observation> all = view.observed().stream()
                .filter(observation -> value(observation) < Double.POSITIVE_INFINITY)
                .toList();
        List<Observation> fresh = all.stream()
                .filter(observation -> !regions.containsKey(observation.trial()))
                .toList();
        List<Observation> completed = fresh.isEmpty() ? all : fresh;
        Observation centre = completed.stream()
                .filter(observation -> {
                    double[] x = encoding.encode(observation.configuration());
                    return centres.stream().noneMatch(other -> within(x, other));
                })
                .min(Comparator.comparingDouble(this::value))
                .orElseGet(() -> completed.get(draws.below(completed.size())));
        return new TrustRegion(centre, value(centre), encoding.dimensions());
    }

    private boolean within(double[] x, double[] centre) {
        for (int d = 0; d < x.length; d++)
            if (encoding.categorical()[d] ? x[d] != centre[d] : Math.abs(x[d] - centre[d]) > REACH) return false;
        return true;
    }
}
