// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.studies.tree.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Configurations of a space of which nothing can be made, though every value by itself does: two large kernels, one
 * after the other. Their trials would fail, so that a person should know how many there are.
 *
 * <p>Cost: as many structures as configurations are drawn. Randomness: the study's seed, so that the answer is the same
 * each time.
 */
public final class Misfits {
    static final int DRAWN = 200;

    private final PreparedStudy study;
    private final Template template;
    private final Trainer trainer;

    private Misfits(PreparedStudy study) {
        this.study = study;
        template = study.file().spec().template();
        trainer = study.trainer();
    }

    /** A warning with their share and one of them; null where none was found. */
    public static @Nullable Problem warning(PreparedStudy study) {
        if (study.file().spec().space().dimensions() < 2) return null;
        if (study.structure().isEmpty()) return null;
        return new Misfits(study).warning();
    }

    private @Nullable Problem warning() {
        Space space = template.space();
        Draws draws = new Draws(study.file().spec().seed(), 0);
        int refused = 0;
        Configuration first = null;
        for (int i = 0; i < DRAWN; i++) {
            DrawSequence uniform = draws.of("misfits", i);
            double[] unit = new double[space.dimensions()];
            for (int d = 0; d < unit.length; d++) unit[d] = uniform.uniform();
            Configuration configuration = space.fromUnit(unit);
            if (refusal(configuration) == null) continue;
            refused++;
            if (first == null) first = configuration;
        }
        if (first == null) return null;
        Configuration example = nearest(first);
        TrainingException why = refusal(example);
        if (why == null) throw new IllegalStateException("what was refused before fits now");
        return study.file()
                .problem(
                        false,
                        why.path().isEmpty() ? "trainer" : "trainer." + why.path(),
                        "%d of %d configurations drawn at random cannot be trained, and their trials would fail; with %s: %s"
                                .formatted(refused, DRAWN, difference(example), why.getMessage()),
                        why.help());
    }

    private @Nullable TrainingException refusal(Configuration configuration) {
        try {
            trainer.structure(template.fill(configuration));
            return null;
        } catch (TrainingException refused) {
            return refused;
        }
    }

    /** It with every value at its default that has no part in the refusal. */
    private Configuration nearest(Configuration refused) {
        Configuration nearest = refused;
        Space space = template.space();
        for (Parameter parameter : space.parameters()) {
            Map<String, Value> values = new LinkedHashMap<>(nearest.values());
            if (parameter.preset().equals(values.replace(parameter.path(), parameter.preset()))) continue;
            Configuration moved = active(space, values);
            if (refusal(moved) != null) nearest = moved;
        }
        return nearest;
    }

    /** What exists with these values; what begins to exist has its default. */
    private static Configuration active(Space space, Map<String, Value> values) {
        Map<String, Value> active = new LinkedHashMap<>();
        for (Parameter parameter : space.parameters()) {
            Space.Condition condition = space.condition(parameter.path());
            boolean exists = condition == null
                    || (active.get(condition.parent()) instanceof Value.Chosen parent
                            && parent.index() == condition.option());
            if (exists) active.put(parameter.path(), values.getOrDefault(parameter.path(), parameter.preset()));
        }
        return new Configuration(active);
    }

    private String difference(Configuration configuration) {
        List<String> values = new ArrayList<>();
        for (Parameter parameter : template.space().parameters()) {
            Value value = configuration.get(parameter.path());
            if (value != null && !value.equals(parameter.preset())) values.add(parameter.path() + " " + value.text());
        }
        return String.join(", ", values);
    }
}
