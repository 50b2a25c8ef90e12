// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Comparison;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Several runs to be shown side by side.
 *
 * @param settings in which their studies differ: for each key of the resolved study its value in every run, as JSON;
 *     empty where a study has none
 * @param states how each run stands, in words
 * @param budgets search trials that each study asks for
 * @param times how long each has run; null where times are left out, so that the same results give the same bytes
 */
public record ComparedRuns(
        Comparison comparison,
        Map<String, List<String>> settings,
        List<String> states,
        List<Long> budgets,
        @Nullable List<Duration> times) {
    public ComparedRuns {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        settings.forEach((key, values) -> copy.put(key, List.copyOf(values)));
        settings = Collections.unmodifiableMap(copy);
        states = List.copyOf(states);
        budgets = List.copyOf(budgets);
        times = times == null ? null : Collections.unmodifiableList(new ArrayList<>(times));
    }

    List<Comparison.Compared> runs() {
        return comparison.runs();
    }

    /** Seconds that a run took; NaN where times are left out. */
    double seconds(int run) {
        List<Duration> taken = times;
        return taken == null ? Double.NaN : taken.get(run).toMillis() / 1000.0;
    }
}
