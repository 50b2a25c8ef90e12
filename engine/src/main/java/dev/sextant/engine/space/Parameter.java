// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.space;

/**
 * One named thing that may vary.
 *
 * @param path where it stands in the trainer's document, names and array places joined by dots:
 *     {@code schedule.step.gamma}; unique in its space
 * @param domain the values it may take
 * @param preset its value in the default configuration
 */
public record Parameter(String path, Domain domain, Value preset) {
    public Parameter {
        if (path.isEmpty()) throw new IllegalArgumentException("a parameter needs a path");
        if (!domain.contains(preset))
            throw new IllegalArgumentException(
                    "the default of %s (%s) must be one of its values".formatted(path, preset.text()));
    }
}
