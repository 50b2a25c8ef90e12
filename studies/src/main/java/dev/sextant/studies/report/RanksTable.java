// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.ranking.AverageRanks;
import dev.sextant.engine.ranking.Comparison.Compared;
import java.util.ArrayList;
import java.util.List;

/** Variants of a study over several data sets: a row for each, by its average rank. */
final class RanksTable {
    /** A p-value smaller than this is not told more exactly. */
    private static final double SMALL = 1e-4;

    private RanksTable() {}

    static Table of(AverageRanks ranks) {
        AverageRanks.Variant first = ranks.variants().getFirst();
        var table = new Table.Builder<>(ranks.variants())
                .text("variant", 0, variant -> Naming.brief(variant.name()))
                .number("average rank", 0, variant -> Figures.decimals(variant.average(), 2))
                .text(
                        "tie",
                        0,
                        "Variants that share a letter cannot be told apart (5 % level, Nemenyi's test).",
                        AverageRanks.Variant::tie)
                .number(
                        "beaten by the first",
                        1,
                        "Beaten by the first: how likely one training of %s is better than one of this, on any of these data sets."
                                .formatted(Naming.brief(first.name())),
                        variant -> variant.equals(first) ? "" : beaten(ranks, first, variant));
        for (int i = 0; i < ranks.datasets().size(); i++) {
            int at = i;
            table.number(
                    Naming.brief(ranks.datasets().get(i)),
                    2 + i,
                    variant -> "%s (%s)"
                            .formatted(
                                    Figures.number(variant.values().get(at)),
                                    Figures.number(variant.ranks().get(at))));
        }
        return table.build(
                "Average ranks over %d data sets".formatted(ranks.datasets().size()),
                List.of("Of each data set: the value, and its rank in brackets."));
    }

    private static String beaten(AverageRanks ranks, AverageRanks.Variant first, AverageRanks.Variant variant) {
        return Figures.decimals(first.improvement().get(ranks.variants().indexOf(variant)), 2);
    }

    /** What the tests say, a sentence each. */
    static List<String> sentences(AverageRanks ranks) {
        List<String> sentences = new ArrayList<>();
        String test = Double.isInfinite(ranks.f())
                ? "Every data set puts them in the same order."
                : "Friedman's test with Iman and Davenport's correction: F = %s, p %s."
                        .formatted(
                                Figures.number(ranks.f()),
                                ranks.p() < SMALL ? "< 1e-4" : "= " + Figures.number(ranks.p(), 2));
        sentences.add(
                ranks.differ()
                        ? "The variants differ. %s Average ranks that differ by less than %s cannot be told apart (Nemenyi)."
                                .formatted(test, Figures.decimals(ranks.criticalDifference(), 2))
                        : "That the variants differ at all cannot be said. " + test);
        int all = ranks.datasets().size();
        if (ranks.confirmed() < all)
            sentences.add(
                    ranks.confirmed() == 0
                            ? "The values are those that the searches found, the luckiest of many, not confirmed."
                            : "On %d of %d data sets the values are those that the searches found, the luckiest of many, not confirmed."
                                    .formatted(all - ranks.confirmed(), all));
        if (!ranks.omitted().isEmpty())
            sentences.add("Left out, because a variant or a data set lacks runs of the others: %s."
                    .formatted(String.join(
                            ", ", ranks.omitted().stream().map(Naming::brief).toList())));
        return sentences;
    }

    /** Why there are no average ranks of these runs; empty where nobody would look for them. */
    static String missing(List<Compared> runs) {
        long datasets =
                runs.stream().map(run -> run.candidate().dataset()).distinct().count();
        long variants =
                runs.stream().map(run -> run.candidate().variant()).distinct().count();
        return datasets < 2 || variants < 2
                ? ""
                : "Over several data sets variants are ranked where each was run on %d of them or more."
                        .formatted(AverageRanks.ENOUGH_DATASETS);
    }

    static void json(ObjectNode json, AverageRanks ranks) {
        ArrayNode datasets = json.putArray("datasets");
        ranks.datasets().forEach(datasets::add);
        JsonReport.number(json, "chiSquare", ranks.chiSquare());
        JsonReport.number(json, "f", ranks.f());
        JsonReport.number(json, "p", ranks.p());
        json.put("differ", ranks.differ());
        JsonReport.number(json, "criticalDifference", ranks.criticalDifference());
        json.put("confirmedDatasets", ranks.confirmed());
        ArrayNode variants = json.putArray("variants");
        for (AverageRanks.Variant variant : ranks.variants()) {
            ObjectNode one = variants.addObject();
            one.put("variant", variant.name());
            JsonReport.number(one, "averageRank", variant.average());
            one.put("tie", variant.tie());
            numbers(one.putArray("ranks"), variant.ranks());
            numbers(one.putArray("values"), variant.values());
            numbers(one.putArray("improvement"), variant.improvement());
        }
        ArrayNode omitted = json.putArray("omitted");
        ranks.omitted().forEach(omitted::add);
    }

    private static void numbers(ArrayNode array, List<Double> numbers) {
        for (double number : numbers)
            if (Double.isFinite(number)) array.add(number);
            else array.addNull();
    }
}
