// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sextant.engine.spi.StudyStarter.Entry;
import dev.sextant.engine.spi.StudyStarter.Wish;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.CsvSample;
import java.util.ArrayList;
import java.util.List;

/**
 * What the {@code data} of a first study should say about a file that nobody has described: the target, the task, what
 * is dropped, what becomes of empty cells; and why.
 *
 * @param data the keys of the {@code data} object
 * @param rows about how many rows are used
 * @param classification whether classes are learnt
 * @param imbalance rows of the largest class over those of the smallest; 1 for numbers
 * @param findings a sentence each
 * @param whole whether all rows were looked at
 */
public record StudySketch(
        List<Entry> data, long rows, boolean classification, double imbalance, List<String> findings, boolean whole) {
    /** Fewer rows leave nothing to learn from once they are divided. */
    private static final int FEWEST_ROWS = 10;

    /** Below this a single division says little: the rows take turns instead. */
    private static final int CROSS_VALIDATED = 500;

    private static final int FOLDS = 5;

    /** Findings of one kind are listed up to so many. */
    private static final int LISTED = 12;

    private static final double SHARE = 0.2;

    public StudySketch {
        data = List.copyOf(data);
        findings = List.copyOf(findings);
    }

    /** @throws TrainingException where nothing can be learnt from the file, or it cannot be read */
    public static StudySketch of(Wish wish) throws TrainingException {
        String file = String.valueOf(wish.file());
        CsvSample sample = CsvSample.of(wish.folder(), file);
        List<ColumnSketch> columns = ColumnSketch.of(sample);
        if (columns.size() < 2)
            throw new TrainingException(
                    CsvSample.KEY,
                    "%s has one column only, so there is nothing to learn it from".formatted(file),
                    "add columns; where the separator was not recognised, write the study by hand with \"separator\"");
        if (sample.table().rows() < FEWEST_ROWS)
            throw new TrainingException(
                    CsvSample.KEY,
                    "%s has %d %s, a study needs at least %d"
                            .formatted(
                                    file,
                                    sample.table().rows(),
                                    sample.table().rows() == 1 ? "row" : "rows",
                                    FEWEST_ROWS),
                    "add rows");
        TargetChoice target = TargetChoice.of(sample, columns, wish.target());
        return new Writer(sample, columns, target).sketch(file);
    }

    /** Puts the sketch together, key by key. */
    private static final class Writer {
        private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

        private final CsvSample sample;
        private final List<ColumnSketch> columns;
        private final TargetChoice target;
        private final List<Entry> data = new ArrayList<>();
        private final List<String> findings = new ArrayList<>();

        Writer(CsvSample sample, List<ColumnSketch> columns, TargetChoice target) {
            this.sample = sample;
            this.columns = columns;
            this.target = target;
        }

        StudySketch sketch(String file) throws TrainingException {
            long rows = sample.rows();
            findings.add(
                    sample.whole()
                            ? rows + " rows, " + columns.size() + " columns"
                            : "about " + rows + " rows, " + columns.size() + " columns; "
                                    + sample.table().rows() + " rows from all over the file were looked at");
            add("csv", TextNode.valueOf(file), "the data; paths begin at this file's folder");
            form();
            target();
            List<ColumnSketch> used = drop();
            missing(used);
            if (rows < CROSS_VALIDATED && folds(rows)) {
                ObjectNode folds = JSON.objectNode().put("folds", FOLDS);
                add("validation", folds, "few rows: each trial trains once a fold, and every row is watched once");
            } else add("validation", DoubleNode.valueOf(SHARE), "share of all rows on which trials are compared");
            add("test", DoubleNode.valueOf(SHARE), "share of all rows that is locked away and scored once, at the end");
            boolean classes = target.classification();
            double imbalance = classes && target.column().least() > 0
                    ? (double) target.column().most() / target.column().least()
                    : 1;
            return new StudySketch(data, rows, classes, imbalance, findings, sample.whole());
        }

        /** Every class needs rows in every fold and in the test part. */
        private boolean folds(long rows) {
            return rows >= 4L * FOLDS
                    && (!target.classification() || target.column().least() >= 2 * FOLDS);
        }

        private void add(String key, com.fasterxml.jackson.databind.JsonNode value, String comment) {
            data.add(new Entry("data." + key, value, comment));
        }

        private void form() {
            if (!sample.form().header()) {
                add("header", BooleanNode.FALSE, "the first row looks like data; the columns are column1, column2, …");
                findings.add("the first row looks like data: the columns are called column1, column2, …");
            }
            if (sample.form().decimalComma())
                add("decimal", TextNode.valueOf(","), "numbers are written with a decimal comma");
            String encoding = sample.encoding();
            if (encoding != null) {
                add(
                        "encoding",
                        TextNode.valueOf(encoding),
                        "the file is not UTF-8; other letters than these may be wrong");
                findings.add("the file is not UTF-8; it is read as " + encoding);
            }
        }

        private void target() {
            ColumnSketch column = target.column();
            String name = ColumnSketch.shortened(column.name());
            add("target", TextNode.valueOf(column.name()), "what is learnt; taken because " + target.reason());
            boolean classes = target.classification();
            String what = column.textual()
                    ? column.distinct() + " different texts"
                    : column.distinct() + (column.whole() ? " different whole numbers" : " different numbers")
                            + " from " + ColumnSummary.number(column.low()) + " to "
                            + ColumnSummary.number(column.high());
            boolean quantity = classes && !column.textual() && column.distinct() > 2;
            add(
                    "task",
                    TextNode.valueOf(target.task().text()),
                    "it holds " + what + (quantity ? "; write regression if they are amounts" : ""));
            findings.add("target " + name + ", because " + target.reason() + ": "
                    + target.task().text() + ", since it holds " + what);
            if (classes && column.least() > 0 && column.most() >= 2 * column.least())
                findings.add("the classes are uneven" + (sample.whole() ? "" : " in these rows") + ": the largest has "
                        + column.most() + " rows, the smallest (" + ColumnSketch.shortened(column.rarest()) + ") "
                        + column.least());
        }

        /** The features that are left. */
        private List<ColumnSketch> drop() throws TrainingException {
            ArrayNode dropped = JSON.arrayNode();
            List<String> reasons = new ArrayList<>();
            List<ColumnSketch> used = new ArrayList<>();
            for (ColumnSketch column : columns) {
                if (column.name().equals(target.column().name())) continue;
                String why = column.useless();
                if (why == null) used.add(column);
                else {
                    dropped.add(column.name());
                    reasons.add(ColumnSketch.shortened(column.name()) + " " + why);
                }
            }
            if (used.isEmpty())
                throw new TrainingException(
                        CsvSample.KEY,
                        "%s has no column to learn %s from: %s%s"
                                .formatted(
                                        sample.table().name(),
                                        ColumnSketch.shortened(target.column().name()),
                                        String.join("; ", reasons.subList(0, Math.min(4, reasons.size()))),
                                        reasons.size() > 4 ? "; …" : ""),
                        "it needs at least one column of numbers, or of a few different texts");
            int listed = Math.min(LISTED, reasons.size());
            for (String reason : reasons.subList(0, listed)) findings.add("dropped: " + reason);
            if (reasons.size() > listed) findings.add("dropped: " + (reasons.size() - listed) + " more columns");
            if (!dropped.isEmpty())
                add(
                        "drop",
                        dropped,
                        "columns that nothing is learnt from: "
                                + String.join("; ", reasons.subList(0, Math.min(3, reasons.size())))
                                + (reasons.size() > 3 ? "; …" : ""));
            return used;
        }

        private void missing(List<ColumnSketch> used) {
            long cells = 0;
            int holes = 0;
            for (ColumnSketch column : used) {
                cells += column.missing();
                if (column.missing() > 0) holes++;
            }
            int unlabelled = target.column().missing();
            if (cells > 0)
                findings.add(cells + " cells of " + holes + (holes == 1 ? " column" : " columns") + " are empty");
            if (unlabelled > 0) {
                findings.add("the target is empty in " + unlabelled + " rows, which are left out");
                add(
                        "missing",
                        TextNode.valueOf("dropRow"),
                        "rows with an empty cell are left out: a target cannot be filled");
            } else if (cells > 0)
                add(
                        "missing",
                        TextNode.valueOf("mean"),
                        "empty cells become their column's mean; an empty text none of the known ones");
        }
    }
}
