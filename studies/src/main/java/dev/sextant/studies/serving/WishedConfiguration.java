// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import dev.sextant.studies.dashboard.RefusedRequestException;
import dev.sextant.studies.tree.Numbers;
import dev.sextant.studies.tree.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configuration as a person writes it for a run that goes on: values by parameter. What is active and not written has
 * its default; anything else that does not fit the space is refused.
 */
final class WishedConfiguration {
    private static final String PARAMETERS = "parameters";

    /** So many faults are told at once. */
    private static final int MOST_FAULTS = 5;

    private static final int LONGEST = 100;

    private final Space space;
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Value> values = new LinkedHashMap<>();

    private WishedConfiguration(Space space) {
        this.space = space;
    }

    /**
     * @param body {@code {"parameters": {path: value}}}; of a choice a value is an option or its label
     * @throws RefusedRequestException with every fault
     */
    static Configuration of(Space space, ObjectNode body) throws RefusedRequestException {
        for (String name : (Iterable<String>) body::fieldNames)
            if (!name.equals(PARAMETERS))
                throw new RefusedRequestException(
                        400, "/%s: there is no such key. Say {\"parameters\": {…}}.".formatted(shown(name)));
        if (!(body.get(PARAMETERS) instanceof ObjectNode written))
            throw new RefusedRequestException(
                    400, "/parameters: must be an object of values by parameter. Say {\"parameters\": {…}}.");
        WishedConfiguration wished = new WishedConfiguration(space);
        wished.unknown(written);
        for (Parameter parameter : space.parameters()) wished.take(parameter, written.get(parameter.path()));
        if (wished.faults.isEmpty()) return new Configuration(wished.values);
        int more = wished.faults.size() - MOST_FAULTS;
        String rest = more > 0 ? " And %d more.".formatted(more) : "";
        throw new RefusedRequestException(
                422, String.join(" ", wished.faults.stream().limit(MOST_FAULTS).toList()) + rest);
    }

    private void unknown(ObjectNode written) {
        List<String> known = space.parameters().stream().map(Parameter::path).toList();
        for (String path : (Iterable<String>) written::fieldNames)
            if (space.find(path) == null)
                fault(
                        path,
                        "the study has no such parameter",
                        shown(Suggestion.of(path.length() > LONGEST ? path.substring(0, LONGEST) : path, known)));
    }

    private void take(Parameter parameter, @Nullable JsonNode written) {
        Space.Condition condition = space.condition(parameter.path());
        boolean active = condition == null
                || (values.get(condition.parent()) instanceof Value.Chosen chosen
                        && chosen.index() == condition.option());
        if (!active) {
            // What stands below an option that was refused is not judged.
            boolean known = condition == null || values.containsKey(condition.parent());
            if (written != null && known) inactive(parameter, condition);
            return;
        }
        if (written == null) values.put(parameter.path(), parameter.preset());
        else value(parameter, written);
    }

    private void inactive(Parameter parameter, Space.@Nullable Condition condition) {
        if (condition == null) return;
        Parameter above = space.find(condition.parent());
        String under = above != null && above.domain() instanceof Domain.Choice choice
                ? choice.options().get(condition.option()).label()
                : "";
        fault(
                parameter.path(),
                "it exists only where %s is %s".formatted(shown(condition.parent()), shown(under)),
                "Leave it out, or choose that");
    }

    private void value(Parameter parameter, JsonNode written) {
        switch (parameter.domain()) {
            case Domain.Range range -> {
                Value.Real value = new Value.Real(written.isNumber() ? written.doubleValue() : Double.NaN);
                if (range.contains(value)) values.put(parameter.path(), value);
                else outside(parameter, written, Numbers.text(range.low()) + " … " + Numbers.text(range.high()));
            }
            case Domain.Whole whole -> {
                Long number = Numbers.whole(written);
                Value.Whole value = new Value.Whole(number == null ? 0 : number);
                if (number != null && whole.contains(value)) values.put(parameter.path(), value);
                else
                    outside(
                            parameter,
                            written,
                            whole.low() + " … " + whole.high()
                                    + (whole.step() > 1 ? " in steps of " + whole.step() : ""));
            }
            case Domain.Choice choice -> chosen(parameter, choice, written);
        }
    }

    private void chosen(Parameter parameter, Domain.Choice choice, JsonNode written) {
        List<Option> options = choice.options();
        for (int i = 0; i < options.size(); i++) {
            Option option = options.get(i);
            boolean labelled = written.isTextual() && option.label().equals(written.textValue());
            if (labelled || (!option.branch() && option.content().equals(written))) {
                values.put(parameter.path(), choice.chosen(i));
                return;
            }
        }
        fault(
                parameter.path(),
                "must be one of the choice's options, got " + shown(written.toString()),
                "The options are "
                        + shown(String.join(
                                ", ", options.stream().map(Option::label).toList())));
    }

    private void outside(Parameter parameter, JsonNode written, String range) {
        fault(
                parameter.path(),
                "must be one of the parameter's values, %s, got %s".formatted(range, shown(written.toString())),
                "Choose another");
    }

    private void fault(String path, String message, String help) {
        String way = Refusals.sentence(help.isEmpty() ? "leave it out" : help);
        faults.add("/parameters/%s: %s. %s".formatted(shown(path), message, way));
    }

    private static String shown(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
