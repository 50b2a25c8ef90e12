// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One thing that a study may vary: a name, its domain, and its value in trial 0. Made by {@link Parameters}. Immutable.
 *
 * <p>What is wrong with it is told when its study is opened, together with whatever else is wrong with the study.
 */
public final class Parameter {
    private static final String PRESET = "default";
    private static final String GRID = "grid";
    private static final String STEP = "step";

    private final String name;
    private final ObjectNode domain;

    Parameter(String name, ObjectNode domain) {
        this.name = name;
        this.domain = domain;
    }

    /**
     * The same with this default.
     *
     * @param value what trial 0 is given, one of the domain's: a number, or of a choice one of its values or the name
     *     of one of its options. Where no default is given it is the middle of a range, on its scale, or the first
     *     option
     * @return another parameter; this one stays as it is
     */
    public Parameter preset(Object value) {
        return with(PRESET, value);
    }

    /**
     * The same with so many points on a grid.
     *
     * @param points that the searcher {@code grid} takes of a range, from 1; 5 where nothing is said
     * @return another parameter; this one stays as it is
     */
    public Parameter grid(int points) {
        return with(GRID, points);
    }

    /**
     * The same in steps.
     *
     * @param width distance between the values of a uniform or an integer range, counted from its low end, in the
     *     parameter's own unit; above 0
     * @return another parameter; this one stays as it is
     */
    public Parameter step(Number width) {
        return with(STEP, width);
    }

    private Parameter with(String key, Object value) {
        ObjectNode changed = domain.deepCopy();
        changed.set(key, StudyDocument.json(value));
        return new Parameter(name, changed);
    }

    String name() {
        return name;
    }

    /** As it stands in a study file. */
    ObjectNode domain() {
        return domain.deepCopy();
    }

    @Override
    public String toString() {
        return name + " " + domain;
    }
}
