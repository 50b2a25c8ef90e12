// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parameters of an experiment as domains. Katib writes numbers as strings, and both are read. */
final class KatibParameters {
    private static final List<String> TYPES = List.of("double", "int", "discrete", "categorical");
    private static final List<String> DISTRIBUTIONS = List.of("uniform", "logUniform", "normal", "logNormal");

    private final SourceObject spec;
    private final Draft draft;
    private final Report report;

    KatibParameters(SourceObject spec, Draft draft, Report report) {
        this.spec = spec;
        this.draft = draft;
        this.report = report;
    }

    /** @param grid whether every value of every parameter is to be tried */
    void read(boolean grid) {
        draft.origin(Draft.PARAMETERS, spec.keyAt("parameters"));
        List<SourceObject> parameters = spec.objects("parameters");
        if (parameters.isEmpty()
                && !(spec.get("parameters") instanceof Node.Items(var _, var items) && !items.isEmpty()))
            report.error(
                    spec.has("parameters") ? spec.keyAt("parameters") : spec.at(),
                    spec.path("parameters"),
                    spec.has("nasConfig")
                            ? "an experiment that searches for an architecture cannot be a study"
                            : "there is no parameter to search",
                    spec.has("nasConfig") ? "" : "add one: a name, a parameterType and a feasibleSpace");
        for (SourceObject parameter : parameters) parameter(parameter, grid);
    }

    private void parameter(SourceObject parameter, boolean grid) {
        String name = parameter.word("name");
        String type = parameter.word("parameterType");
        SourceObject space = parameter.object("feasibleSpace");
        parameter.rest("Katib");
        for (String key : List.of("name", "parameterType", "feasibleSpace"))
            if (!parameter.has(key)) report.error(parameter.at(), parameter.path(), "\"" + key + "\" is missing", "");
        if (name == null || type == null || space == null) return;
        Target target = new Target(report, parameter.at(), parameter.path(), Draft.PARAMETERS + "/" + name);
        draft.origin(target.about(), parameter.at());
        if (draft.parameters.has(name)) {
            target.at(parameter.keyAt("name"), "name")
                    .error("two parameters have the name " + name, "rename one of the two");
            return;
        }
        if (!TYPES.contains(type)) {
            target.at(parameter.keyAt("parameterType"), "parameterType")
                    .error("unknown type \"" + type + "\"", Suggestion.of(type, TYPES));
            return;
        }
        boolean listed = type.equals("discrete") || type.equals("categorical");
        JsonNode read = listed
                ? list(space, type.equals("discrete"), target)
                : range(space, type.equals("int"), target.at(parameter.keyAt("feasibleSpace"), "feasibleSpace"));
        space.rest("Katib");
        if (read == null) return;
        draft.parameters.set(name, read);
        if (grid) Grid.every(read, target);
    }

    private @Nullable JsonNode list(SourceObject space, boolean numbers, Target target) {
        List<Node> items = space.items("list");
        for (String key : List.of("min", "max", "step", "distribution"))
            space.leave(key, "the values are listed", "", target.about());
        if (items == null) {
            target.error("\"list\" is missing", "list the values");
            return null;
        }
        List<JsonNode> values = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String path = space.path("list") + "/" + i;
            if (numbers) {
                Double number = space.number(items.get(i), path, true);
                if (number == null) return null;
                values.add(Domains.number(number));
            } else if (items.get(i).json().isValueNode() && !items.get(i).json().isNull())
                values.add(JsonNodeFactory.instance.textNode(items.get(i).json().asText()));
            else {
                report.error(
                        items.get(i).at(),
                        path,
                        "expected a string, got " + items.get(i).found(),
                        "");
                return null;
            }
        }
        return new Domains(target.at(space.keyAt("list"), "feasibleSpace/list")).choice(values);
    }

    private @Nullable JsonNode range(SourceObject space, boolean whole, Target target) {
        Double low = end(space, "min", whole, target);
        Double high = end(space, "max", whole, target);
        Double step = space.has("step") ? space.number("step", true) : Double.valueOf(0);
        String distribution = space.word("distribution");
        space.leave("list", "a range has two ends", "for single values use the type discrete", target.about());
        if (low == null || high == null || step == null) return null;
        if (space.has("step") && !(step > 0)) {
            target.at(space.keyAt("step"), "step").error("a step must be above 0, got " + Domains.shown(step), "");
            return null;
        }
        if (distribution != null && !DISTRIBUTIONS.contains(distribution)) {
            target.at(space.keyAt("distribution"), "distribution")
                    .error("unknown distribution \"" + distribution + "\"", Suggestion.of(distribution, DISTRIBUTIONS));
            return null;
        }
        boolean log = distribution != null && distribution.startsWith("log");
        if (distribution != null && distribution.toLowerCase(Locale.ROOT).endsWith("normal"))
            target.at(space.keyAt("distribution"), "distribution")
                    .note(
                            "a study has no " + (log ? "log-normal" : "normal")
                                    + " distribution: every value of the range is equally likely"
                                    + (log ? " on a logarithmic scale" : ""),
                            "narrow the range if the middle matters most");
        return domain(new Domains(target), low, high, whole && step == 1 ? 0 : step, whole, log, target);
    }

    private static @Nullable JsonNode domain(
            Domains domains, double low, double high, double step, boolean whole, boolean log, Target target) {
        if (step > 0) {
            if (log)
                target.note(
                        "the steps are kept, the logarithmic scale is not: a study has no steps on one",
                        "leave out the step");
            return domains.stepped(low, high, step);
        }
        if (whole) return log ? domains.logWhole(low, high) : domains.whole(low, high);
        return log ? domains.log(low, high) : domains.uniform(low, high);
    }

    private @Nullable Double end(SourceObject space, String key, boolean whole, Target target) {
        if (!space.has(key)) {
            target.error("\"" + key + "\" is missing", "a range has min and max");
            return null;
        }
        Double end = space.number(key, true);
        if (end == null || !whole || end == Math.rint(end)) return end;
        target.at(space.keyAt(key), key)
                .error("expected a whole number, got " + Domains.shown(end), "or use the type double");
        return null;
    }
}
