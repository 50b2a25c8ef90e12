// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The parameters that a {@link Space} is made of, to be imported statically. They are the domains of study files: each
 * method has the key of a study file for its name, but {@code integer} and {@code logInteger}, which are {@code int}
 * and {@code logInt} there.
 *
 * <p>Both ends of a range belong to it. Names are the caller's own, each once in its space or option; an objective is
 * given its values by them, see {@link RunningTrial}.
 */
public final class Parameters {
    private static final String LOG = "log";
    private static final String UNIFORM = "uniform";
    private static final String INT = "int";
    private static final String LOG_INT = "logInt";
    private static final String CHOICE = "choice";

    private Parameters() {}

    /**
     * Real numbers, each power of ten as likely as the other: learning rates, weight decays.
     *
     * @param name what the objective asks for
     * @param low above 0
     * @param high above low
     * @return read by {@link RunningTrial#number(String)}
     */
    public static Parameter log(String name, double low, double high) {
        return range(name, LOG, ends().add(low).add(high));
    }

    /**
     * Real numbers, all as likely: momentum, dropout.
     *
     * @param name what the objective asks for
     * @param low finite
     * @param high above low
     * @return read by {@link RunningTrial#number(String)}
     */
    public static Parameter uniform(String name, double low, double high) {
        return range(name, UNIFORM, ends().add(low).add(high));
    }

    /**
     * Whole numbers, all as likely: layers.
     *
     * @param name what the objective asks for
     * @param low within ±2⁵³
     * @param high above low, within ±2⁵³
     * @return read by {@link RunningTrial#whole(String)}
     */
    public static Parameter integer(String name, long low, long high) {
        return range(name, INT, ends().add(low).add(high));
    }

    /**
     * Whole numbers, each power of ten as likely as the other: units of a layer, batch sizes.
     *
     * @param name what the objective asks for
     * @param low at least 1
     * @param high above low, at most 2⁵³
     * @return read by {@link RunningTrial#whole(String)}
     */
    public static Parameter logInteger(String name, long low, long high) {
        return range(name, LOG_INT, ends().add(low).add(high));
    }

    /**
     * One of these words.
     *
     * @param name what the objective asks for
     * @param values each once; the first is the default
     * @return read by {@link RunningTrial#text(String)}
     */
    public static Parameter choice(String name, String... values) {
        return choice(name, List.of(values));
    }

    /**
     * One of these numbers. Searchers that make use of it take them in the order of their size.
     *
     * @param name what the objective asks for
     * @param values each once; the first is the default
     * @return read by {@link RunningTrial#number(String)}, or {@link RunningTrial#whole(String)}
     */
    public static Parameter choice(String name, Number... values) {
        return choice(name, List.of(values));
    }

    /**
     * One of these values, of any kind that JSON has: words, numbers, booleans, lists.
     *
     * @param name what the objective asks for
     * @param values each once; the first is the default
     * @return read by the method of {@link RunningTrial} that suits the value, all else by
     *     {@link RunningTrial#parameters}
     */
    public static Parameter choice(String name, List<?> values) {
        ObjectNode domain = JsonNodeFactory.instance.objectNode();
        ArrayNode options = domain.putArray(CHOICE);
        for (Object value : values) options.add(StudyDocument.json(value));
        return new Parameter(name, domain);
    }

    /**
     * True or false.
     *
     * @param name what the objective asks for
     * @return read by {@link RunningTrial#flag}; false is the default
     */
    public static Parameter flag(String name) {
        return choice(name, List.of(false, true));
    }

    /**
     * One of these options, of which each may have parameters of its own.
     *
     * @param name what the objective asks for
     * @param options each name once; the first is the default
     * @return read by {@link RunningTrial#text(String)}, which gives the name of the option
     */
    public static Parameter choice(String name, Option... options) {
        ObjectNode domain = JsonNodeFactory.instance.objectNode();
        ObjectNode branches = domain.putObject(CHOICE);
        for (Option option : options) {
            if (branches.has(option.name()))
                throw StudyException.usage(
                        "option %s stands twice in the choice %s".formatted(option.name(), name),
                        "Rename one of the two.");
            branches.set(option.name(), Space.object(option.parameters()));
        }
        return new Parameter(name, domain);
    }

    /**
     * An option of a choice.
     *
     * @param name what is chosen
     * @param parameters those that exist only while it is; may be none
     * @return for {@link #choice(String, Option...)}
     */
    public static Option option(String name, Parameter... parameters) {
        return new Option(name, List.of(parameters));
    }

    private static ArrayNode ends() {
        return JsonNodeFactory.instance.arrayNode();
    }

    private static Parameter range(String name, String kind, ArrayNode ends) {
        ObjectNode domain = JsonNodeFactory.instance.objectNode();
        domain.set(kind, ends);
        return new Parameter(name, domain);
    }
}
