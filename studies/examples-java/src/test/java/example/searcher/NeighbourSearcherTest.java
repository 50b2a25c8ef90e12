// SPDX-License-Identifier: Apache-2.0
package example.searcher;

import dev.sextant.engine.spi.SearcherContract;
import dev.sextant.engine.spi.SearcherFactory;

/** The searcher keeps what every searcher promises. */
class NeighbourSearcherTest extends SearcherContract {
    @Override
    protected SearcherFactory factory() {
        return new NeighbourSearcherFactory();
    }
}
