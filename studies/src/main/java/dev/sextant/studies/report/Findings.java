// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.trial.Constraint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a ranking says in sentences and tables, in the order in which a page shows them.
 *
 * @param verdict the one thing to know
 * @param stamp why the result would not come out again; empty where it would
 * @param words everything that is worth a sentence beside the verdict
 * @param advice what to do next; empty where all is well
 * @param constraints what results must keep
 * @param health whether what the model of the response says is to be trusted, or why there is none; may be empty
 * @param tables each once by its id; the trials at most so many as were asked for
 * @param everyTrial the table of trials with all its rows, where that has more; else null
 * @param groups what there is to say by each choice that was asked for
 */
public record Findings(
        String verdict,
        String stamp,
        List<String> words,
        List<String> advice,
        List<String> constraints,
        String health,
        List<Named> tables,
        @Nullable Table everyTrial,
        List<GroupFindings> groups) {
    /** The id of the table of schedules. */
    public static final String SCHEDULES = "schedules";

    /** The id of the table of trials. */
    public static final String TRIALS = "trials";

    /**
     * One table.
     *
     * @param id a word of small letters
     */
    public record Named(String id, Table table) {}

    public Findings {
        words = List.copyOf(words);
        advice = List.copyOf(advice);
        constraints = List.copyOf(constraints);
        tables = List.copyOf(tables);
        groups = List.copyOf(groups);
    }

    /** @param most rows of the trials and of the front at most */
    public static Findings of(Ranking ranking, int most) {
        Wording wording = Wording.of(ranking);
        ResultTables tables = new ResultTables(ranking);
        List<Named> named = new ArrayList<>();
        add(named, SCHEDULES, tables.schedules());
        add(named, "rates", tables.rates());
        add(named, "matrix", tables.matrix());
        add(named, "front", FrontTable.of(ranking, most));
        int all = ranking.trials().size();
        Table trials = all == 0 ? null : tables.trials(all);
        Table first = trials == null || all <= most ? trials : first(trials, most);
        add(named, TRIALS, first);
        return new Findings(
                wording.verdict(),
                wording.stamp(),
                wording.sentences(),
                AdviceWording.of(ranking),
                ranking.goals().constraints().stream().map(Findings::sentence).toList(),
                new InsightWording(ranking).health(),
                named,
                all > most ? trials : null,
                GroupFindings.of(ranking));
    }

    /** The same columns, so that the others follow them. */
    private static Table first(Table trials, int most) {
        List<String> notes = new ArrayList<>(trials.notes());
        notes.add("%s more ranked trials are in trials.csv and report.json."
                .formatted(Figures.count(trials.rows().size() - most)));
        return new Table(trials.caption(), trials.columns(), trials.rows().subList(0, most), notes);
    }

    private static String sentence(Constraint constraint) {
        return Wording.capitalized(GoalsWording.words(constraint)) + ".";
    }

    private static void add(List<Named> named, String id, @Nullable Table table) {
        if (table != null) named.add(new Named(id, table));
    }

    /** A text without anything that could turn the direction of writing or hide. */
    public static String plain(String text) {
        return Lines.plain(text);
    }
}
