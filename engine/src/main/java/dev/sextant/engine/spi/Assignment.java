// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sextant.engine.trial.Objective;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;

/**
 * One training to be done.
 *
 * @param document the trainer's document with nothing left to vary
 * @param objective the metric that early stopping and plateau schedules watch, and that is reported each epoch
 * @param scoreTest whether the finished network is also scored on the test rows; true at most once a study
 */
public record Assignment(ObjectNode document, Objective objective, Seeds seeds, boolean scoreTest) {
    /** SHA-256 of all of it, 32 bytes: the same where it is equal, whatever the order of the document's keys. */
    public byte[] fingerprint() {
        StringBuilder text = new StringBuilder();
        append(document, text);
        text.append('\n')
                .append(objective.metric())
                .append('\n')
                .append(objective.direction())
                .append('\n')
                .append(seeds.study())
                .append(' ')
                .append(seeds.training())
                .append(' ')
                .append(seeds.split())
                .append(' ')
                .append(scoreTest);
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    private static void append(JsonNode node, StringBuilder text) {
        if (node.isObject()) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            for (Map.Entry<String, JsonNode> field : node.properties()) sorted.put(field.getKey(), field.getValue());
            text.append('{');
            sorted.forEach((key, value) -> {
                // A key as JSON writes it: no key can be mistaken for two.
                text.append(TextNode.valueOf(key)).append(':');
                append(value, text);
                text.append(',');
            });
            text.append('}');
        } else if (node.isArray()) {
            text.append('[');
            for (JsonNode item : node) {
                append(item, text);
                text.append(',');
            }
            text.append(']');
        } else {
            text.append(node);
        }
    }
}
