// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.study.StudySpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What runs to be compared are called as to data and variant, so that the same variant is known on other data.
 *
 * <p>Where the same studies' names occur with different data, they are the variants. Otherwise a variant is known by
 * the keys of the study in which runs on the same data differ, the seed aside: by its searcher where they differ in
 * that.
 */
final class RunVariants {
    /** Keys that vary with chance alone. */
    private static final String SEED = "seed";

    private static final String TRAINER = "trainer";

    private RunVariants() {}

    /** The name of the data's file, or else how the conditions tell the data, or else the study's name. */
    static String dataset(StudySpec spec, Map<String, String> conditions) {
        JsonNode data = spec.template().document().path("data");
        for (JsonNode value : data)
            if (value.isTextual() && value.textValue().contains(".")) {
                String path = value.textValue();
                return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
            }
        return conditions.getOrDefault("data", spec.name());
    }

    /**
     * One for each run.
     *
     * @param names of their studies
     * @param datasets what their data is called
     * @param studies as they resolve, without what says nothing of what they do
     */
    static List<String> variants(List<String> names, List<String> datasets, List<ObjectNode> studies) {
        Map<String, Set<String>> uses = new HashMap<>();
        for (int i = 0; i < names.size(); i++)
            uses.computeIfAbsent(names.get(i), _ -> new LinkedHashSet<>()).add(datasets.get(i));
        if (uses.values().stream().filter(used -> used.size() > 1).count() > 1) return List.copyOf(names);
        List<Map<String, JsonNode>> flat =
                studies.stream().map(RunVariants::keys).toList();
        Set<String> differing = differing(datasets, flat);
        List<String> variants = new ArrayList<>();
        for (int i = 0; i < flat.size(); i++) {
            List<String> words = new ArrayList<>();
            for (String key : differing) {
                JsonNode value = flat.get(i).get(key);
                if (value == null) continue;
                String word = brief(value);
                boolean clear = true;
                for (Map<String, JsonNode> other : flat) {
                    JsonNode theirs = other.get(key);
                    clear &= theirs == null
                            || theirs.equals(value)
                            || !brief(theirs).equals(word);
                }
                String last = key.substring(key.lastIndexOf('.') + 1);
                words.add(clear && !value.isNumber() ? word : last + " " + value);
            }
            variants.add(words.isEmpty() ? names.get(i) : String.join(", ", words));
        }
        return variants;
    }

    /** Keys in which two runs on the same data differ, in the order of the studies. */
    private static Set<String> differing(List<String> datasets, List<Map<String, JsonNode>> studies) {
        Set<String> all = new LinkedHashSet<>();
        for (Map<String, JsonNode> study : studies) all.addAll(study.keySet());
        Map<String, Map<String, JsonNode>> first = new HashMap<>();
        Set<String> differing = new LinkedHashSet<>();
        for (int i = 0; i < studies.size(); i++) {
            Map<String, JsonNode> study = studies.get(i);
            Map<String, JsonNode> reference = first.computeIfAbsent(datasets.get(i), _ -> study);
            for (String key : all) {
                JsonNode value = study.get(key);
                JsonNode theirs = reference.get(key);
                if (value == null ? theirs != null : !value.equals(theirs)) differing.add(key);
            }
        }
        List<String> ordered = new ArrayList<>(all);
        ordered.retainAll(differing);
        return new LinkedHashSet<>(ordered);
    }

    /** The study's keys two names deep: {@code search.searcher}, {@code trainer.learningRate}. */
    private static Map<String, JsonNode> keys(ObjectNode study) {
        Map<String, JsonNode> keys = new LinkedHashMap<>();
        study.properties().forEach(section -> {
            if (section.getKey().equals(SEED)) return;
            if (!section.getValue().isObject()) keys.put(section.getKey(), section.getValue());
            else
                section.getValue().properties().forEach(entry -> {
                    if (!section.getKey().equals(TRAINER) || !entry.getKey().equals("data"))
                        keys.put(section.getKey() + "." + entry.getKey(), entry.getValue());
                });
        });
        return keys;
    }

    /** The text, or the name of what alone stands in an object: {@code random} of {@code {"random": {}}}. */
    private static String brief(JsonNode value) {
        if (value.isTextual()) return value.textValue();
        if (value.isObject() && value.size() == 1) return value.fieldNames().next();
        return value.toString();
    }
}
