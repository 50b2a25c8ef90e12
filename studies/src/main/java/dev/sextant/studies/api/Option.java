// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import java.util.List;

/**
 * One option of a choice that has parameters of its own: they exist only while it is chosen. Made by
 * {@link Parameters#option}. Immutable.
 */
public final class Option {
    private final String name;
    private final List<Parameter> parameters;

    Option(String name, List<Parameter> parameters) {
        this.name = name;
        this.parameters = List.copyOf(parameters);
    }

    String name() {
        return name;
    }

    List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public String toString() {
        return name + " " + parameters;
    }
}
