// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sextant.engine.spi.PrunerFactory;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.SearcherFactory;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ServicesTest {
    @Test
    void everySearcherAndPrunerIsFoundByItsName() {
        assertEquals(
                List.of("auto", "bayesian", "cmaes", "grid", "random", "sobol", "tpe"),
                ServiceLoader.load(SearcherFactory.class).stream()
                        .map(found -> found.get().name())
                        .sorted()
                        .toList());
        assertEquals(
                List.of("asha", "hyperband", "median", "percentile"),
                ServiceLoader.load(PrunerFactory.class).stream()
                        .map(found -> found.get().name())
                        .sorted()
                        .toList());
    }

    @Test
    void everyOptionSaysWhatItIs() {
        for (SearcherFactory factory : ServiceLoader.load(SearcherFactory.class)) described(factory.options());
        for (PrunerFactory factory : ServiceLoader.load(PrunerFactory.class)) described(factory.options());
    }

    private static void described(Schema.Section section) {
        assertFalse(section.description().isBlank());
        for (Schema.Key key : section.keys())
            assertFalse(key.schema().description().isBlank(), key.name());
    }
}
