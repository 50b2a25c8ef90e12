// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Confirmed;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.StoppingPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ranked trials as a table for other programs: one row a search trial, one column a parameter path, empty where the
 * parameter is inactive or there is no number; between them what {@link GoalCells} adds for several objectives,
 * constraints and the clock; after them a learning rate and a schedule that do not vary, every other metric that
 * trainings told, why a trial failed, and what {@link GroupCells} adds by choice. RFC 4180: CRLF, fields in quotes
 * where they need it. Numbers as Java prints them, so that reading them gives the same bits. How long trials took is no
 * part of the result and not in here.
 *
 * <p>{@code missedRung} is the epoch at which a pruned trial fell short of its stopping plan; of a control trial, whose
 * plan is not enforced, the epoch at which it would have been stopped.
 */
public final class CsvReport {
    private static final List<String> HEADS = List.of(
            "rank",
            "tie",
            "trial",
            "state",
            "value",
            "epochs",
            "bestEpoch",
            "confirmedMean",
            "confirmedLow",
            "confirmedHigh",
            "confirmedN",
            "luck",
            "control",
            "missedRung");

    private CsvReport() {}

    public static String write(Ranking ranking) {
        StringBuilder csv = new StringBuilder();
        try {
            write(ranking, csv);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return csv.toString();
    }

    /** Writes the report line by line, so that it need not fit into memory. */
    public static void write(Ranking ranking, Appendable csv) throws IOException {
        List<Parameter> parameters = ranking.template().space().parameters();
        Direction direction = ranking.objective().direction();
        GoalCells goals = new GoalCells(ranking);
        List<String> heads = new ArrayList<>(HEADS);
        heads.addAll(goals.heads());
        List<String> taken = List.copyOf(heads);
        for (Parameter parameter : parameters) heads.add(text(head(parameter.path(), taken)));
        FurtherCells further = new FurtherCells(ranking, List.copyOf(heads));
        heads.addAll(further.heads());
        GroupCells groups = new GroupCells(ranking, List.copyOf(heads));
        heads.addAll(groups.heads());
        StringBuilder line = new StringBuilder();
        line(line, heads);
        csv.append(line);
        for (RankedTrial trial : ranking.trials()) {
            List<String> row = new ArrayList<>(List.of(
                    Integer.toString(trial.rank()),
                    trial.tie() == null ? "" : trial.tie(),
                    Long.toString(trial.trial()),
                    trial.outcome().state(),
                    number(trial.value()),
                    Integer.toString(trial.epochs()),
                    trial.bestEpoch() == 0 ? "" : Integer.toString(trial.bestEpoch())));
            Confirmed confirmed = trial.confirmed();
            if (confirmed == null) row.addAll(List.of("", "", "", "", ""));
            else
                row.addAll(List.of(
                        number(confirmed.interval().mean()),
                        number(confirmed.interval().low()),
                        number(confirmed.interval().high()),
                        Integer.toString(confirmed.interval().n()),
                        number(confirmed.luck())));
            StoppingPlan.Rung missed = trial.plan().missed(trial.outcome(), direction);
            row.add(Boolean.toString(!trial.plan().enforced()));
            row.add(missed == null ? "" : Integer.toString(missed.epoch()));
            row.addAll(goals.row(trial));
            for (Parameter parameter : parameters)
                row.add(value(parameter, trial.configuration().get(parameter.path())));
            row.addAll(further.row(trial));
            row.addAll(groups.row(trial));
            line.setLength(0);
            line(line, row);
            csv.append(line);
        }
    }

    /** The path; where that is the name of another column, with a word before it. */
    private static String head(String path, List<String> taken) {
        return taken.contains(path) ? "parameter " + path : path;
    }

    /** A parameter's; empty where it is inactive. */
    public static String value(Parameter parameter, @Nullable Value value) {
        return switch (value) {
            case null -> "";
            case Value.Real real -> number(real.number());
            case Value.Whole whole -> Long.toString(whole.number());
            case Value.Chosen chosen -> {
                var option = JsonReport.option(parameter, chosen);
                boolean number =
                        option != null && !option.branch() && option.content().isNumber();
                yield number ? chosen.label() : text(chosen.label());
            }
        };
    }

    /** Empty for what is no finite number. */
    public static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "";
    }

    /** Signs with which a spreadsheet begins a formula, in both widths, and what it may skip before them. */
    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /**
     * A text that a spreadsheet does not take for a formula: an apostrophe goes before one that begins like it. Names
     * come from study files, and those from others: a file of figures must be safe to open, even if a program that
     * reads it sees the apostrophe, too. Numbers never get one.
     */
    public static String text(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    /** One line of RFC 4180 and its end. */
    public static void line(StringBuilder csv, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            if (i > 0) csv.append(',');
            boolean quoted = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
                    || !cell.equals(cell.strip());
            if (quoted) csv.append('"').append(cell.replace("\"", "\"\"")).append('"');
            else csv.append(cell);
        }
        csv.append("\r\n");
    }
}
