// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.sobol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.spi.Rehearsal;
import dev.sextant.engine.spi.SearcherContract;
import dev.sextant.engine.spi.SearcherFactory;
import dev.sextant.engine.trial.Direction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SobolSearcherTest extends SearcherContract {
    @Override
    protected SearcherFactory factory() {
        return new SobolSearcherFactory();
    }

    @Test
    void everyEighthOfALineIsHitOnceByEightProposals() {
        assertEquals(
                8,
                new Rehearsal(factory(), options(), line(), Direction.MINIMIZE, 1, 5)
                        .run(9, c -> 0).trials().stream()
                                .skip(1)
                                .map(trial -> (int) (8 * line().toUnit(trial.configuration())[0]))
                                .collect(Collectors.toSet())
                                .size());
    }
}
