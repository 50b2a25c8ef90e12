// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.Column;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the columns of a data set were understood, for people: one line each, neighbours that are alike in one. */
final class ColumnSummary {
    /** Fewer neighbours than this are listed one by one. */
    private static final int FEWEST_ALIKE = 4;

    /** More lines than this are too many to read: then neighbours need not have like names. */
    private static final int MOST_LINES = 16;

    private static final int MOST_CATEGORIES = 8;

    private static final Pattern NUMBERED = Pattern.compile("(.*?)\\d+");

    private final Dataset dataset;

    private ColumnSummary(Dataset dataset) {
        this.dataset = dataset;
    }

    /** What one column holds. */
    private record Line(
            String name,
            String role,
            String kind,
            double low,
            double high,
            int missing,
            @Nullable String detail) {
        boolean constant() {
            return role.equals("constant");
        }
    }

    static List<Preparation.Column> of(Dataset dataset) throws TrainingException {
        ColumnSummary summary = new ColumnSummary(dataset);
        List<Line> lines = new ArrayList<>();
        ImageForm image = dataset.image();
        int pixel = image == null ? -1 : dataset.features().getFirst().column();
        for (int i = 0; i < dataset.table().columns().size(); i++) {
            if (image == null || !dataset.pixel(i)) lines.addAll(summary.lines(i));
            else if (i == pixel) lines.add(summary.image(image));
        }
        List<Preparation.Column> columns = joined(lines, true);
        return columns.size() <= MOST_LINES ? columns : joined(lines, false);
    }

    private static List<Preparation.Column> joined(List<Line> lines, boolean byName) {
        List<Preparation.Column> columns = new ArrayList<>();
        for (int from = 0, to; from < lines.size(); from = to) {
            to = from + 1;
            while (to < lines.size() && alike(lines.subList(from, to), lines.get(to), byName)) to++;
            if (to - from < FEWEST_ALIKE) to = from + 1;
            columns.add(column(lines.subList(from, to)));
        }
        return columns;
    }

    private static boolean alike(List<Line> run, Line next, boolean byName) {
        Line first = run.getFirst();
        if (first.detail != null || next.detail != null) return false;
        if (!role(run).equals(next.role) && !next.constant() && !role(run).equals("constant")) return false;
        if (!byName) return true;
        String stem = stem(first.name);
        return stem != null && stem.equals(stem(next.name));
    }

    private static @Nullable String stem(String name) {
        Matcher matcher = NUMBERED.matcher(name);
        return matcher.matches() ? matcher.group(1) : null;
    }

    private static String role(List<Line> run) {
        for (Line line : run) if (!line.constant()) return line.role;
        return run.getFirst().role;
    }

    private static Preparation.Column column(List<Line> run) {
        Line first = run.getFirst();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        int missing = 0;
        int constant = 0;
        boolean whole = true;
        for (Line line : run) {
            low = Math.min(low, line.low);
            high = Math.max(high, line.high);
            missing += line.missing;
            if (line.constant()) constant++;
            whole &= line.kind.equals("whole number");
        }
        StringBuilder detail = new StringBuilder();
        if (first.detail != null) detail.append(first.detail);
        else if (low == high) detail.append("always ").append(number(low));
        else if (low < high) detail.append(number(low)).append(" … ").append(number(high));
        if (run.size() > 1 && constant > 0 && constant < run.size())
            detail.append("; ").append(constant).append(" constant");
        if (missing > 0)
            detail.append(detail.isEmpty() ? "" : "; ").append(missing).append(" missing");
        if (run.size() == 1) return new Preparation.Column(first.name, first.role, first.kind, detail.toString());
        return new Preparation.Column(
                first.name + " … " + run.getLast().name,
                role(run),
                run.size() + (whole ? " whole numbers" : " numbers"),
                detail.toString());
    }

    /** What to say of a column of the table: where each row is a sequence, all of its features at its first column. */
    @SuppressWarnings("ReferenceEquality") // one table, not two alike
    private List<Line> lines(int at) throws TrainingException {
        List<Integer> inputs = dataset.roles().inputs();
        Sequences sequences = dataset.sequences();
        if (sequences == null || sequences.order() != null || !inputs.contains(at)) return List.of(line(at));
        if (at != inputs.getFirst()) return List.of();
        return sequences.features().stream().map(this::feature).toList();
    }

    private Line line(int at) throws TrainingException {
        Column cells = dataset.table().columns().get(at);
        Roles roles = dataset.roles();
        if (at == roles.group())
            return new Line(cells.name(), "group", kind(cells), 0, 0, 0, dataset.groups() + " groups");
        if (at == roles.by())
            return new Line(cells.name(), "sequence", kind(cells), 0, 0, 0, dataset.rows().length + " sequences");
        if (at == roles.time()) {
            // sorted, unless rows are steps
            Sequences sequences = dataset.sequences();
            int[] rows = sequences == null || sequences.order() == null
                    ? dataset.rows()
                    : sequences.order().clone();
            if (sequences != null) TimeOrder.sort(dataset.table(), at, rows);
            String range = cells.category(rows[0]) + " … " + cells.category(rows[rows.length - 1]);
            return new Line(cells.name(), "time", kind(cells), 0, 0, 0, range);
        }
        if (dataset.spec().columns().drop().contains(cells.name()))
            return new Line(cells.name(), "dropped", kind(cells), Double.NaN, Double.NaN, cells.missing(), "");
        boolean target = roles.targets().contains(at);
        if (target && dataset.task() == Task.CLASSIFICATION)
            return new Line(cells.name(), "target", kind(cells), 0, 0, 0, classes());
        if (target && dataset.task() == Task.MULTI_LABEL)
            return new Line(cells.name(), "target", kind(cells), 0, 0, 0, answers(cells));
        if (target) return numbers(cells, dataset.rows(), "target");
        for (Feature feature : dataset.features()) if (feature.column() == at) return feature(feature);
        throw new IllegalStateException("column %s has no role".formatted(cells.name()));
    }

    /** All columns that make an image. */
    private Line image(ImageForm form) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        int missing = 0;
        int constant = 0;
        boolean whole = true;
        for (Feature feature : dataset.features()) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int row : dataset.rows()) {
                double number = feature.cells().number(row);
                if (Double.isNaN(number)) {
                    missing++;
                    continue;
                }
                least = Math.min(least, number);
                most = Math.max(most, number);
                whole &= number == Math.rint(number);
            }
            low = Math.min(low, least);
            high = Math.max(high, most);
            if (!(least < most)) constant++;
        }
        String range = low <= high ? number(low) + " … " + number(high) : "empty";
        return new Line(
                dataset.features().getFirst().cells().name() + " … "
                        + dataset.features().getLast().cells().name(),
                "image",
                form.text() + (whole ? " whole numbers" : " numbers"),
                0,
                0,
                missing,
                constant == 0 ? range : range + "; " + constant + " constant");
    }

    private Line feature(Feature feature) {
        Column cells = feature.cells();
        int[] rows = dataset.featureRows();
        String role = feature.constant(rows) ? "constant" : "feature";
        if (!feature.categorical()) return numbers(cells, rows, role);
        TreeMap<String, Integer> counts = new TreeMap<>();
        for (int row : rows) {
            String category = cells.category(row);
            if (category != null) counts.merge(category, 1, Integer::sum);
        }
        String detail = counts.size() == 1
                ? "always " + counts.firstKey()
                : counts.size()
                        + (dataset.spec().tokens() ? " tokens: " : " categories: ")
                        + listed(List.copyOf(counts.keySet()));
        return new Line(cells.name(), role, kind(cells), 0, 0, feature.missing(rows), detail);
    }

    private Line numbers(Column cells, int[] rows, String role) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        int missing = 0;
        for (int row : rows) {
            double number = cells.number(row);
            if (Double.isNaN(number)) missing++;
            else {
                low = Math.min(low, number);
                high = Math.max(high, number);
            }
        }
        return new Line(cells.name(), role, kind(cells, rows), low, high, missing, null);
    }

    private String classes() {
        int[] sizes = dataset.goal().sizes();
        List<String> counted = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) counted.add(dataset.classes().get(i) + " " + sizes[i]);
        return sizes.length + " classes: " + listed(counted);
    }

    private String answers(Column cells) {
        int yes = 0;
        for (int row : dataset.rows()) if (cells.number(row) == 1) yes++;
        return "0 %d, 1 %d".formatted(dataset.rows().length - yes, yes);
    }

    private static String listed(List<String> items) {
        return items.size() <= MOST_CATEGORIES + 2
                ? String.join(", ", items)
                : String.join(", ", items.subList(0, MOST_CATEGORIES)) + ", …";
    }

    private String kind(Column cells) {
        return kind(cells, dataset.rows());
    }

    private static String kind(Column cells, int[] rows) {
        if (cells.textual() > 0) return "category";
        boolean any = false;
        for (int row : rows) {
            double number = cells.number(row);
            if (Double.isNaN(number)) continue;
            any = true;
            if (number != Math.rint(number)) return "number";
        }
        return any ? "whole number" : "empty";
    }

    /** At most five digits, but whole numbers in full. */
    static String number(double number) {
        boolean whole = number == Math.rint(number) || Math.abs(number) >= 1e5;
        if (whole && Math.abs(number) < 1e12) return Long.toString(Math.round(number));
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(5)).stripTrailingZeros();
        double size = Math.abs(number);
        return size >= 1e-4 && size < 1e12 ? rounded.toPlainString() : rounded.toString();
    }
}
