// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.problem;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Value;
import java.util.Arrays;
import java.util.List;

/** Short forms for the parameters of a problem, each with the middle of its domain as default, and for their values. */
final class Parameters {
    private Parameters() {}

    static Parameter linear(String path, double low, double high) {
        return middle(path, new Domain.Range(low, high, Scale.LINEAR));
    }

    static Parameter log(String path, double low, double high) {
        return middle(path, new Domain.Range(low, high, Scale.LOG));
    }

    static Parameter whole(String path, long low, long high) {
        return middle(path, new Domain.Whole(low, high, Scale.LINEAR));
    }

    static Parameter logWhole(String path, long low, long high) {
        return middle(path, new Domain.Whole(low, high, Scale.LOG));
    }

    /** Unordered names. */
    static Parameter names(String path, String... names) {
        return choice(
                path,
                Arrays.stream(names)
                        .map(name -> Option.of(JsonNodeFactory.instance.textNode(name)))
                        .toArray(Option[]::new));
    }

    /** Numbers in rising order. */
    static Parameter numbers(String path, double... numbers) {
        return choice(
                path,
                Arrays.stream(numbers)
                        .mapToObj(number -> Option.of(
                                number == (long) number
                                        ? JsonNodeFactory.instance.numberNode((long) number)
                                        : JsonNodeFactory.instance.numberNode(number)))
                        .toArray(Option[]::new));
    }

    static Parameter choice(String path, Option... options) {
        return middle(path, new Domain.Choice(List.of(options)));
    }

    /** An option with parameters of its own. */
    static Option branch(String label, Parameter... children) {
        return new Option(label, JsonNodeFactory.instance.objectNode(), true, List.of(children));
    }

    private static Parameter middle(String path, Domain domain) {
        return new Parameter(path, domain, domain.fromUnit(.5));
    }

    /** A number, or the place of the chosen option. */
    static double number(Configuration configuration, String path) {
        return switch (configuration.get(path)) {
            case Value.Real real -> real.number();
            case Value.Whole whole -> whole.number();
            case Value.Chosen chosen -> chosen.index();
            case null -> throw new AssertionError(path);
        };
    }

    static int place(Configuration configuration, String path) {
        return (int) number(configuration, path);
    }

    /** The decimal logarithm of a number. */
    static double lg(Configuration configuration, String path) {
        return StrictMath.log10(number(configuration, path));
    }
}
