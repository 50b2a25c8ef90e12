// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.auto;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.SearcherFactory;
import java.util.List;
import java.util.ServiceLoader;

/** {@code "searcher": "auto"}. Finds its arms as any study does, by their names. */
public final class AutoSearcherFactory implements SearcherFactory {
    private static final String PROCESS = "bayesian";
    private static final String ESTIMATOR = "tpe";

    @Override
    public String name() {
        return "auto";
    }

    @Override
    public Schema.Section options() {
        return new Schema.Section(
                "Bayesian optimisation, in turn with tpe where all parameters are discrete.", List.of());
    }

    @Override
    public boolean predictsGain() {
        return true;
    }

    @Override
    public Searcher create(Setting setting) {
        return new AutoSearcher(arm(PROCESS, setting), arm(ESTIMATOR, setting));
    }

    private static AutoSearcher.Arm arm(String name, Setting setting) {
        for (SearcherFactory factory : ServiceLoader.load(SearcherFactory.class)) {
            if (!factory.name().equals(name)) continue;
            Setting own = new Setting(
                    setting.space(),
                    setting.direction(),
                    factory.options().filled(JsonNodeFactory.instance.objectNode()),
                    setting.seed(),
                    setting.firstTrial());
            return new AutoSearcher.Arm(name, factory.create(own));
        }
        throw new IllegalStateException("no searcher %s on the class path".formatted(name));
    }
}
