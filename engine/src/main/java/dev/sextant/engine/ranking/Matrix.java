// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.space.Value;
import dev.sextant.engine.trial.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How every schedule did with every optimizer, or with every option of another choice.
 *
 * @param schedules the rows, in the study's order
 * @param optimizers the columns, in the study's order: the optimizers, or the options of that other choice
 * @param cells row by row, one for each pair
 */
public record Matrix(List<String> schedules, List<String> optimizers, List<Cell> cells) {
    /**
     * One pair.
     *
     * @param trials search trials that ended; 0 where the pair was not tried
     * @param succeeded of them completed and kept every constraint
     * @param best the best first objective of these in the search; NaN where there is none
     * @param confirmed of the first-ranked trial of the pair: mean, ends, n; n is 0 where it was not confirmed
     */
    public record Cell(int trials, int succeeded, double best, Interval confirmed) {}

    public Matrix {
        schedules = List.copyOf(schedules);
        optimizers = List.copyOf(optimizers);
        cells = List.copyOf(cells);
    }

    /** Null where schedule and optimizer do not both vary. */
    static @Nullable Matrix of(Ranking ranking) {
        return of(ranking, Axes.OPTIMIZER);
    }

    /**
     * Null where schedule and this choice do not both vary.
     *
     * @param path of the choice
     */
    static @Nullable Matrix of(Ranking ranking, String path) {
        List<String> schedules = Parts.labels(ranking.template(), Axes.SCHEDULE);
        List<String> optimizers = Parts.labels(ranking.template(), path);
        if (schedules.size() < 2 || optimizers.size() < 2) return null;
        Direction direction = ranking.objective().direction();
        int[] ended = new int[schedules.size() * optimizers.size()];
        int[] succeeded = new int[ended.length];
        double[] best = new double[ended.length];
        Arrays.fill(best, Double.NaN);
        Interval[] confirmed = new Interval[ended.length];
        for (RankedTrial trial : ranking.trials()) {
            if (!(trial.configuration().get(Axes.SCHEDULE) instanceof Value.Chosen schedule)
                    || !(trial.configuration().get(path) instanceof Value.Chosen optimizer)) continue;
            int at = schedule.index() * optimizers.size() + optimizer.index();
            if (ended[at]++ == 0)
                confirmed[at] = trial.confirmed() == null
                        ? Interval.NONE
                        : trial.confirmed().interval();
            if (!trial.succeeded()) continue;
            succeeded[at]++;
            if (direction.better(trial.value(), best[at])) best[at] = trial.value();
        }
        List<Cell> cells = new ArrayList<>();
        for (int at = 0; at < ended.length; at++)
            cells.add(new Cell(ended[at], succeeded[at], best[at], ended[at] == 0 ? Interval.NONE : confirmed[at]));
        return new Matrix(schedules, optimizers, cells);
    }

    public Cell at(int schedule, int optimizer) {
        return cells.get(schedule * optimizers.size() + optimizer);
    }
}
