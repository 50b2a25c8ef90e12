// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.spi.Rehearsal;
import dev.sextant.engine.spi.SearcherContract;
import dev.sextant.engine.spi.SearcherFactory;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Observation;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomSearcherTest extends SearcherContract {
    @Override
    protected SearcherFactory factory() {
        return new RandomSearcherFactory();
    }

    @Test
    void drawsAreUniformOnTheScaleAndIndependent() {
        Space space = mixed();
        List<Observation> trials = new Rehearsal(factory(), options(), space, Direction.MINIMIZE, 1, 3)
                .run(3001, c -> 0)
                .trials();
        int low = 0;
        int step = 0;
        int both = 0;
        for (Observation trial : trials.subList(1, trials.size())) {
            boolean small = ((Value.Real) value(trial, "learningRate")).number() < 1e-2; // half of the decades
            boolean stepped = ((Value.Chosen) value(trial, "schedule")).index() == 1; // one of three
            if (small) low++;
            if (stepped) step++;
            if (small && stepped) both++;
        }
        assertEquals(1500, low, 110); // four standard deviations
        assertEquals(1000, step, 104);
        assertEquals(500, both, 82);
    }

    private static Value value(Observation trial, String path) {
        Value value = trial.configuration().get(path);
        if (value == null) throw new AssertionError(path + " is missing");
        return value;
    }

    @Test
    void theViewDoesNotMatter() {
        Space space = mixed();
        assertEquals(
                new Rehearsal(factory(), options(), space, Direction.MINIMIZE, 8, 3)
                        .run(10, c -> 0).trials().stream()
                                .map(Observation::configuration)
                                .toList(),
                new Rehearsal(factory(), options(), space, Direction.MAXIMIZE, 1, 3)
                        .run(10, c -> bowl(space, c)).trials().stream()
                                .map(Observation::configuration)
                                .toList());
    }
}
