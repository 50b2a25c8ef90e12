// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.studies.tree.Suggestion;
import dev.sextant.studies.wiring.RefusedException.Reason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The choices of a study by whose options a report groups its trials, as a person names them. */
final class GroupedBy {
    private final StudySpec spec;
    private final Space space;

    private GroupedBy(StudySpec spec) {
        this.spec = spec;
        this.space = spec.space();
    }

    /**
     * Their paths, each once, in the order named.
     *
     * @param names each a path, or the end of one that no other choice has
     * @throws RefusedException where the study has no such choice; the help lists those that it has
     */
    static List<String> choices(StudySpec spec, List<String> names) throws RefusedException {
        GroupedBy grouped = new GroupedBy(spec);
        Set<String> paths = new LinkedHashSet<>();
        for (String name : names) paths.add(grouped.choice(name.strip()));
        return List.copyOf(paths);
    }

    private String choice(String name) throws RefusedException {
        List<String> choices = choices();
        List<String> ending = ending(choices, name);
        if (ending.size() == 1) return ending.getFirst();
        if (ending.size() > 1)
            throw refused(
                    "--by %s: several choices of the study end so".formatted(name),
                    "Name one of them: " + String.join(", ", ending));
        List<String> others =
                ending(space.parameters().stream().map(Parameter::path).toList(), name);
        if (!others.isEmpty())
            throw refused(
                    "--by %s: trials are grouped by the options of a choice, and %s is a range of numbers"
                            .formatted(name, others.getFirst()),
                    listed(choices));
        JsonNode fixed = fixed(name);
        if (!fixed.isMissingNode() && !name.isEmpty())
            throw refused(
                    "--by %s: it does not vary in the study %s%s".formatted(name, spec.name(), told(fixed)),
                    listed(choices));
        List<String> names = choices.stream().map(space::shortName).toList();
        String near = Suggestion.near(name, names);
        throw refused(
                "--by %s: the study %s has no such parameter".formatted(name, spec.name()),
                near == null ? listed(choices) : "Did you mean %s? %s".formatted(near, listed(choices)));
    }

    /** The one that is it, else all that end with it. */
    private static List<String> ending(List<String> paths, String name) {
        if (paths.contains(name)) return List.of(name);
        List<String> ending = new ArrayList<>();
        for (String path : paths) if (!name.isEmpty() && path.endsWith("." + name)) ending.add(path);
        return ending;
    }

    private JsonNode fixed(String name) {
        JsonNode at = spec.template().document();
        for (String part : name.split("\\.", -1)) at = at.path(part);
        return at;
    }

    /** A value, or the name of a branch. */
    private static String told(JsonNode fixed) {
        if (fixed.isValueNode()) return " (it is " + fixed + ")";
        return fixed.isObject() && fixed.size() == 1
                ? " (it is " + fixed.fieldNames().next() + ")"
                : "";
    }

    private List<String> choices() {
        return space.parameters().stream()
                .filter(parameter -> parameter.domain() instanceof Domain.Choice)
                .map(Parameter::path)
                .toList();
    }

    private String listed(List<String> choices) {
        return choices.isEmpty()
                ? "The study has no choice to group its trials by."
                : "Choices of the study: "
                        + String.join(
                                ", ", choices.stream().map(space::shortName).toList()) + ".";
    }

    private static RefusedException refused(String message, String help) {
        return new RefusedException(Reason.USAGE, message, help);
    }
}
