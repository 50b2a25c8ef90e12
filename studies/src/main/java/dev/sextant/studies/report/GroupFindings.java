// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Grouping;
import dev.sextant.engine.ranking.Ranking;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a ranking says of trials grouped by the options of one choice, in the order in which it is shown.
 *
 * @param name of the choice
 * @param sentences the answer first
 * @param tables the options, their learning rates, these with each optimizer, schedules with each, learning rates tried
 *     with each; those that there are, none where no trial has ended
 */
public record GroupFindings(String name, List<String> sentences, List<Table> tables) {
    public GroupFindings {
        sentences = List.copyOf(sentences);
        tables = List.copyOf(tables);
    }

    /** Of every choice that was asked for, with tables as wide as they come. */
    static List<GroupFindings> of(Ranking ranking) {
        List<GroupFindings> all = new ArrayList<>();
        for (Grouping grouping : ranking.insights().groupings())
            all.add(of(
                    ranking,
                    grouping,
                    Integer.MAX_VALUE,
                    WithinTable.of(ranking, grouping),
                    MatrixTable.of(ranking, grouping),
                    BucketsTable.of(ranking, grouping)));
        return all;
    }

    /**
     * The same for a terminal.
     *
     * @param most rows of a table at most
     */
    static List<GroupFindings> of(Ranking ranking, int width, int most) {
        List<GroupFindings> all = new ArrayList<>();
        for (Grouping grouping : ranking.insights().groupings())
            all.add(of(
                    ranking,
                    grouping,
                    most,
                    WithinTable.of(ranking, grouping, width),
                    MatrixTable.of(ranking, grouping, width, most),
                    BucketsTable.of(ranking, grouping, width)));
        return all;
    }

    private static GroupFindings of(Ranking ranking, Grouping grouping, int most, @Nullable Table... further) {
        List<Table> tables = new ArrayList<>();
        if (!ranking.trials().isEmpty()) {
            tables.add(new SchedulesTable(ranking, grouping).build(most));
            Table rates = GroupRatesTable.of(ranking, grouping, most);
            if (rates != null) tables.add(rates);
            for (Table table : further) if (table != null) tables.add(table);
        }
        return new GroupFindings(
                GroupWording.name(ranking, grouping), new GroupWording(ranking, grouping).sentences(), tables);
    }
}
