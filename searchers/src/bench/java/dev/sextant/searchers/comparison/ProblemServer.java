// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.comparison;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.searchers.problem.Catalogue;
import dev.sextant.searchers.problem.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The problems for optimisers in other languages: JSON lines on standard input and output, one answer to each line.
 *
 * <ul>
 *   <li>{@code {"list": ["lr", "smooth"]}}: {@code {"problems": [...]}}, the names behind families and groups
 *   <li>{@code {"problem": "lr12", "seed": 3}}: {@code {"parameters": [...], "minimum": m}}. A parameter has
 *       {@code name}, {@code type} (float, int or choice), {@code low}, {@code high} and {@code log} or {@code choices}
 *       (and {@code ordered}); one below an option has {@code parent} and {@code option}
 *   <li>{@code {"trial": 0, "parameters": {...}}}: {@code {"value": v, "regret": r}}, what the trial reports and how
 *       far its noise-free value lies above the minimum; null where it diverges
 * </ul>
 *
 * <p>A line that cannot be answered gets {@code {"error": "..."}} and ends nothing. The argument is the folder of the
 * recorded tables, if any.
 */
public final class ProblemServer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Catalogue catalogue;
    private @Nullable Problem problem;
    private long seed;

    ProblemServer(@Nullable Path tables) {
        catalogue = new Catalogue(tables);
    }

    public static void main(String[] arguments) throws IOException {
        ProblemServer server = new ProblemServer(arguments.length > 0 ? Path.of(arguments[0]) : null);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line = in.readLine(); line != null; line = in.readLine()) out.println(server.answer(line));
    }

    /** The answer to one line. */
    JsonNode answer(String line) {
        try {
            JsonNode asked = JSON.readTree(line);
            if (asked.has("list")) return list(asked.get("list"));
            if (asked.has("problem"))
                return open(asked.get("problem").asText(), asked.path("seed").asLong());
            if (asked.has("trial")) return evaluate(asked.get("trial").asInt(), asked.path("parameters"));
            return error("expected \"list\", \"problem\" or \"trial\", got " + line);
        } catch (JsonProcessingException e) {
            return error("not JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            return error(e.getMessage());
        }
    }

    private static ObjectNode error(@Nullable String message) {
        return NODES.objectNode().put("error", message);
    }

    private static ObjectNode list(JsonNode words) {
        ArrayNode names = NODES.arrayNode();
        for (JsonNode word : words) Catalogue.names(List.of(word.asText())).forEach(names::add);
        return NODES.objectNode().set("problems", names);
    }

    private ObjectNode open(String name, long seed) {
        Problem opened = catalogue.of(name, seed);
        this.problem = opened;
        this.seed = seed;
        ArrayNode parameters = NODES.arrayNode();
        for (Parameter parameter : opened.space().parameters()) parameters.add(describe(opened.space(), parameter));
        ObjectNode answer = NODES.objectNode().put("minimum", opened.minimum());
        answer.set("parameters", parameters);
        return answer;
    }

    private static ObjectNode describe(Space space, Parameter parameter) {
        ObjectNode node = NODES.objectNode().put("name", parameter.path());
        switch (parameter.domain()) {
            case Domain.Range range ->
                node.put("type", "float")
                        .put("low", range.low())
                        .put("high", range.high())
                        .put("log", range.scale() == Scale.LOG);
            case Domain.Whole whole ->
                node.put("type", "int")
                        .put("low", whole.low())
                        .put("high", whole.high())
                        .put("log", whole.scale() == Scale.LOG);
            case Domain.Choice choice -> {
                node.put("type", "choice").put("ordered", choice.numeric());
                ArrayNode choices = node.putArray("choices");
                for (Option option : choice.options()) choices.add(option.label());
            }
        }
        Space.Condition condition = space.condition(parameter.path());
        if (condition != null) {
            node.put("parent", condition.parent());
            Parameter parent = space.find(condition.parent());
            if (parent != null && parent.domain() instanceof Domain.Choice above)
                node.put("option", above.options().get(condition.option()).label());
        }
        return node;
    }

    private ObjectNode evaluate(int trial, JsonNode parameters) {
        Problem opened = problem;
        if (opened == null) return error("open a problem first: {\"problem\": NAME, \"seed\": N}");
        Configuration configuration = opened.space().read(parameters);
        double value = opened.observed(configuration, seed, trial);
        double regret = opened.truth().applyAsDouble(configuration) - opened.minimum();
        ObjectNode answer = NODES.objectNode();
        answer.set("value", Double.isFinite(value) ? NODES.numberNode(value) : NODES.nullNode());
        answer.set("regret", Double.isFinite(value) ? NODES.numberNode(regret) : NODES.nullNode());
        return answer;
    }
}
