// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.cmaes;

import dev.sextant.engine.spi.SearcherContract;
import dev.sextant.engine.spi.SearcherFactory;

class CmaesSearcherTest extends SearcherContract {
    @Override
    protected SearcherFactory factory() {
        return new CmaesSearcherFactory();
    }
}
