// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.comparison;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.searchers.problem.Problem;
import dev.sextant.searchers.problem.Score;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Replays one search in virtual time: workers take trials as they become free, a trial takes as long as its draws say,
 * and a suggestion takes no time. Trial 0 is the default configuration. The curve is a function of the arguments; only
 * the two measured times are not.
 */
final class Search {
    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

    private final Problem problem;
    private final Curve.Cell cell;
    private final Searcher searcher;
    private final List<Observation> trials = new ArrayList<>();
    /** When each trial ends. */
    private final List<Double> ends = new ArrayList<>();
    /** When each worker is free again. */
    private final double[] free;

    private double busy;
    private long cpuNanos;
    private long wallNanos;

    private Search(Contender contender, Problem problem, Curve.Cell cell) {
        this.problem = problem;
        this.cell = cell;
        this.searcher = contender.searcher(problem.space(), cell.seed());
        this.free = new double[cell.workers()];
    }

    static Curve run(Contender contender, Problem problem, Curve.Cell cell, int count) {
        Search search = new Search(contender, problem, cell);
        while (search.trials.size() < count && search.trials.size() <= search.searcher.capacity()) search.next();
        double[] regrets = new double[count];
        double[] known = Score.regrets(problem, search.trials);
        for (int i = 0; i < count; i++) regrets[i] = known[Math.min(i, known.length - 1)];
        double end = search.ends.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return new Curve(
                contender.label(),
                cell,
                search.cpuNanos / 1e6 / count,
                search.wallNanos / 1e6 / count,
                search.busy / end / cell.workers(),
                regrets);
    }

    private void next() {
        int trial = trials.size();
        int worker = 0;
        for (int i = 1; i < free.length; i++) if (free[i] < free[worker]) worker = i;
        double start = free[worker];
        if (cell.schedule() == Schedule.WINDOW)
            for (int i = 0; i <= trial - cell.workers(); i++) start = Math.max(start, ends.get(i));
        Proposal proposal =
                trial == 0 ? new Proposal(problem.space().preset(), Note.EMPTY) : propose(view(start), trial);
        double value = problem.observed(proposal.configuration(), cell.seed(), trial);
        trials.add(new Observation(trial, proposal.configuration(), outcome(value), proposal.note()));
        double duration = Schedule.duration(cell.seed(), trial);
        busy += duration;
        free[worker] = start + duration;
        ends.add(free[worker]);
    }

    private View view(double now) {
        List<Observation> observed = new ArrayList<>();
        List<Configuration> pending = new ArrayList<>();
        for (int i = 0; i < trials.size(); i++) {
            boolean seen =
                    cell.schedule() == Schedule.WINDOW ? i <= trials.size() - cell.workers() : ends.get(i) <= now;
            if (seen) observed.add(trials.get(i));
            else pending.add(trials.get(i).configuration());
        }
        return new View(problem.space(), Direction.MINIMIZE, observed, pending);
    }

    private Proposal propose(View view, int trial) {
        long cpu = THREAD.getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        Proposal proposal = searcher.propose(view, trial, new Draws(cell.seed(), trial));
        wallNanos += System.nanoTime() - wall;
        cpuNanos += THREAD.getCurrentThreadCpuTime() - cpu;
        return proposal;
    }

    private static Outcome outcome(double value) {
        LearningCurve curve = new LearningCurve(new double[] {value});
        return Double.isFinite(value)
                ? new Outcome.Completed(value, 1, Map.of("loss", value), curve)
                : new Outcome.Diverged(curve);
    }
}
