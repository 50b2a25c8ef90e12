// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.function;

import dev.sextant.engine.spi.Schema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every function, by its name in a study file. */
final class TestFunctions {
    static final Map<String, TestFunction> ALL = all();

    private TestFunctions() {}

    private static Map<String, TestFunction> all() {
        Map<String, TestFunction> all = new LinkedHashMap<>();
        all.put("branin", new Branin());
        all.put("hartmann3", Hartmann.THREE);
        all.put("hartmann6", Hartmann.SIX);
        all.put("rosenbrock", new Rosenbrock());
        all.put("levy", new Levy());
        all.put("ackley", new Ackley());
        all.put("styblinskiTang", new StyblinskiTang());
        all.put("ellipsoid", new Ellipsoid());
        all.put("rastrigin", new Rastrigin());
        all.put("jenatton", new Jenatton());
        all.put("learningRateMomentum", new LearningRateMomentum());
        all.put("learningRateSchedule", new LearningRateSchedule());
        all.put("learningRateCurves", new LearningRateCurves());
        return Collections.unmodifiableMap(all);
    }

    static Schema.Variants schema() {
        Map<String, Schema.Section> sections = new LinkedHashMap<>();
        ALL.forEach((name, function) -> sections.put(name, function.schema()));
        return new Schema.Variants("The function, with its arguments.", sections);
    }
}
