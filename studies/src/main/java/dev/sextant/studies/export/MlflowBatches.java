// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is logged to one MLflow run, in requests that keep MLflow's limits: 1000 metrics, 100 parameters and 100 tags,
 * 1000 of all together; keys of 250 characters, values of parameters of 500 (6000 since 2.8), of tags of 5000.
 *
 * <p>A key may hold letters, digits, and {@code _-. /}; anything else becomes an underscore, and so does a slash in a
 * name, because names are paths there. Of two names that would become one, the second gets a number.
 */
final class MlflowBatches {
    private static final int MOST = 1000;
    private static final int MOST_PARAMETERS = 100;
    private static final int LONGEST_KEY = 250;
    private static final int LONGEST_PARAMETER = 500;
    private static final int LONGEST_TAG = 5000;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, String> taken = new HashMap<>();
    private final Deque<ObjectNode> metrics = new ArrayDeque<>();
    private final Deque<ObjectNode> parameters = new ArrayDeque<>();
    private final ArrayNode tags = JSON.arrayNode();

    void parameter(String name, String value) {
        parameters.add(entry(key("parameter", "", name), cut(value, LONGEST_PARAMETER)));
    }

    /**
     * A number that is not finite is left out.
     *
     * @param prefix before the name, ending in a slash; may be empty
     * @param millis since 1970
     */
    void metric(String prefix, String name, double value, long millis, long step) {
        if (!Double.isFinite(value)) return;
        metrics.add(JSON.objectNode()
                .put("key", key("metric", prefix, name))
                .put("value", value)
                .put("timestamp", millis)
                .put("step", step));
    }

    /** Fewer than a hundred. */
    void tag(String key, String value) {
        tags.add(tagged(key, value));
    }

    static ObjectNode tagged(String key, String value) {
        return entry(key, cut(value, LONGEST_TAG));
    }

    private static ObjectNode entry(String key, String value) {
        return JSON.objectNode().put("key", key).put("value", value);
    }

    /** @param kind parameters and metrics may share names */
    private String key(String kind, String prefix, String name) {
        String known = keys.get(kind + prefix + "\0" + name);
        if (known != null) return known;
        String plain =
                name.replaceAll("[^\\p{IsAlphabetic}\\p{IsDigit}_. -]", "_").replaceAll("^\\.+$", "_");
        String key = cut(prefix + plain, LONGEST_KEY);
        for (int i = 2; taken.putIfAbsent(kind + key, name) != null; i++)
            key = cut(prefix + plain, LONGEST_KEY - 10) + "_" + i;
        keys.put(kind + prefix + "\0" + name, key);
        return key;
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) return text;
        int end = most - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "_";
    }

    /** The requests' bodies, in order; at least one. */
    List<ObjectNode> requests(String run) {
        List<ObjectNode> requests = new ArrayList<>();
        do {
            ObjectNode request = JSON.objectNode().put("run_id", run);
            int room = MOST;
            if (requests.isEmpty()) {
                request.set("tags", tags);
                room -= tags.size();
            }
            room -= move(parameters, request.putArray("params"), Math.min(room, MOST_PARAMETERS));
            move(metrics, request.putArray("metrics"), room);
            requests.add(request);
        } while (!parameters.isEmpty() || !metrics.isEmpty());
        return requests;
    }

    private static int move(Deque<ObjectNode> from, ArrayNode to, int most) {
        while (!from.isEmpty() && to.size() < most) to.add(from.remove());
        return to.size();
    }
}
