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
    private static final Schema.Interval OPEN = Schema.Interval.closed(1, 1000);
    private static final Schema.Whole TRIALS = new Schema.Whole(
            "Trial k is decided from the results of trials 0 … k - window, so that up to so many trials run at once."
                    + " The result depends on it, and on no machine.",
            OPEN);

    private static final Schema.Section SCHEMA = new Schema.Section(
            "How many trials may be open at once, and from whose results each of them is decided: exactly one of these.",
            List.of(
                    Schema.Key.optional(WINDOW, TRIALS),
                    Schema.Key.optional(
                            VIRTUAL_TIME,
                            new Schema.Whole(
                                    "So many trials run at once on a clock made of epochs and their costs, and each is"
                                            + " decided from those that ended before it there: a long trial does not"
                                            + " hold up the others, and the result is the same on every machine.",
                                    OPEN)),
                    Schema.Key.optional(
                            ASYNC,
                            new Schema.Flag(
                                    "Each trial is decided from whatever results there are: no worker waits, and no two"
                                            + " runs agree.",
                                    false))),
            List.of(Schema.Group.exactlyOne(List.of(WINDOW, VIRTUAL_TIME, ASYNC))));

    /** Which is written. */
    static final Schema.Group GROUP = Schema.Group.atMostOne(List.of(WINDOW, PARALLELISM));

    /** Both spellings. */
    static final List<Schema.Key> KEYS = List.of(
            new Schema.Key(WINDOW, TRIALS, false, window(StudySpec.DEFAULT_PARALLELISM)),
            Schema.Key.optional(PARALLELISM, SCHEMA));

    private static final String EXAMPLE = "write {\"" + VIRTUAL_TIME + "\": 16}";

    private ParallelismReader() {}

    private static @Nullable JsonNode window(Parallelism parallelism) {
        return parallelism instanceof Parallelism.Window(int trials)
                ? JsonNodeFactory.instance.numberNode(trials)
                : null;
    }

    /** Null where something is wrong with it. */
    static @Nullable Parallelism read(Part search) {
        Problems problems = search.problems();
        Node written = search.get(PARALLELISM);
        Node window = search.get(WINDOW);
        if (written == null) {
            if (window == null) return StudySpec.DEFAULT_PARALLELISM;
            JsonNode read = search.read(WINDOW, window);
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
        part.allow();
        List<String> modes =
                SCHEMA.names().stream().filter(key -> part.get(key) != null).toList();
        if (modes.size() != 1) {
            if (!modes.isEmpty() || fields.names().isEmpty())
                problems.error(
                        written.at(),
                        pointer,
                        "expected exactly one of " + String.join(", ", SCHEMA.names()) + ", got "
                                + (modes.isEmpty() ? "none" : String.join(" and ", modes)),
                        EXAMPLE);
            return null;
        }
        return mode(part, modes.getFirst());
    }

    private static @Nullable Parallelism mode(Part part, String mode) {
        Node node = part.get(mode);
        if (node == null) return null;
        if (mode.equals(ASYNC) && node.json().isBoolean() && !node.json().booleanValue()) {
            part.problems()
                    .error(
                            node.at(),
                            part.place().child(mode).pointer(),
                            "async is true or left out, got false",
                            "name the parallelism that is meant: " + EXAMPLE.substring("write ".length()));
            return null;
        }
        JsonNode read = part.read(mode, node);
        if (read == null) return null;
        return switch (mode) {
            case WINDOW -> new Parallelism.Window(read.intValue());
            case VIRTUAL_TIME -> new Parallelism.VirtualTime(read.intValue());
            default -> new Parallelism.Async();
        };
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
