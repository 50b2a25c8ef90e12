// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether too large a share of a search's first n results are failures, for every n: a limit applied to growing views.
 *
 * <p>Cost: O(1) a result; O(n) once, when it has to be told.
 */
final class TooManyFailed {
    private final double share;
    private final List<String> messages = new ArrayList<>();

    /** For each number of results, how many of them are failures. */
    private final List<Integer> failed = new ArrayList<>(List.of(0));

    /** @param share see {@link Limits#failedShare} */
    TooManyFailed(double share) {
        this.share = share;
    }

    /** The next result, in order of trials. */
    void observe(Observation observation) {
        boolean failure = observation.outcome() instanceof Outcome.Failed;
        if (observation.outcome() instanceof Outcome.Failed(String message, var _)) messages.add(message);
        failed.add(failed.getLast() + (failure ? 1 : 0));
    }

    /**
     * Why a search that has seen its first {@code results} results ends, in words for people; null where it goes on.
     */
    @Nullable
    String ending(int results) {
        int count = failed.get(results);
        if (results < Limits.SHARED_TRIALS || !(count > share * results)) return null;
        Map<String, Integer> often = new LinkedHashMap<>();
        for (String message : messages.subList(0, count)) often.merge(message, 1, Integer::sum);
        String most = "";
        int times = 0;
        for (Map.Entry<String, Integer> message : often.entrySet()) {
            // Of equally frequent ones the first.
            if (message.getValue() <= times) continue;
            most = message.getKey();
            times = message.getValue();
        }
        return "%d of the first %d trials failed, more than limits.failedShare (%s) allows; %s: %s"
                .formatted(
                        count,
                        results,
                        share,
                        times == count ? "every time" : "most often, %d times".formatted(times),
                        most);
    }
}
