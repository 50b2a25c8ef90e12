// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import dev.sextant.engine.ranking.RankedTrial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which of many trials a page draws: the first-ranked, and of the others every so-manieth by number, so that every time
 * of the search is there. Marks beyond a few thousand cover each other.
 */
final class TrialSample {
    private TrialSample() {}

    /**
     * The sample in the order given; every trial where there are not more than {@code most}.
     *
     * @param trials first-ranked first
     * @param most in all
     * @param first so many of the first-ranked are there for sure; at most {@code most}
     */
    static List<RankedTrial> of(List<RankedTrial> trials, int most, int first) {
        if (trials.size() <= most) return trials;
        List<RankedTrial> rest = new ArrayList<>(trials.subList(first, trials.size()));
        rest.sort(Comparator.comparingLong(RankedTrial::trial));
        Set<Long> taken = new HashSet<>();
        int places = most - first;
        for (int i = 0; i < places; i++)
            taken.add(rest.get((int) ((long) i * rest.size() / places)).trial());
        List<RankedTrial> sample = new ArrayList<>(trials.subList(0, first));
        for (RankedTrial trial : trials.subList(first, trials.size()))
            if (taken.contains(trial.trial())) sample.add(trial);
        return sample;
    }
}
