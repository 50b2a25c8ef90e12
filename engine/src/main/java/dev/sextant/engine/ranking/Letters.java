// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The letters of confirmed trials.
 *
 * @param places by trial, in the list that was tested
 */
record Letters(Map<Long, Integer> places, Ties ties) {
    /** Of the confirmed among these. */
    static Letters of(List<RankedTrial> trials, double overlap) {
        List<Confirmed> tested = new ArrayList<>();
        Map<Long, Integer> places = new HashMap<>();
        for (RankedTrial trial : trials) {
            Confirmed fresh = trial.confirmed();
            if (fresh == null || fresh.interval().n() == 0) continue;
            places.put(trial.trial(), tested.size());
            tested.add(fresh);
        }
        return new Letters(places, Ties.of(tested, overlap));
    }

    /** Letters that tell these trials apart from each other, by trial; those that were not confirmed have none. */
    Map<Long, String> of(List<Long> trials) {
        List<Long> tested = new ArrayList<>();
        List<Integer> candidates = new ArrayList<>();
        for (Long trial : trials) {
            Integer place = places.get(trial);
            if (place == null) continue;
            tested.add(trial);
            candidates.add(place);
        }
        List<String> letters = ties.letters(candidates);
        Map<Long, String> byTrial = new HashMap<>();
        for (int i = 0; i < tested.size(); i++) byTrial.put(tested.get(i), letters.get(i));
        return byTrial;
    }
}
