// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.Searcher;
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

/**
 * One proposal in eight dimensions after n trials, some of them diverged: over the next {@value #NEXT} trials, since
 * not all of them fit or look at the whole space.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 3)
public class ProposalBenchmark {
    /** Trials proposed in turn: a whole round of guards, fits and turns. */
    private static final int NEXT = 60;

    /** Trials that the searcher proposes before it is measured, so that there are notes. */
    private static final int PROPOSED = 20;

    @Param({"20", "50", "100", "300", "1000", "5000"})
    private int trials = 20;

    @Param({"1", "8"})
    private int window = 1;

    private LongHistory history = new LongHistory(Problem.of("lr16", 1), 0, 1, 1);
    private Searcher searcher = history.searcher();
    private int next;

    @Setup
    public void play() {
        history = new LongHistory(Problem.of("lr16", 1), Math.max(0, trials - PROPOSED), window, 1);
        searcher = history.searcher();
        history.run(searcher, trials + NEXT - history.trials().size());
    }

    @Benchmark
    public Proposal propose() {
        next = (next + 1) % NEXT;
        return history.propose(searcher, trials + next);
    }
}
