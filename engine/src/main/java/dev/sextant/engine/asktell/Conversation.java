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
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ask and tell in lines of JSON, a command a line.
 *
 * <pre>
 * {"ask": 2}                                          {"trial": 0, "parameters": {"lr": 0.01}, "note": {}}
 *                                                     {"trial": 1, "parameters": {"lr": 0.2}, "note": {}}
 * {"report": {"trial": 0, "epoch": 1, "value": 0.9}}  {"ok": 0}
 * {"report": {"trial": 1, "epoch": 1, "value": 1.9}}  {"prune": true, "trial": 1, "epoch": 1, "state": "pruned", …}
 * {"tell": {"trial": 0, "value": 0.5}}                {"ok": 0}
 * {"pending": {}}                                     {"pending": [{"trial": 1, …}]}
 * {"best": {}}                                        {"best": {"trial": 0, "value": 0.5, "parameters": {…}}}
 * {"rank": {}}                                        {"rank": {…}}
 * {"stop": {}}
 * </pre>
 *
 * <p>What is wrong is answered by {@code {"error": "…"}}, and changes and ends nothing. Of more trials than there are
 * to be had those come that there are, then the error; with {@code "wait": true} where there are more once others were
 * told.
 *
 * <p>Several conversations may share a study. Answers are said once {@link AskTell#sync} has made durable what they
 * say: one sync is enough for the lines of all of them.
 *
 * <p>Threads: confined to that of the study.
 */
public final class Conversation {
    /**
     * A longer line is refused, in bytes. Names and metrics of a trial never come near it, curves with 50 000 epochs.
     */
    public static final int LONGEST_LINE = 1 << 20;

    /** So many trials of one line are handed out at a time, so that nobody waits for all of a hundred thousand. */
    static final int AT_ONCE = 256;

    private static final String ASK = "ask";
    private static final String TELL = "tell";
    private static final String REPORT = "report";
    private static final String BEST = "best";
    private static final String RANK = "rank";
    private static final String PENDING = "pending";
    private static final String STOP = "stop";
    private static final List<String> COMMANDS = List.of(ASK, TELL, REPORT, PENDING, BEST, RANK, STOP);

    private static final String OK = "ok";
    private static final String STATE = "state";
    private static final String EPOCH = "epoch";

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
    private final Supplier<String> ranking;
    private long owed; // trials of an ask that were not handed out yet

    /** @param ranking the study's as it stands, a JSON object in one line */
    public Conversation(AskTell study, Supplier<String> ranking) {
        this.study = study;
        this.ranking = ranking;
    }

    /**
     * Does what a line says; not while it {@link #owes} trials of the line before.
     *
     * @param line one without content is passed over
     * @param answers takes each line of the answer; none may be said before the study's next {@link AskTell#sync}
     * @return whether the conversation goes on
     */
    public boolean hear(Line line, Consumer<String> answers) {
        if (owes()) throw new IllegalStateException("trials are owed for the line before: " + owed);
        try {
            if (line.cut()) throw new RefusedCommandException(tooLong());
            ObjectNode command = command(line.bytes());
            if (command == null) return true;
            String name = command.fieldNames().next();
            JsonNode argument = command.get(name);
            switch (name) {
                case ASK -> {
                    owed = count(argument);
                    goOn(answers);
                }
                case TELL -> answers.accept(tell(argument));
                case REPORT -> answers.accept(report(argument));
                case BEST -> answers.accept(best(argument));
                case RANK -> answers.accept(rank(argument));
                case PENDING -> answers.accept(pending(argument));
                default -> {
                    Keys.checkEmpty(argument, STOP);
                    return false;
                }
            }
        } catch (RefusedCommandException refused) {
            answers.accept(error(refused.words()));
        }
        return true;
    }

    AskTell study() {
        return study;
    }

    /** Whether the last line asked for more trials than were answered yet. */
    public boolean owes() {
        return owed > 0;
    }

    /** Answers some more of the trials that it {@link #owes}. */
    public void goOn(Consumer<String> answers) {
        try {
            for (int i = 0; i < AT_ONCE && owed > 0; i++, owed--)
                answers.accept(write(study.handOut()).toString());
        } catch (RefusedCommandException refused) {
            owed = 0;
            ObjectNode error = JsonNodeFactory.instance.objectNode().put("error", refused.words());
            // Programs that train at the same time need not understand the words.
            if (refused.waits()) error.put("wait", true);
            answers.accept(error.toString());
        }
    }

    private static String tooLong() {
        return "the line has more than %d bytes; a line holds one command, such as {\"ask\": 1}"
                .formatted(LONGEST_LINE);
    }

    /** The answer to what cannot be done. */
    static String error(String words) {
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
            throw new RefusedCommandException(
                    "a line holds one command, such as {\"ask\": 1}, got " + Keys.found(json));
        Keys.check(object, COMMANDS, "a line");
        if (object.size() != 1)
            throw new RefusedCommandException(
                    object.isEmpty()
                            ? "a line holds one command of " + String.join(", ", COMMANDS) + ", got an empty object"
                            : "a line holds one command, got " + String.join(" and ", Keys.names(object)));
        return object;
    }

    /** More than a study can have are as good as that. */
    private static long count(JsonNode count) throws RefusedCommandException {
        if (!count.isIntegralNumber() || count.doubleValue() < 1)
            throw new RefusedCommandException(
                    "\"ask\" takes how many trials, a whole number at least 1, got " + Keys.found(count));
        return (long) count.doubleValue();
    }

    private String tell(JsonNode json) throws RefusedCommandException {
        Told told = Told.read(json, study);
        Outcome standing = study.take(told.trial(), told.outcome());
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put(OK, told.trial());
        // The study ended the trial otherwise than its program says.
        if (!standing.state().equals(told.outcome().state())) answer.put(STATE, standing.state());
        return answer.toString();
    }

    private String report(JsonNode json) throws RefusedCommandException {
        Report report = Reported.read(json, study.spec().objective());
        Outcome end = study.hear(report);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (end == null) return answer.put(OK, report.trial()).toString();
        answer.put("prune", true).put(Keys.TRIAL, report.trial());
        answer.put(EPOCH, end.curve().epochs()).put(STATE, end.state());
        StoppingPlan.Rung rung = study.rung(report.trial(), end);
        if (rung != null && end instanceof Outcome.Pruned pruned)
            answer.putObject("rung")
                    .put(EPOCH, rung.epoch())
                    .put("threshold", rung.threshold())
                    .put("best", pruned.value());
        return answer.toString();
    }

    private String pending(JsonNode argument) throws RefusedCommandException {
        Keys.checkEmpty(argument, PENDING);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode trials = answer.putArray(PENDING);
        for (Asked asked : study.pending()) {
            ObjectNode trial = write(asked);
            int reported = study.reportedEpochs(asked.trial());
            if (reported > 0) trial.put("reported", reported);
            trials.add(trial);
        }
        return answer.toString();
    }

    private String best(JsonNode argument) throws RefusedCommandException {
        Keys.checkEmpty(argument, BEST);
        return JsonNodeFactory.instance
                .objectNode()
                .set(BEST, new Best(study).write())
                .toString();
    }

    private String rank(JsonNode argument) throws RefusedCommandException {
        Keys.checkEmpty(argument, RANK);
        return "{\"" + RANK + "\":" + ranking.get() + "}";
    }

    private ObjectNode write(Asked asked) throws RefusedCommandException {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put(Keys.TRIAL, asked.trial());
        answer.set("parameters", asked.parameters());
        answer.set("note", asked.note());
        int epochs = study.epochs(asked.trial());
        // Else a trial has one epoch, its end, and nobody need be told.
        if (epochs > 1 && epochs < AskTell.ANY_NUMBER) answer.put("epochs", epochs);
        return answer;
    }
}
