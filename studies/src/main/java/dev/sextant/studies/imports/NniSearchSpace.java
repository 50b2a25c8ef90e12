// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Position;
import dev.sextant.studies.tree.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A search space of NNI as domains. An option that is an object is a branch: its name stands in {@code _name}, the rest
 * of it are parameters that are there only while it is chosen.
 */
final class NniSearchSpace {
    private static final String TYPE = "_type";
    private static final String VALUE = "_value";
    private static final String NAME = "_name";

    /** The numbers that each type takes, by their names. */
    private static final Map<String, List<String>> TYPES = types();

    private final Draft draft;
    private final Report report;

    NniSearchSpace(Draft draft, Report report) {
        this.draft = draft;
        this.report = report;
    }

    private static Map<String, List<String>> types() {
        Map<String, List<String>> types = new LinkedHashMap<>();
        types.put("choice", List.of());
        types.put("randint", List.of("lower", "upper"));
        types.put("uniform", List.of("low", "high"));
        types.put("quniform", List.of("low", "high", "q"));
        types.put("loguniform", List.of("low", "high"));
        types.put("qloguniform", List.of("low", "high", "q"));
        types.put("normal", List.of("mu", "sigma"));
        types.put("qnormal", List.of("mu", "sigma", "q"));
        types.put("lognormal", List.of("mu", "sigma"));
        types.put("qlognormal", List.of("mu", "sigma", "q"));
        return types;
    }

    /** @param grid whether every value of every parameter is to be tried */
    void read(SourceObject space, boolean grid) {
        if (space.keys().isEmpty())
            report.error(
                    space.at(), space.path(), "there is no parameter to search", "add one: {\"lr\": {\"_type\": …}}");
        parameters(space, draft.parameters, Draft.PARAMETERS, grid, 0);
    }

    private void parameters(SourceObject space, ObjectNode into, String pointer, boolean grid, int depth) {
        for (String name : space.keys()) {
            if (depth > 0 && name.equals(NAME)) continue;
            String about = pointer + "/" + name;
            draft.origin(about, space.keyAt(name));
            Node node = space.any(name);
            if (node == null) continue;
            Target target = new Target(report, space.keyAt(name), space.path(name), about);
            if (!(node instanceof Node.Fields fields)) {
                // Inside an option plain values stand beside parameters.
                JsonNode constant = depth > 0 ? new Domains(target).constant(node.json()) : null;
                if (constant != null) into.set(name, constant);
                else if (depth == 0)
                    target.error(
                            "expected an object with _type and _value, got " + node.found(),
                            "write {\"_type\": \"choice\", \"_value\": [" + node.json() + "]}");
                continue;
            }
            JsonNode read = parameter(new SourceObject(fields, space.path(name), report), target, grid, depth);
            if (read == null) continue;
            into.set(name, read);
            if (grid) Grid.every(read, target);
        }
    }

    private @Nullable JsonNode parameter(SourceObject parameter, Target target, boolean grid, int depth) {
        String type = parameter.word(TYPE);
        List<Node> values = parameter.items(VALUE);
        parameter.rest("NNI");
        for (String key : List.of(TYPE, VALUE))
            if (!parameter.has(key)) {
                target.error("\"" + key + "\" is missing", "write {\"_type\": \"uniform\", \"_value\": [0.0, 1.0]}");
                return null;
            }
        if (type == null || values == null) return null;
        List<String> names = TYPES.get(type);
        if (names == null) {
            target.at(parameter.keyAt(TYPE), TYPE)
                    .error("unknown type \"" + type + "\"", Suggestion.of(type, TYPES.keySet()));
            return null;
        }
        Target place = target.at(parameter.keyAt(VALUE), VALUE);
        if (type.equals("choice")) return choice(values, parameter.path(VALUE), place, grid, depth);
        if (values.size() != names.size()) {
            place.error(
                    type + " takes [" + String.join(", ", names) + "], got " + values.size()
                            + (values.size() == 1 ? " value" : " values"),
                    "");
            return null;
        }
        double[] numbers = new double[names.size()];
        for (int i = 0; i < numbers.length; i++) {
            Double number = parameter.number(values.get(i), parameter.path(VALUE) + "/" + i, false);
            if (number == null) return null;
            numbers[i] = number;
        }
        return domain(type, numbers, place);
    }

    private static @Nullable JsonNode domain(String type, double[] numbers, Target target) {
        Domains domains = new Domains(target);
        double step = numbers.length == 3 ? numbers[2] : 0;
        if (numbers.length == 3 && !(step > 0)) {
            target.error("q must be above 0, got " + Domains.shown(step), "");
            return null;
        }
        return switch (type) {
            case "randint" -> integers(numbers[0], numbers[1], target);
            case "uniform" -> domains.uniform(numbers[0], numbers[1]);
            case "quniform" -> domains.multiples(numbers[0], numbers[1], step, true);
            case "loguniform" -> domains.log(numbers[0], numbers[1]);
            case "qloguniform" -> domains.logMultiples(numbers[0], numbers[1], step, true);
            case "normal", "qnormal" -> domains.normal(numbers[0], numbers[1], step);
            case "lognormal", "qlognormal" -> domains.logNormal(numbers[0], numbers[1], step);
            default -> throw new IllegalStateException("no type " + type);
        };
    }

    private static @Nullable JsonNode integers(double lower, double upper, Target target) {
        if (lower != Math.rint(lower) || upper != Math.rint(upper)) {
            target.error(
                    "randint takes whole numbers, got " + Domains.shown(lower) + " and " + Domains.shown(upper),
                    "use uniform, or quniform");
            return null;
        }
        if (lower < upper) return new Domains(target).whole(lower, upper - 1);
        target.error(
                "randint ends below its upper end, so that " + Domains.shown(lower) + " … " + Domains.shown(upper)
                        + " holds nothing",
                "write [" + Domains.shown(lower) + ", " + Domains.shown(lower + 1) + "] at least");
        return null;
    }

    private @Nullable JsonNode choice(List<Node> values, String path, Target target, boolean grid, int depth) {
        if (values.stream().noneMatch(Node.Fields.class::isInstance)) return new Domains(target).choiceOf(values);
        ObjectNode branches = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < values.size(); i++) {
            String at = path + "/" + i;
            Node value = values.get(i);
            String name = name(value, at);
            if (name == null) return null;
            if (branches.has(name)) {
                report.error(value.at(), at, "two options have the name " + name, "rename one of the two");
                return null;
            }
            ObjectNode branch = branches.putObject(name);
            if (value instanceof Node.Fields fields)
                parameters(
                        new SourceObject(fields, at, report),
                        branch,
                        target.about() + "/choice/" + name,
                        grid,
                        depth + 1);
        }
        target.note(
                "the program gets the name of the chosen option, and each of its parameters as a flag of its own",
                "NNI gives one object, {\"_name\": …}");
        return JsonNodeFactory.instance.objectNode().set("choice", branches);
    }

    private @Nullable String name(Node value, String path) {
        if (value instanceof Node.Scalar(Position _, JsonNode json)
                && !json.isNull()
                && !json.asText().isBlank()) return json.asText();
        Node name = value instanceof Node.Fields fields ? fields.get(NAME) : null;
        if (name != null && name.json().isTextual() && !name.json().textValue().isBlank())
            return name.json().textValue();
        report.error(
                name == null ? value.at() : name.at(),
                path,
                name == null ? "an option among named ones needs a _name" : "expected a string, got " + name.found(),
                "write {\"_name\": \"conv\", …}");
        return null;
    }
}
