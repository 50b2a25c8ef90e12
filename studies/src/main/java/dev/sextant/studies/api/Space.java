// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a study may vary. Its order is that of reports and, with the searcher {@code grid}, of the trials. Immutable.
 *
 * <p>Of a space that is made by a program: {@code Space.of(List<Parameter>)}.
 */
public final class Space {
    private final List<Parameter> parameters;

    private Space(List<Parameter> parameters) {
        this.parameters = List.copyOf(parameters);
        object(this.parameters);
    }

    /**
     * A space of these parameters.
     *
     * @param parameters at most 1000, those below options included; each name once
     * @return the space
     * @throws StudyException where a name stands twice
     */
    public static Space of(Parameter... parameters) {
        return new Space(List.of(parameters));
    }

    /**
     * A space of these parameters.
     *
     * @param parameters at most 1000, those below options included; each name once
     * @return the space
     * @throws StudyException where a name stands twice
     */
    public static Space of(List<Parameter> parameters) {
        return new Space(parameters);
    }

    /** As it stands in a study file. */
    ObjectNode json() {
        return object(parameters);
    }

    static ObjectNode object(List<Parameter> parameters) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Parameter parameter : parameters) {
            if (object.has(parameter.name()))
                throw StudyException.usage(
                        "the parameter %s stands twice in one place".formatted(parameter.name()),
                        "Rename one of the two.");
            object.set(parameter.name(), parameter.domain());
        }
        return object;
    }

    @Override
    public String toString() {
        return parameters.toString();
    }
}
