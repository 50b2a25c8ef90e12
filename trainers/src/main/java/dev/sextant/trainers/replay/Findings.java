// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.replay;

import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.trial.Direction;
import dev.sextant.trainers.table.Column;
import dev.sextant.trainers.table.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What a table holds, and what its author probably did not mean. */
final class Findings {
    /** A column with half of its rows in so small a part of its range is one of many magnitudes. Ours. */
    private static final double CROWDED = 0.1;

    private static final int MOST_WORDS = 8;

    private final ReplaySettings settings;
    private final Recording recording;
    private final List<Readout> readouts;
    private final Readout objective;
    private final Direction direction;

    Findings(
            ReplaySettings settings,
            Recording recording,
            List<Readout> readouts,
            Readout objective,
            Direction direction) {
        this.settings = settings;
        this.recording = recording;
        this.readouts = readouts;
        this.objective = objective;
        this.direction = direction;
    }

    Preparation preparation() {
        return new Preparation(facts(), columns(), warnings());
    }

    private Map<String, String> facts() {
        Table table = recording.table();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("table", table.name());
        facts.put("sha256", table.sha256());
        facts.putAll(table.reading());
        facts.put("rows", Integer.toString(table.rows()));
        facts.put("columns", Integer.toString(table.columns().size()));
        facts.put("configurations", Integer.toString(recording.configurations()));
        double best = Double.NaN;
        int diverged = 0;
        for (int c = 0; c < recording.configurations(); c++) {
            double value = objective.worth(recording.rows(c), direction);
            if (!Double.isFinite(value)) diverged++;
            else if (direction.better(value, best)) best = value;
        }
        if (diverged > 0) facts.put("diverged", Integer.toString(diverged));
        if (Double.isFinite(best)) facts.put("bestMean", Double.toString(best));
        return facts;
    }

    private List<Preparation.Column> columns() {
        List<Preparation.Column> columns = new ArrayList<>();
        for (int i = 0; i < recording.parameters().size(); i++) {
            Levels levels = recording.levels(i);
            columns.add(new Preparation.Column(
                    recording.parameters().get(i),
                    "parameter",
                    levels.words() ? "category" : "number",
                    detail(levels)));
        }
        for (Readout readout : readouts) {
            List<String> names = readout.measure().columns();
            columns.add(new Preparation.Column(
                    names.size() == 1 ? names.getFirst() : names.getFirst() + " … " + names.getLast(),
                    "metric",
                    "number",
                    readout.measure().metric()
                            + switch (readout.measure().kind()) {
                                case DRAWN -> names.size() == 1 ? "" : ", one of " + names.size() + " is drawn";
                                case MEAN -> ", mean of " + names.size();
                                case CURVE -> ", a curve of " + names.size() + " epochs";
                            }));
        }
        return columns;
    }

    private static String detail(Levels levels) {
        List<Cell> sorted = levels.sorted();
        if (sorted.size() == 1) return "always " + sorted.getFirst().json();
        if (!levels.words())
            return "%s … %s, %d values"
                    .formatted(sorted.getFirst().json(), sorted.getLast().json(), sorted.size());
        return sorted.stream().limit(MOST_WORDS).map(Cell::json).collect(Collectors.joining(", "))
                + (sorted.size() > MOST_WORDS ? ", …" : "");
    }

    private List<Preparation.Warning> warnings() {
        List<Preparation.Warning> warnings = new ArrayList<>();
        List<String> apart = apart();
        if (!apart.isEmpty())
            warnings.add(new Preparation.Warning(
                    ReplaySchema.PARAMETERS,
                    "rows with the same parameters count as repetitions of one training, but differ in "
                            + String.join(", ", apart),
                    "name among the parameters what is no repetition, with a domain or a fixed value"));
        List<String> crowded = crowded();
        if (!crowded.isEmpty())
            warnings.add(new Preparation.Warning(
                    ReplaySchema.LOOKUP,
                    "half of the rows lie in the lowest tenth of %s, so that which row is nearest hardly depends on it"
                            .formatted(String.join(", ", crowded)),
                    "write \"lookup\": {\"nearest\": {\"logarithmic\": [%s]}}"
                            .formatted(String.join(", ", logarithmic(crowded)))));
        return warnings;
    }

    /** The parameters whose distances ought to be those of their logarithms, in quotes. */
    private List<String> crowded() {
        List<String> crowded = new ArrayList<>();
        List<String> logarithmic = settings.logarithmic();
        if (logarithmic == null) return crowded;
        for (int i = 0; i < recording.parameters().size(); i++) {
            String name = recording.parameters().get(i);
            if (!logarithmic.contains(name) && crowded(recording.levels(i))) crowded.add("\"" + name + "\"");
        }
        return crowded;
    }

    /** What is in the list, and these. */
    private List<String> logarithmic(List<String> more) {
        List<String> all = new ArrayList<>();
        List<String> written = settings.logarithmic();
        if (written != null) for (String name : written) all.add("\"" + name + "\"");
        all.addAll(more);
        return all;
    }

    /** The columns that nobody names and that tell repetitions of some configuration apart. */
    private List<String> apart() {
        Set<String> named = new HashSet<>(recording.parameters());
        for (Readout readout : readouts) named.addAll(readout.measure().columns());
        List<String> apart = new ArrayList<>();
        for (Column column : recording.table().columns())
            if (!named.contains(column.name()) && differs(column)) apart.add("\"" + column.name() + "\"");
        return apart;
    }

    private boolean differs(Column column) {
        for (int c = 0; c < recording.configurations(); c++) {
            int[] rows = recording.rows(c);
            Cell first = Cell.of(column, rows[0]);
            for (int row : rows) if (!Objects.equals(first, Cell.of(column, row))) return true;
        }
        return false;
    }

    private boolean crowded(Levels levels) {
        if (levels.words() || !(levels.low() > 0)) return false;
        double edge = levels.low() + CROWDED * (levels.high() - levels.low());
        int below = 0;
        for (int row = 0; row < recording.table().rows(); row++)
            if (levels.cell(levels.at(row)) instanceof Cell.Numeric(double value) && value <= edge) below++;
        return levels.count() > 2 && 2 * below >= recording.table().rows();
    }
}
