// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.study.ConfirmationRule;
import dev.sextant.engine.study.EpochBudget;
import dev.sextant.engine.study.Parallelism;
import dev.sextant.engine.study.StopRule;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Goals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Studies as a program drives them, their parameters written as in a study file, though without its checks. */
final class ProgramStudy {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ProgramStudy() {}

    /**
     * A document whose parameters are these: {@code {"range": 1}} varies from 0 to 1, {@code {"choice": …}} over its
     * options.
     */
    static Template template(JsonNode parameters) {
        ObjectNode document = JSON.objectNode();
        document.set("parameters", parameters);
        List<Parameter> roots = new ArrayList<>();
        walk(parameters, "parameters", roots);
        return new Template(document, Space.of(roots));
    }

    private static void walk(JsonNode node, String path, List<Parameter> parameters) {
        if (node.has("range")) {
            parameters.add(new Parameter(path, new Domain.Range(0, 1, Scale.LINEAR), new Value.Real(0.5)));
        } else if (node.has("choice")) {
            List<Option> options = new ArrayList<>();
            for (Map.Entry<String, JsonNode> branch : node.get("choice").properties()) {
                List<Parameter> children = new ArrayList<>();
                walk(branch.getValue(), Template.join(path, branch.getKey()), children);
                options.add(new Option(branch.getKey(), branch.getValue(), true, children));
            }
            if (node.get("choice") instanceof ArrayNode values)
                for (JsonNode value : values) options.add(Option.of(value));
            Domain.Choice domain = new Domain.Choice(options);
            parameters.add(new Parameter(path, domain, domain.chosen(0)));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++)
                walk(array.get(i), Template.join(path, Integer.toString(i)), parameters);
        } else
            for (Map.Entry<String, JsonNode> entry : node.properties())
                walk(entry.getValue(), Template.join(path, entry.getKey()), parameters);
    }

    static StudySpec spec(JsonNode parameters, Goals goals, int window) {
        return new StudySpec(
                "program",
                "",
                7,
                "external",
                template(parameters),
                goals,
                new StudySpec.Selection("hashing", JSON.objectNode()),
                null,
                10,
                EpochBudget.NONE,
                new Parallelism.Window(window),
                StopRule.NEVER,
                List.of(),
                new ConfirmationRule(0, 5, false));
    }
}
