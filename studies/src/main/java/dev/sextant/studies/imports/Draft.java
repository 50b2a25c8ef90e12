// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.studies.tree.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A study of the command trainer in the making: its document, and for each part of it where in the source it comes from
 * and what a reader should know about it.
 */
final class Draft {
    static final String TRAINER = "/trainer";
    static final String ARGV = "/trainer/argv";
    static final String PARAMETERS = "/trainer/parameters";
    static final String EPOCHS = "/trainer/epochs";
    static final String RESULT = "/trainer/result";
    static final String OBJECTIVE = "/objective";
    static final String SEARCH = "/search";
    static final String TRIALS = "/search/trials";
    static final String PRUNER = "/search/pruner";

    private static final List<String> ORDER =
            List.of("type", "argv", "parametersBy", "parameters", "metrics", "result", "counts", "epochs");

    private static final List<String> SEARCH_ORDER = List.of("searcher", "trials", "window", "pruner");

    final ObjectNode trainer = JsonNodeFactory.instance.objectNode();
    final ArrayNode argv;
    final ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    final ObjectNode objective = JsonNodeFactory.instance.objectNode();
    final ObjectNode search = JsonNodeFactory.instance.objectNode();
    final ObjectNode limits = JsonNodeFactory.instance.objectNode();

    private final Map<String, Position> origins = new LinkedHashMap<>();
    private final Map<String, List<String>> comments = new LinkedHashMap<>();
    private @Nullable String name;
    private @Nullable String description;
    private @Nullable Long seed;

    Draft() {
        trainer.put("type", "command");
        argv = trainer.putArray("argv");
    }

    void name(String written) {
        name = written;
    }

    void description(String written) {
        description = written;
    }

    void seed(long written) {
        seed = written;
    }

    @Nullable
    Long seed() {
        return seed;
    }

    /** Says where in the source a part of the study comes from, so that what is wrong with it is told there. */
    void origin(String pointer, Position at) {
        origins.put(pointer, at);
    }

    /** What a reader of the study should know of a part of it, beside what is told now. */
    void comment(String pointer, String text) {
        comments.computeIfAbsent(pointer, _ -> new ArrayList<>()).add(text);
    }

    Map<String, List<String>> comments() {
        return comments;
    }

    /** Where the part, or the nearest above it that has an origin, comes from; null where none has. */
    @Nullable
    Position origin(String pointer) {
        for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            Position origin = origins.get(at);
            if (origin != null) return origin;
        }
        return origins.get("");
    }

    /** The whole study, in the order in which people read it. */
    ObjectNode document() {
        ObjectNode study = JsonNodeFactory.instance.objectNode();
        if (name != null) study.put("name", name);
        if (description != null) study.put("description", description);
        if (seed != null) study.put("seed", seed);
        trainer.set("parameters", parameters);
        study.set("trainer", ordered(trainer, ORDER));
        if (!objective.isEmpty()) study.set("objective", objective);
        if (!search.isEmpty()) study.set("search", ordered(search, SEARCH_ORDER));
        if (!limits.isEmpty()) study.set("limits", limits);
        study.putObject("confirm").put("top", 0).put("test", false);
        return study;
    }

    private static ObjectNode ordered(ObjectNode object, List<String> first) {
        ObjectNode ordered = JsonNodeFactory.instance.objectNode();
        for (String key : first) if (object.has(key)) ordered.set(key, object.get(key));
        return ordered.setAll(object);
    }
}
