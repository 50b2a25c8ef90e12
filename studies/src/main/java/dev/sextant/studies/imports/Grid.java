// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Domain;
import org.jspecify.annotations.Nullable;

/** Makes a grid try every value that a parameter has, as other tools do, where it has no more than a grid may list. */
final class Grid {
    private static final String POINTS = "grid";

    private Grid() {}

    /** @param json a domain, which is changed, or a plain value */
    static void every(JsonNode json, Target target) {
        if (!(json instanceof ObjectNode domain) || domain.has("choice") || kind(domain) == null) return;
        double count = count(domain);
        if (count <= Domain.MOST_GRID) {
            if (count != Domain.DEFAULT_GRID) domain.put(POINTS, (long) count);
        } else
            target.note(
                    "a grid takes " + Domain.DEFAULT_GRID + " points of "
                            + (Double.isFinite(count) ? "so many values" : "a range of any numbers"),
                    "write another number: \"grid\": 10");
    }

    /** Null for an object that is no domain. */
    private static @Nullable String kind(ObjectNode object) {
        for (String kind : Domains.KINDS) if (object.path(kind).isArray()) return kind;
        return null;
    }

    /** How many values a range has; infinite where it has any. */
    private static double count(ObjectNode range) {
        String kind = kind(range);
        if (kind == null) return 1;
        if (!kind.equals("int") && !kind.equals("logInt") && !range.has("step")) return Double.POSITIVE_INFINITY;
        double span =
                range.get(kind).path(1).doubleValue() - range.get(kind).path(0).doubleValue();
        return Math.floor(span / range.path("step").asDouble(1) + 1e-9) + 1;
    }

    /** How many points a grid over the parameters has; named branches have those of their own parameters each. */
    static double points(ObjectNode parameters) {
        double points = 1;
        for (JsonNode parameter : parameters) {
            if (!(parameter instanceof ObjectNode domain)) continue;
            JsonNode choice = domain.path("choice");
            if (choice instanceof ObjectNode branches) {
                double all = 0;
                for (JsonNode branch : branches) all += branch instanceof ObjectNode inner ? points(inner) : 1;
                points *= all;
            } else if (choice.isArray()) points *= choice.size();
            else if (domain.has(POINTS)) points *= domain.get(POINTS).asDouble();
            else if (kind(domain) == null) points *= points(domain);
            else points *= Math.min(Domain.DEFAULT_GRID, count(domain));
        }
        return points;
    }
}
