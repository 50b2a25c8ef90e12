// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.comparison;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.SearcherFactory;
import dev.sextant.engine.trial.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * A searcher to compare, found through {@link ServiceLoader}.
 *
 * @param label its name with its options, as written
 * @param options with every default filled in
 */
record Contender(String label, SearcherFactory factory, ObjectNode options) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads {@code bayesian={"initial":5},tpe,random}. */
    static List<Contender> read(String text) {
        List<Contender> contenders = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            char at = i == text.length() ? ',' : text.charAt(i);
            if (at == '{' || at == '[') depth++;
            if (at == '}' || at == ']') depth--;
            if (at == ',' && (depth == 0 || i == text.length())) {
                if (i > from) contenders.add(one(text.substring(from, i).strip()));
                from = i + 1;
            }
        }
        return contenders;
    }

    private static Contender one(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        ObjectNode options = equals < 0 ? JsonNodeFactory.instance.objectNode() : object(text.substring(equals + 1));
        List<String> found = new ArrayList<>();
        for (SearcherFactory factory : ServiceLoader.load(SearcherFactory.class)) {
            found.add(factory.name());
            if (!factory.name().equals(name)) continue;
            for (String key : (Iterable<String>) options::fieldNames)
                if (factory.options().keys().stream()
                        .noneMatch(known -> known.name().equals(key)))
                    throw new IllegalArgumentException("searcher %s has no option \"%s\"".formatted(name, key));
            return new Contender(text, factory, factory.options().filled(options));
        }
        throw new IllegalArgumentException("there is no searcher \"%s\"; there are %s"
                .formatted(name, String.join(", ", found.stream().sorted().toList())));
    }

    private static ObjectNode object(String json) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) return object;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "a searcher's options must be a JSON object, got %s: %s".formatted(json, e.getOriginalMessage()),
                    e);
        }
        throw new IllegalArgumentException("a searcher's options must be a JSON object, got " + json);
    }

    Searcher searcher(Space space, long seed) {
        return factory.create(new SearcherFactory.Setting(space, Direction.MINIMIZE, options, seed, 1));
    }
}
