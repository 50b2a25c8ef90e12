// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Grouping;
import dev.sextant.engine.ranking.RankedSchedule;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.ranking.RateBuckets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a row of the table for other programs says by choice, where some were asked for: the trial's rank among those
 * with the same option, and the bucket that its learning rate lies in, as the table of buckets counts them. Empty where
 * the choice is not active.
 */
final class GroupCells {
    private static final String FROM = "learningRateFrom";
    private static final String TO = "learningRateTo";

    private final List<String> heads = new ArrayList<>();
    private final List<Map<Long, Integer>> ranks = new ArrayList<>();
    private final List<RateBuckets> buckets = new ArrayList<>();

    /** @param taken columns that are there already */
    GroupCells(Ranking ranking, List<String> taken) {
        for (Grouping grouping : ranking.insights().groupings()) {
            Map<Long, Integer> places = new HashMap<>();
            for (RankedSchedule value : grouping.values()) {
                int rank = 0;
                for (RankedTrial trial : value.trials()) places.put(trial.trial(), ++rank);
            }
            ranks.add(places);
            String head = CsvReport.text("rank by " + grouping.path());
            heads.add(taken.contains(head) ? "group " + head : head);
            if (buckets.isEmpty() && grouping.buckets() != null) buckets.add(grouping.buckets());
        }
        if (!buckets.isEmpty())
            for (String head : List.of(FROM, TO)) heads.add(taken.contains(head) ? "group " + head : head);
    }

    List<String> heads() {
        return List.copyOf(heads);
    }

    List<String> row(RankedTrial trial) {
        List<String> row = new ArrayList<>();
        for (Map<Long, Integer> places : ranks) {
            Integer rank = places.get(trial.trial());
            row.add(rank == null ? "" : Integer.toString(rank));
        }
        for (RateBuckets one : buckets) {
            int bucket = one.bucket(trial.rate());
            row.add(bucket < 0 ? "" : CsvReport.number(one.edges().get(bucket)));
            row.add(bucket < 0 ? "" : CsvReport.number(one.edges().get(bucket + 1)));
        }
        return row;
    }
}
