// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Ranking;
import java.util.ArrayList;
import java.util.List;

/**
 * The ranked result as a person reads it on a terminal: verdict, schedules, learning rates, first trials, default, test
 * and advice, on about one screen.
 */
public final class TextReport {
    /** Width of a terminal that does not say how wide it is. */
    public static final int COLUMNS = 80;

    /** Narrower than this no table is readable; wider asks the eye to travel too far. */
    private static final int NARROWEST = 40;

    private static final int WIDEST = 200;

    /** Sentences are not set wider than this. */
    private static final int MEASURE = 100;

    /** Schedules shown; the others are in the files. */
    private static final int SCHEDULES = 12;

    /** Trials shown where each takes one line; the others are in the files. */
    private static final int TRIALS = 10;

    /** Trials shown where each takes several lines, so that the report stays on about one screen. */
    private static final int FEW_TRIALS = 5;

    private TextReport() {}

    /** Lines of at most {@code columns} characters (taken as 40 … 200), each ended by a newline. */
    public static String write(Ranking ranking, int columns) {
        return write(ranking, "", columns);
    }

    /**
     * The same with where its learning rates come from.
     *
     * @param origin a part of a sentence; empty where the study says the learning rates itself
     */
    public static String write(Ranking ranking, String origin, int columns) {
        int width = Math.clamp(columns, NARROWEST, WIDEST);
        int measure = Math.min(width, MEASURE);
        Wording wording = Wording.of(ranking);
        ResultTables tables = new ResultTables(ranking);
        List<String> lines = new ArrayList<>(Lines.wrap(wording.verdict(), measure, 0));
        if (!wording.stamp().isEmpty()) lines.addAll(Lines.wrap(wording.stamp(), measure, 0));
        Table front = FrontTable.of(ranking, TRIALS);
        if (front != null) add(lines, front, width, measure);
        if (ranking.insights().groupings().isEmpty()) axes(lines, ranking, tables, width, measure);
        else groups(lines, ranking, width, measure);
        if (!ranking.trials().isEmpty()) {
            Table trials = tables.trials(TRIALS);
            boolean room = front == null && Lines.fits(trials, width);
            add(lines, room ? trials : tables.trials(FEW_TRIALS), width, measure);
        }
        lines.add("");
        for (String sentence : wording.sentences()) lines.addAll(Lines.wrap(sentence, measure, 2));
        if (!origin.isEmpty()) lines.addAll(Lines.wrap("Learning rates: " + origin + ".", measure, 2));
        for (String advice : AdviceWording.of(ranking)) lines.addAll(Lines.wrap("Advice: " + advice, measure, 2));
        return String.join("\n", lines) + "\n";
    }

    private static void axes(List<String> lines, Ranking ranking, ResultTables tables, int width, int measure) {
        Table schedules = tables.schedules(SCHEDULES);
        if (schedules != null) add(lines, schedules, width, measure);
        Table rates = tables.rates(SCHEDULES);
        if (rates != null) add(lines, rates, width, measure);
        Table matrix = MatrixTable.of(ranking, width, SCHEDULES);
        if (matrix != null) add(lines, matrix, width, measure);
    }

    /** Schedules and learning rates by the choices that were asked for, instead of those of the whole study. */
    private static void groups(List<String> lines, Ranking ranking, int width, int measure) {
        for (GroupFindings group : GroupFindings.of(ranking, width, SCHEDULES)) {
            lines.add("");
            for (String sentence : group.sentences()) lines.addAll(Lines.wrap(sentence, measure, 0));
            for (Table table : group.tables()) add(lines, table, width, measure);
        }
    }

    private static void add(List<String> lines, Table table, int width, int measure) {
        lines.add("");
        lines.addAll(Lines.table(table, width, measure));
    }
}
