// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ask and tell in lines of JSON, a command a line.
 *
 * <pre>
 * {"ask": 2}                               {"trial": 0, "parameters": {"lr": 0.01}, "note": {}}
 *                                          {"trial": 1, "parameters": {"lr": 0.2}, "note": {}}
 * {"tell": {"trial": 0, "value": 0.5}}     {"ok": 0}
 * {"pending": {}}                          {"pending": [{"trial": 1, …}]}
 * {"best": {}}                             {"best": {"trial": 0, "value": 0.5, "parameters": {…}}}
 * {"stop": {}}
 * </pre>
 *
 * <p>What is wrong is answered by {@code {"error": "…"}}, and changes and ends nothing. Of more trials than there are
 * to be had those come that there are, then the error.
 *
 * <p>Threads: confined to one.
 */
public final class Conversation {
    /** A longer line is refused, in bytes. Names and metrics of a trial never come near it. */
    public static final int LONGEST_LINE = 1 << 20;

    private static final String ASK = "ask";
    private static final String TELL = "tell";
    private static final String BEST = "best";
    private static final String PENDING = "pending";
    private static final String STOP = "stop";
    private static final List<String> COMMANDS = List.of(ASK, TELL, BEST, PENDING, STOP);

    /** An error shows no more characters of what it found. */
    private static final int SHOWN = 60;

    private static final int DEEPEST = 100;

    /** NaN and Infinity, which JSON lacks, are what some languages write for such values. */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final AskTell study;

    public Conversation(AskTell study) {
        this.study = study;
    }

    /**
     * Does what a line says.
     *
     * @param line without its end; one without content is passed over
     * @param answers takes each line of the answer, as soon as it is known
     * @return whether the conversation goes on
     * @throws StoreException where the store broke; nothing can be done after that
     */
    public boolean hear(byte[] line, Consumer<String> answers) throws StoreException {
        try {
            ObjectNode command = command(line);
            if (command == null) return true;
            String name = command.fieldNames().next();
            JsonNode argument = command.get(name);
            switch (name) {
                case ASK -> ask(argument, answers);
                case TELL -> answers.accept(tell(argument));
                case BEST -> answers.accept(best(argument));
                case PENDING -> answers.accept(pending(argument));
                default -> {
                    empty(argument, STOP);
                    return false;
                }
            }
        } catch (RefusedCommandException refused) {
            answers.accept(error(refused.words()));
        }
        return true;
    }

    /** The answer to a line that is longer than {@link #LONGEST_LINE}. */
    public static String tooLong() {
        return error("the line has more than %d bytes; a line holds one command, such as {\"ask\": 1}"
                .formatted(LONGEST_LINE));
    }

    /** The answer to what cannot be done. */
    private static String error(String words) {
        return JsonNodeFactory.instance.objectNode().put("error", words).toString();
    }

    /** Null for a line without content. */
    private static @Nullable ObjectNode command(byte[] line) throws RefusedCommandException {
        JsonNode json;
        try (JsonParser parser = JSON.createParser(line)) {
            json = JSON.readTree(parser);
            if (json == null) return null;
            if (parser.nextToken() != null)
                throw new RefusedCommandException("a line holds one command, and behind it more stands at column %d"
                        .formatted(parser.currentTokenLocation().getColumnNr()));
        } catch (JsonProcessingException broken) {
            String words = broken.getOriginalMessage().lines().findFirst().orElse("");
            throw new RefusedCommandException(
                    "not JSON: %s at column %d; a line holds one command, such as {\"ask\": 1}"
                            .formatted(
                                    words.split(": was expecting", 2)[0],
                                    broken.getLocation() == null
                                            ? 1
                                            : broken.getLocation().getColumnNr()));
        } catch (IOException impossible) {
            throw new UncheckedIOException("a line in memory cannot fail to be read", impossible);
        }
        if (!(json instanceof ObjectNode object))
            throw new RefusedCommandException("a line holds one command, such as {\"ask\": 1}, got " + found(json));
        checkKeys(object, COMMANDS, "a line");
        if (object.size() != 1)
            throw new RefusedCommandException(
                    object.isEmpty()
                            ? "a line holds one command of " + String.join(", ", COMMANDS) + ", got an empty object"
                            : "a line holds one command, got " + String.join(" and ", names(object)));
        return object;
    }

    private void ask(JsonNode count, Consumer<String> answers) throws RefusedCommandException, StoreException {
        if (!count.isIntegralNumber() || count.doubleValue() < 1)
            throw new RefusedCommandException(
                    "\"ask\" takes how many trials, a whole number at least 1, got " + found(count));
        // More than a study can have are as good as that.
        long wanted = (long) count.doubleValue();
        for (long i = 0; i < wanted; i++) answers.accept(write(study.ask()).toString());
    }

    private String tell(JsonNode told) throws RefusedCommandException, StoreException {
        Told read = Told.read(told, study.spec().goals());
        study.tell(read.trial(), read.outcome());
        return JsonNodeFactory.instance.objectNode().put("ok", read.trial()).toString();
    }

    private String pending(JsonNode argument) throws RefusedCommandException {
        empty(argument, PENDING);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode trials = answer.putArray(PENDING);
        for (Asked asked : study.pending()) trials.add(write(asked));
        return answer.toString();
    }

    private String best(JsonNode argument) throws RefusedCommandException {
        empty(argument, BEST);
        return JsonNodeFactory.instance
                .objectNode()
                .set(BEST, new Best(study).write())
                .toString();
    }

    private static ObjectNode write(Asked asked) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("trial", asked.trial());
        answer.set("parameters", asked.parameters());
        answer.set("note", asked.note());
        return answer;
    }

    private static void empty(JsonNode argument, String command) throws RefusedCommandException {
        if (!argument.isObject() || !argument.isEmpty())
            throw new RefusedCommandException("\"%s\" takes {}, got %s".formatted(command, found(argument)));
    }

    /** Refuses an object with a key that is not one of these. */
    static void checkKeys(ObjectNode object, List<String> allowed, String of) throws RefusedCommandException {
        for (String name : names(object))
            if (!allowed.contains(name))
                throw new RefusedCommandException(
                        "unknown key \"%s\" of %s: it may be %s".formatted(name, of, String.join(", ", allowed)));
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** What was found, for errors. */
    static String found(JsonNode json) {
        if (json.isMissingNode()) return "nothing";
        if (json.isObject()) return json.isEmpty() ? "an empty object" : "an object";
        if (json.isArray()) return "an array";
        String text = json.toString();
        String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        return json.isTextual() ? "the string " + shown : shown;
    }
}
