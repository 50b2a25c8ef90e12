// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.problem;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every problem by its name, and families of them. */
public final class Catalogue {
    /** What belongs together, in the order in which it is reported. */
    public static final Map<String, List<String>> FAMILIES = families();

    /** Families of families. */
    private static final Map<String, List<String>> GROUPS = Map.of(
            "prototype", List.of("smooth", "hard", "lr", "tables"),
            "development", List.of("smooth", "hard", "lr", "tables", "functions", "rates", "recorded"),
            "formulas", List.of("smooth", "hard", "lr", "functions", "rates"),
            "holdout", List.of("holdout-functions", "holdout-rates", "holdout-tables"));

    private final @Nullable RecordedTables tables;

    /** @param folder where the recorded tables are, or null to go without them */
    public Catalogue(@Nullable Path folder) {
        tables = folder == null ? null : new RecordedTables(folder);
    }

    private static Map<String, List<String>> families() {
        Map<String, List<String>> families = new LinkedHashMap<>();
        families.put("smooth", Families.SMOOTH);
        families.put("hard", Families.HARD);
        families.put("lr", Families.RATES);
        families.put("tables", RecordedTables.TABLES);
        families.put("functions", Families.FUNCTIONS);
        families.put("rates", Families.MORE_RATES);
        families.put("recorded", RecordedTables.MORE_TABLES);
        families.put("holdout-functions", Families.HELD_OUT_FUNCTIONS);
        families.put("holdout-rates", Families.HELD_OUT_RATES);
        families.put("holdout-tables", RecordedTables.HELD_OUT_TABLES);
        return families;
    }

    /** The family that a problem belongs to. */
    public static String family(String problem) {
        for (Map.Entry<String, List<String>> family : FAMILIES.entrySet())
            if (family.getValue().contains(problem)) return family.getKey();
        return "other";
    }

    /** The problems behind names of problems, families and groups. */
    public static List<String> names(List<String> words) {
        List<String> names = new ArrayList<>();
        for (String word : words) {
            List<String> parts = GROUPS.getOrDefault(word, List.of(word));
            for (String part : parts) names.addAll(FAMILIES.getOrDefault(part, List.of(part)));
        }
        return names.stream().distinct().toList();
    }

    /** The problem with this name, as the seed shifts it; recorded tables are the same for every seed. */
    public Problem of(String name, long seed) {
        if (!RecordedTables.named(name)) return Problem.of(name, seed);
        if (tables == null)
            throw new IllegalArgumentException(
                    "%s is a recorded table: say where the tables are with --tables FOLDER".formatted(name));
        return tables.of(name);
    }
}
