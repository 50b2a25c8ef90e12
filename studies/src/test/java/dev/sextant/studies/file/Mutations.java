// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Studies with one or two changes of the kind that people make: many of them are studies still. */
final class Mutations {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is put in the place of something else. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "1",
            "2",
            "-1",
            "0.5",
            "1.0",
            "3.0",
            "1e300",
            "\"\"",
            "\"adam\"",
            "\"sgd\"",
            "\"constant\"",
            "\"cosine\"",
            "\"full\"",
            "\"5s\"",
            "[]",
            "[1]",
            "[0.1, 0.9]",
            "[16, 32]",
            "{}",
            "{\"log\": [0.001, 0.1]}",
            "{\"uniform\": [0.1, 0.9]}",
            "{\"uniform\": [0, 1], \"step\": 0.25}",
            "{\"int\": [2, 9], \"step\": 2, \"default\": 4}",
            "{\"logInt\": [2, 64], \"grid\": 3}",
            "{\"choice\": [1, 2]}",
            "{\"choice\": [\"sgd\", \"adam\"]}",
            "{\"choice\": [true, false]}",
            "{\"choice\": [[8], [16, 16]]}",
            "{\"choice\": {\"sgd\": {}, \"adam\": {}}}",
            "{\"choice\": [\"constant\", {\"step\": {\"gamma\": {\"log\": [0.1, 0.5]}}}], \"default\": \"step\"}",
            "{\"find\": {}}",
            "{\"sgd\": {\"momentum\": {\"choice\": [0.0, 0.9]}}, \"x-why\": 1}",
            "{\"async\": true}",
            "{\"window\": 2}",
            "{\"a\": {\"log\": 1, \"int\": 2}}",
            "{\"x-a\": 1}");

    private static final List<String> KEYS = List.of(
            "x-note",
            "log",
            "uniform",
            "int",
            "choice",
            "default",
            "grid",
            "step",
            "epochs",
            "learningRate",
            "weightDecay",
            "schedule",
            "optimizer",
            "batchSize",
            "seed",
            "window",
            "pruner",
            "limits",
            "type",
            "a");

    private final SplittableRandom random;

    Mutations(long seed) {
        this.random = new SplittableRandom(seed);
    }

    ObjectNode of(ObjectNode study) {
        ObjectNode changed = study.deepCopy();
        int changes = 1 + random.nextInt(2);
        for (int i = 0; i < changes; i++) change(changed);
        return changed;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private JsonNode value(JsonNode study) {
        if (random.nextInt(4) == 0) return any(inside(study)).deepCopy();
        try {
            return JSON.readTree(any(VALUES));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonNode> inside(JsonNode node) {
        List<JsonNode> all = new ArrayList<>();
        all.add(node);
        for (JsonNode below : node) all.addAll(inside(below));
        return all;
    }

    private void change(ObjectNode study) {
        List<JsonNode> containers =
                inside(study).stream().filter(JsonNode::isContainerNode).toList();
        switch ((ContainerNode<?>) any(containers)) {
            case ObjectNode object -> {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                int how = random.nextInt(4);
                if (how == 0 || names.isEmpty()) object.set(any(KEYS), value(study));
                else if (how == 1) object.remove(any(names));
                else object.set(any(names), value(study));
            }
            case ArrayNode array -> {
                int how = random.nextInt(3);
                if (how == 0 || array.isEmpty()) array.add(value(study));
                else if (how == 1) array.remove(random.nextInt(array.size()));
                else array.set(random.nextInt(array.size()), value(study));
            }
            default -> throw new IllegalStateException("no other containers");
        }
    }
}
