// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.Rehearsal;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Direction;
import dev.sextant.searchers.problem.Problem;
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

/** One proposal in eight dimensions after n trials, some of them diverged. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class ProposalBenchmark {
    @Param({"20", "50", "100", "300"})
    private int trials = 20;

    @Param({"1", "8"})
    private int window = 1;

    private Rehearsal rehearsal = rehearsal();
    private Searcher searcher = rehearsal.fresh();
    private View view = rehearsal.view(0);

    private Rehearsal rehearsal() {
        Problem problem = Problem.of("lr16", 1);
        return new Rehearsal(
                new BayesianSearcherFactory(),
                JsonNodeFactory.instance.objectNode(),
                problem.space(),
                Direction.MINIMIZE,
                window,
                1);
    }

    @Setup
    public void search() {
        Problem problem = Problem.of("lr16", 1);
        rehearsal = rehearsal();
        rehearsal.run(trials, configuration -> problem.observed(configuration, 1, 0));
        searcher = rehearsal.fresh();
        view = rehearsal.view(trials);
    }

    @Benchmark
    public Proposal propose() {
        return searcher.propose(view, trials, new Draws(1, trials));
    }
}
