// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.study.Parallelism;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code "parallelism"}, whose short form for a window is {@code "window"}. */
final class ParallelismReader {
    static final String PARALLELISM = "parallelism";
    static final String WINDOW = "window";
    private static final String VIRTUAL_TIME = "virtualTime";
    private static final String ASYNC = "async";
    private static final List<String> KEYS = List.of(WINDOW, VIRTUAL_TIME, ASYNC);
    private static final Schema.Whole OPEN = new Schema.Whole("", Schema.Interval.closed(1, 1000));
    private static final Schema.Flag FLAG = new Schema.Flag("");
    private static final String EXAMPLE = "write {\"" + VIRTUAL_TIME + "\": 16}";

    private ParallelismReader() {}

    /** Null where something is wrong with it. */
    static @Nullable Parallelism read(Part search) {
        Problems problems = search.problems();
        Node written = search.get(PARALLELISM);
        Node window = search.get(WINDOW);
        if (written == null) {
            if (window == null) return StudySpec.DEFAULT_PARALLELISM;
            JsonNode read = search.read(WINDOW, window, OPEN);
            return read == null ? null : new Parallelism.Window(read.intValue());
        }
        String pointer = search.place().child(PARALLELISM).pointer();
        if (window != null) {
            problems.error(
                    written.at(),
                    pointer,
                    "the study says its parallelism twice: window is short for {\"" + WINDOW + "\": " + window.json()
                            + "}",
                    "leave one of the two out");
            return null;
        }
        if (!(written instanceof Node.Fields fields)) {
            problems.error(written.at(), pointer, "expected an object, got " + written.found(), EXAMPLE);
            return null;
        }
        Part part = search.part(PARALLELISM);
        part.allow(KEYS);
        List<String> modes = KEYS.stream().filter(key -> part.get(key) != null).toList();
        if (modes.size() != 1) {
            if (!modes.isEmpty() || fields.names().isEmpty())
                problems.error(
                        written.at(),
                        pointer,
                        "expected exactly one of " + String.join(", ", KEYS) + ", got "
                                + (modes.isEmpty() ? "none" : String.join(" and ", modes)),
                        EXAMPLE);
            return null;
        }
        return mode(part, modes.getFirst());
    }

    private static @Nullable Parallelism mode(Part part, String mode) {
        boolean async = mode.equals(ASYNC);
        JsonNode read = part.value(mode, async ? FLAG : OPEN, JsonNodeFactory.instance.nullNode());
        Node node = part.get(mode);
        if (read == null || node == null) return null;
        if (!async)
            return mode.equals(WINDOW)
                    ? new Parallelism.Window(read.intValue())
                    : new Parallelism.VirtualTime(read.intValue());
        if (read.booleanValue()) return new Parallelism.Async();
        part.problems()
                .error(
                        node.at(),
                        part.place().child(mode).pointer(),
                        "async is true or left out, got false",
                        "name the parallelism that is meant: " + EXAMPLE.substring("write ".length()));
        return null;
    }

    /** Into the study's search, so that it is read back; a window in its short form. */
    static void write(Parallelism parallelism, ObjectNode search) {
        switch (parallelism) {
            case Parallelism.Window(int trials) -> search.put(WINDOW, trials);
            case Parallelism.VirtualTime(int slots) ->
                search.putObject(PARALLELISM).put(VIRTUAL_TIME, slots);
            case Parallelism.Async() -> search.putObject(PARALLELISM).put(ASYNC, true);
        }
    }
}
