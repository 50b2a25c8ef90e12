// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.function;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.trial.Direction;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes trainers that look a function's value up instead of training: {@code "type": "function"}. */
public final class FunctionTrainerFactory implements TrainerFactory {
    static final String FUNCTION = "function";
    static final String NOISE = "noise";
    static final String SHIFT = "shift";

    /** The function's value, noise included. */
    static final String VALUE = "value";

    /** How far the function's value, without noise, lies above the least that there is. */
    static final String REGRET = "regret";

    static final Schema.Section SECTION = new Schema.Section(
            "A function with known least value, for trying searchers and pruners.",
            List.of(
                    new Schema.Key(FUNCTION, TestFunctions.schema(), true, null),
                    Schema.Key.real(
                            NOISE,
                            "Standard deviation of what chance adds to every value.",
                            Schema.Interval.atLeast(0),
                            0),
                    new Schema.Key(
                            SHIFT,
                            new Schema.Flag("Whether the study's seed moves the function about."),
                            false,
                            BooleanNode.TRUE)));

    @Override
    public String type() {
        return "function";
    }

    @Override
    public Schema.Section schema() {
        return SECTION;
    }

    @Override
    public Map<String, Direction> metrics(ObjectNode document) {
        return Map.of(VALUE, Direction.MINIMIZE);
    }

    @Override
    public Map<String, String> yardstick(ObjectNode document) {
        Map<String, String> yardstick = new LinkedHashMap<>();
        for (String name : TestFunctions.ALL.keySet())
            if (document.path(FUNCTION).has(name)) yardstick.put(FUNCTION, name);
        for (String key : List.of(NOISE, SHIFT))
            yardstick.put(key, document.path(key).toString());
        return yardstick;
    }

    @Override
    public int epochs(ObjectNode document) {
        int most = 1;
        for (Map.Entry<String, TestFunction> function : TestFunctions.ALL.entrySet())
            if (document.path(FUNCTION).has(function.getKey()))
                most = Math.max(most, function.getValue().epochs());
        return most;
    }

    @Override
    public Trainer create(Path folder) {
        return new FunctionTrainer();
    }
}
