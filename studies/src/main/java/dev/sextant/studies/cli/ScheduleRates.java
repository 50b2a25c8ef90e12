// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.spi.LearningRateSchedules.Outline;
import dev.sextant.engine.spi.LearningRateSchedules.Plan;
import dev.sextant.engine.spi.LearningRateSchedules.Step;
import java.util.ArrayList;
import java.util.List;

/** The rates of a schedule as JSON, CSV and a table. Programs get the shortest digits that give the same number. */
final class ScheduleRates {
    private static final String GAP = "  ";

    private ScheduleRates() {}

    /** One array of numbers, a step each. */
    static String json(Plan plan) {
        StringBuilder json = new StringBuilder("[");
        for (Step step : plan.steps())
            json.append(json.length() == 1 ? "" : ",").append(step.rate());
        return json.append(']').toString();
    }

    /** A head, and a line a step; the columns batch and momentum where there is more than one, or any. */
    static String csv(Plan plan, int batches) {
        boolean momentum = prescribesMomentum(plan);
        StringBuilder csv = new StringBuilder("epoch");
        csv.append(batches > 1 ? ",batch" : "").append(",learningRate").append(momentum ? ",momentum\n" : "\n");
        for (Step step : plan.steps()) {
            csv.append(step.epoch());
            if (batches > 1) csv.append(',').append(step.batch());
            csv.append(',').append(step.rate());
            if (momentum) csv.append(',').append(Double.isNaN(step.momentum()) ? "" : step.momentum());
            csv.append('\n');
        }
        return csv.toString();
    }

    private static boolean prescribesMomentum(Plan plan) {
        for (Step step : plan.steps()) if (!Double.isNaN(step.momentum())) return true;
        return false;
    }

    /** A row an epoch; where an epoch has several mini-batches, the first and the last of them. */
    static String table(String name, Outline outline, Plan plan) {
        int batches = outline.batches();
        boolean momentum = prescribesMomentum(plan);
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("epoch"));
        if (batches > 1) head.addAll(List.of("first rate", "last rate"));
        else head.add("learning rate");
        if (momentum) head.add("momentum");
        rows.add(head);
        for (int at = 0; at < plan.steps().size(); at += batches) {
            Step first = plan.steps().get(at);
            List<String> row = new ArrayList<>();
            row.add(Integer.toString(first.epoch()));
            row.add(Figures.number(first.rate()));
            if (batches > 1)
                row.add(Figures.number(plan.steps().get(at + batches - 1).rate()));
            if (momentum) row.add(Double.isNaN(first.momentum()) ? "–" : Figures.number(first.momentum()));
            rows.add(row);
        }
        StringBuilder text = new StringBuilder(name);
        text.append(": learning rate ")
                .append(Figures.number(outline.learningRate()))
                .append(", ");
        text.append(Figures.count(outline.epochs(), "epoch"));
        if (batches > 1) text.append(" of ").append(batches).append(" batches");
        return text.append('\n').append(aligned(rows)).toString();
    }

    /** Columns flush right, the first row as their head. */
    private static String aligned(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows)
            for (int c = 0; c < widths.length; c++)
                widths[c] = Math.max(widths[c], row.get(c).length());
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int c = 0; c < widths.length; c++) {
                text.append(c == 0 ? "" : GAP);
                text.repeat(' ', widths[c] - row.get(c).length()).append(row.get(c));
            }
            text.append('\n');
        }
        int rule = GAP.length() * (widths.length - 1);
        for (int each : widths) rule += each;
        return text.insert(text.indexOf("\n") + 1, "─".repeat(rule) + "\n").toString();
    }
}
