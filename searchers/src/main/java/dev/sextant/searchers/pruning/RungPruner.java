// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.pruning;

import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.StoppingPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Holds a trial at each rung against what the observed trials had reached there, as its {@link Criterion} says. Only
 * the first objective is judged.
 *
 * <p>Safeguards, the same for every criterion. The {@link ControlGroup} runs to its end: its plans are made like the
 * others but not enforced, so that a report can tell what stopping costs. A rung is switched off while the values there
 * do not foretell the last ones ({@link Foresight}). Below a ninth of the epochs a trial is compared only with trials
 * of its own schedule: schedules that decay late look bad early. A diverged trial counts as worst, a failed one not at
 * all.
 *
 * <p>Cost: a plan takes O(rungs × observed) comparisons, and O(epochs) for each trial seen first. Randomness: none.
 * Threads: confined to one; what is kept between calls only saves time.
 */
public final class RungPruner implements Pruner {
    /** Before this part of the epochs only the same schedule compares. */
    private static final int SAME_SCHEDULE = 9;

    private final int[] rungs;
    private final int epochs;
    private final Criterion criterion;
    private final RungTable table;
    private final Foresight foresight;
    private double[] values = new double[0];

    /**
     * @param rungs their epochs, from 1, ascending; those from the last epoch on are left out
     * @param epochs the most that a trial may have
     */
    public RungPruner(int[] rungs, int epochs, Criterion criterion) {
        if (epochs < 1) throw new IllegalArgumentException("epochs (%d) must be at least 1".formatted(epochs));
        int before = 0;
        for (int rung : rungs) {
            if (rung <= before)
                throw new IllegalArgumentException("rungs must ascend from 1, got %d after %d".formatted(rung, before));
            before = rung;
        }
        this.rungs = Arrays.stream(rungs).filter(rung -> rung < epochs).toArray();
        this.epochs = epochs;
        this.criterion = criterion;
        table = new RungTable(this.rungs);
        foresight = new Foresight(table, this.rungs.length);
    }

    @Override
    public StoppingPlan plan(View view, long trial, Configuration configuration) {
        int rows = view.observed().size();
        table.show(view.observed(), view.direction());
        if (values.length < rows) values = new double[2 * rows];
        List<StoppingPlan.Rung> holding = new ArrayList<>();
        List<StoppingPlan.SwitchedOff> switchedOff = new ArrayList<>();
        for (int rung = 0; rung < rungs.length; rung++) {
            if (!criterion.checks(trial, rung)) continue;
            int count = collect(rung, rows, trial, configuration);
            if (count < criterion.atLeast()) continue;
            double threshold = criterion.threshold(values, count);
            if (!Double.isFinite(threshold)) continue;
            double correlation = foresight.correlation(rung, rows);
            if (correlation >= Foresight.CORRELATION)
                holding.add(new StoppingPlan.Rung(
                        rungs[rung], view.direction().minimized(threshold) + 0.0, count)); // minus zero is zero
            else switchedOff.add(new StoppingPlan.SwitchedOff(rungs[rung], correlation, foresight.trials(rung, rows)));
        }
        return new StoppingPlan(holding, !ControlGroup.contains(trial), switchedOff);
    }

    /** Gathers the values that count at the rung, and says how many they are. */
    private int collect(int rung, int rows, long trial, Configuration configuration) {
        boolean sameSchedule = (long) rungs[rung] * SAME_SCHEDULE < epochs;
        Value schedule = configuration.get(Axes.SCHEDULE);
        int group = criterion.group(trial);
        int count = 0;
        for (int row = 0; row < rows; row++)
            if (table.reaches(row, rung)
                    && criterion.group(table.trial(row)) == group
                    && (!sameSchedule || Objects.equals(schedule, table.schedule(row))))
                values[count++] = table.value(row, rung);
        return count;
    }
}
