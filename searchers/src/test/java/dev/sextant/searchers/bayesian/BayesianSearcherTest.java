// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.engine.spi.SearcherContract;
import dev.sextant.engine.spi.SearcherFactory;

class BayesianSearcherTest extends SearcherContract {
    @Override
    protected SearcherFactory factory() {
        return new BayesianSearcherFactory();
    }
}
