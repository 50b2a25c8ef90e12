// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.space;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One point of a space: a value for every parameter that is active in it, in the space's order. Two configurations are
 * equal when they hold equal values, whatever was inactive.
 *
 * @param values parameter path to value; unmodifiable, iterates in the order of {@link Space#parameters()}
 */
public record Configuration(Map<String, Value> values) {
    /** The configuration of a space without parameters. */
    public static final Configuration EMPTY = new Configuration(Map.of());

    public Configuration {
        values = CompactMap.of(values);
    }

    /** The parameter's value, or null where it is inactive. */
    public @Nullable Value get(String path) {
        return values.get(path);
    }
}
