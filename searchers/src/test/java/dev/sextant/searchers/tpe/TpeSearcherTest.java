// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.tpe;

import dev.sextant.engine.spi.SearcherContract;
import dev.sextant.engine.spi.SearcherFactory;

class TpeSearcherTest extends SearcherContract {
    @Override
    protected SearcherFactory factory() {
        return new TpeSearcherFactory();
    }
}
