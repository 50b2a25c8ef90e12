// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.ranking.Thirds;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Learning rate by schedule: of every schedule and every third of a decade how many trials ended, how many of them
 * diverged, and the best value. Rates of 0 and below have no place on it.
 *
 * @param edges of the thirds of a decade, ascending; cell i lies between the edges i and i + 1
 */
record RateCells(double[] edges, List<Cell> cells) {
    /** One cell that has trials; best is NaN where none succeeded. */
    record Cell(int schedule, int bin, int trials, int diverged, double best) {
        private Cell and(RankedTrial trial, Direction direction) {
            boolean better = trial.succeeded() && direction.better(trial.value(), best);
            boolean gone = trial.outcome() instanceof Outcome.Diverged;
            return new Cell(schedule, bin, trials + 1, diverged + (gone ? 1 : 0), better ? trial.value() : best);
        }
    }

    /** Empty where the study has no schedules, or no trial with a learning rate above 0. */
    static RateCells of(Ranking ranking, List<String> schedules) {
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        for (RankedTrial trial : ranking.trials()) {
            if (!drawn(trial)) continue;
            low = Math.min(low, trial.rate());
            high = Math.max(high, trial.rate());
        }
        if (!(low <= high)) return new RateCells(new double[0], List.of());
        int first = Thirds.of(low);
        int last = Thirds.last(low, high);
        double[] edges = new double[last - first + 2];
        for (int i = 0; i < edges.length; i++) edges[i] = Thirds.edge(first + i);
        Direction direction = ranking.objective().direction();
        Map<Integer, Cell> cells = new TreeMap<>();
        for (RankedTrial trial : ranking.trials()) {
            if (!drawn(trial)) continue;
            int schedule = place(schedules, trial.schedule());
            int bin = Math.min(Thirds.of(trial.rate()), last) - first;
            int key = schedule * (edges.length - 1) + bin;
            cells.put(
                    key,
                    cells.getOrDefault(key, new Cell(schedule, bin, 0, 0, Double.NaN))
                            .and(trial, direction));
        }
        return new RateCells(edges, List.copyOf(cells.values()));
    }

    private static boolean drawn(RankedTrial trial) {
        return trial.schedule() != null && trial.rate() > 0 && Double.isFinite(trial.rate());
    }

    private static int place(List<String> schedules, @Nullable String schedule) {
        return schedule == null ? -1 : schedules.indexOf(schedule);
    }

    void write(Fields out) throws IOException {
        JsonGenerator json = out.json();
        json.writeObjectFieldStart("cells");
        out.drawn("edges", edges);
        json.writeArrayFieldStart("cells");
        for (Cell cell : cells) {
            json.writeStartObject();
            json.writeNumberField("schedule", cell.schedule);
            json.writeNumberField("bin", cell.bin);
            json.writeNumberField("n", cell.trials);
            json.writeNumberField("diverged", cell.diverged);
            out.number("best", cell.best);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
