// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.export;

import dev.sextant.engine.space.Parameter;
import dev.sextant.studies.report.CsvReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Every trial of a run as a table: one row a trial by its number, whatever its role and however it ended, one column a
 * parameter path and one a metric, empty where there is nothing. Form, numbers and care for spreadsheets as in
 * {@link CsvReport}, which has the search trials by rank instead. A function of the study alone once the run is
 * finished: nothing of how long trials took is in it.
 *
 * <p>Columns that depend on the study bear a word in front where another column has their name: {@code parameter
 * value}, {@code metric epochs}.
 */
public final class TrialsCsv {
    private static final List<String> HEADS =
            List.of("trial", "role", "of", "replicate", "control", "state", "value", "bestEpoch", "epochs", "message");

    private TrialsCsv() {}

    /** Writes line by line. */
    public static void write(ExportedRun run, Appendable out) throws IOException {
        List<Parameter> parameters = run.spec().space().parameters();
        List<String> metrics = run.metrics();
        List<String> heads = new ArrayList<>(HEADS);
        for (Parameter parameter : parameters) heads.add(head("parameter ", parameter.path(), heads));
        for (String metric : metrics) heads.add(head("metric ", metric, heads));
        StringBuilder line = new StringBuilder();
        CsvReport.line(line, heads.stream().map(CsvReport::text).toList());
        out.append(line);
        for (TrialFacts trial : run.facts()) {
            List<String> row = new ArrayList<>(List.of(
                    Long.toString(trial.number()),
                    trial.role(),
                    trial.search() ? "" : Long.toString(trial.of()),
                    trial.replicate() == 0 ? "" : Integer.toString(trial.replicate()),
                    Boolean.toString(trial.control()),
                    trial.state(),
                    CsvReport.number(trial.value()),
                    trial.bestEpoch() == 0 ? "" : Integer.toString(trial.bestEpoch()),
                    Integer.toString(trial.curve().epochs()),
                    CsvReport.text(trial.message())));
            for (Parameter parameter : parameters)
                row.add(CsvReport.value(parameter, trial.trial().configuration().get(parameter.path())));
            for (String metric : metrics)
                row.add(CsvReport.number(trial.metrics().getOrDefault(metric, Double.NaN)));
            line.setLength(0);
            CsvReport.line(line, row);
            out.append(line);
        }
    }

    private static String head(String word, String name, List<String> taken) {
        String free = name;
        while (taken.contains(free)) free = word + free;
        return free;
    }
}
