// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.pruning;

import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.PrunerContract;
import dev.sextant.engine.spi.PrunerFactory;
import dev.sextant.engine.spi.Rehearsal;
import dev.sextant.engine.spi.SearcherContract;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.StoppingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The plan of the next trial, one after another, when n trials or a few more were observed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class PlanBenchmark {
    private static final int MORE = 100;

    @Param({"asha", "hyperband", "median"})
    private String pruner = "asha";

    @Param({"1000", "10000"})
    private int trials = 1000;

    @Param({"30", "300"})
    private int epochs = 30;

    private final Space space = SearcherContract.mixed();
    private final List<View> views = new ArrayList<>();
    private Pruner planner = planner();
    private int next;

    private Pruner planner() {
        for (PrunerFactory factory : ServiceLoader.load(PrunerFactory.class))
            if (factory.name().equals(pruner))
                return factory.create(space, Rehearsal.defaults(factory.options()), epochs);
        throw new IllegalArgumentException("there is no pruner " + pruner);
    }

    @Setup
    public void observe() {
        List<Observation> observed = PrunerContract.observations(space, Direction.MINIMIZE, trials + MORE, epochs);
        planner = planner();
        views.clear();
        for (int more = 0; more < MORE; more++)
            views.add(new View(space, Direction.MINIMIZE, observed.subList(0, trials + more), List.of()));
    }

    @Benchmark
    public StoppingPlan plan() {
        View view = views.get(next++ % MORE);
        return planner.plan(view, view.observed().size(), space.preset());
    }
}
