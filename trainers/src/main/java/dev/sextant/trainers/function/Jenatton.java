// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tree of choices with four leaves: x1 decides between x2 and x3 and which of r8 and r9 there is, x2 between x4 and
 * x5, x3 between x6 and x7; the value is x² + 0.1 + r + offset with the leaf's x and the branch's r.
 *
 * <p>Source: Jenatton, Archambeau, González and Seeger 2017, "Bayesian optimization with tree-structured dependencies",
 * section 5.1. Departure: offsets, 0 unless written, can make one leaf better than the others.
 */
final class Jenatton implements TestFunction {
    private static final double CONSTANT = 0.1;

    /** Of x4 to x7, three tenths of their range [-1, 1]; r8 and r9 stay, their minimum is at the edge. */
    private static final double REACH = 0.6;

    private static final int LEAVES = 4;
    private static final int FIRST_LEAF = 4;

    @Override
    public Schema.Section schema() {
        ArrayNode none = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < LEAVES; i++) none.add(0.0);
        return new Schema.Section(
                "Jenatton's tree of choices: four leaves x², and a term that only one side has.",
                List.of(
                        new Schema.Key(
                                "x1",
                                either("Which side.", side("r8", "x2", "x4", "x5"), side("r9", "x3", "x6", "x7")),
                                true,
                                null),
                        new Schema.Key(
                                "offsets",
                                new Schema.Items(
                                        "What is added in the leaves of x4, x5, x6 and x7.",
                                        new Schema.Real("Added in a leaf.", Schema.Interval.ANY),
                                        LEAVES,
                                        LEAVES),
                                false,
                                none)));
    }

    private static Schema.Section side(String term, String choice, String first, String second) {
        return new Schema.Section(
                "One side of the tree.",
                List.of(
                        real(term, "Added to the value; in [0, 1]."),
                        new Schema.Key(choice, either("Which leaf.", leaf(first), leaf(second)), true, null)));
    }

    private static Schema.Section leaf(String name) {
        return new Schema.Section("A leaf.", List.of(real(name, "Squared; in [-1, 1].")));
    }

    private static Schema.Variants either(String description, Schema.Section zero, Schema.Section one) {
        Map<String, Schema.Section> variants = new LinkedHashMap<>();
        variants.put("0", zero);
        variants.put("1", one);
        return new Schema.Variants(description, variants);
    }

    private static Schema.Key real(String name, String description) {
        return new Schema.Key(name, new Schema.Real(description, Schema.Interval.ANY), true, null);
    }

    @Override
    public double minimum(ObjectNode arguments) {
        double least = Double.POSITIVE_INFINITY;
        for (JsonNode offset : arguments.path("offsets")) least = Math.min(least, offset.doubleValue());
        return CONSTANT + least;
    }

    @Override
    public double at(ObjectNode arguments, Shift shift, int epoch) {
        int side = arguments.path("x1").has("1") ? 1 : 0;
        JsonNode branch = arguments.path("x1").path(Integer.toString(side));
        JsonNode choice = branch.path(side == 0 ? "x2" : "x3");
        int second = choice.has("1") ? 1 : 0;
        int leaf = 2 * side + second;
        double x = choice.path(Integer.toString(second))
                        .path("x" + (FIRST_LEAF + leaf))
                        .doubleValue()
                - shift.along(leaf, REACH);
        double r = branch.path(side == 0 ? "r8" : "r9").doubleValue();
        return x * x + CONSTANT + r + arguments.path("offsets").path(leaf).doubleValue();
    }
}
