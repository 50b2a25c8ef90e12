// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The configuration of a space that needs the most of something: parameter by parameter, every option of a choice and
 * both ends of a range are tried while the others stay, until nothing grows any more. Exact where each parameter makes
 * it more or less whatever the others are, as widths, batches and optimizers do.
 *
 * <p>Cost: a few hundred questions for a space of usual size.
 */
final class LargestTraining {
    /** Of a choice with more options, so many are tried. */
    private static final int MOST_OPTIONS = 1000;

    /** Rounds over all parameters; two are enough for what the exactness above asks for. */
    private static final int ROUNDS = 3;

    private final Template template;
    private final ToLongFunction<ObjectNode> need;

    private LargestTraining(Template template, ToLongFunction<ObjectNode> need) {
        this.template = template;
        this.need = need;
    }

    /** The document of the configuration that needs most. */
    static ObjectNode of(Template template, ToLongFunction<ObjectNode> need) {
        return new LargestTraining(template, need).find();
    }

    private ObjectNode find() {
        Map<String, Value> wanted = new LinkedHashMap<>();
        for (Parameter parameter : template.space().parameters()) wanted.put(parameter.path(), parameter.preset());
        ObjectNode largest = document(wanted);
        long most = need.applyAsLong(largest);
        boolean grew = true;
        for (int round = 0; grew && round < ROUNDS; round++) {
            grew = false;
            for (Parameter parameter : template.space().parameters()) {
                if (!configuration(wanted).values().containsKey(parameter.path())) continue;
                for (Value value : tried(parameter.domain())) {
                    Map<String, Value> changed = new LinkedHashMap<>(wanted);
                    changed.put(parameter.path(), value);
                    ObjectNode document = document(changed);
                    long needed = need.applyAsLong(document);
                    if (needed <= most) continue;
                    most = needed;
                    largest = document;
                    wanted = changed;
                    grew = true;
                }
            }
        }
        return largest;
    }

    private ObjectNode document(Map<String, Value> wanted) {
        return template.fill(configuration(wanted));
    }

    /** The wanted values of those parameters that are active then. */
    private Configuration configuration(Map<String, Value> wanted) {
        Map<String, Value> active = new LinkedHashMap<>();
        for (Map.Entry<String, Value> value : wanted.entrySet()) {
            Space.Condition condition = template.space().condition(value.getKey());
            boolean chosen = condition == null
                    || (active.get(condition.parent()) instanceof Value.Chosen parent
                            && parent.index() == condition.option());
            if (chosen) active.put(value.getKey(), value.getValue());
        }
        return new Configuration(active);
    }

    private static List<Value> tried(Domain domain) {
        if (!(domain instanceof Domain.Choice choice)) return List.of(domain.fromUnit(0), domain.fromUnit(1));
        List<Value> options = new ArrayList<>();
        for (int i = 0; i < Math.min(choice.options().size(), MOST_OPTIONS); i++) options.add(choice.chosen(i));
        return options;
    }
}
