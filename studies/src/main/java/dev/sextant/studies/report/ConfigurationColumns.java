// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table of trials that say what was trained: learning rate, schedule, and the other parameters without
 * those that are the same in every row.
 */
final class ConfigurationColumns {
    private final Space space;
    private final List<RankedTrial> shown;
    private final Set<String> shared;

    ConfigurationColumns(Space space, List<RankedTrial> shown) {
        this.space = space;
        this.shown = shown;
        this.shared = shared(shown);
    }

    void addTo(Table.Builder<RankedTrial> table) {
        if (shown.stream().anyMatch(t -> Double.isFinite(t.rate())))
            table.number("learning rate", 0, t -> Figures.number(t.rate()));
        if (shown.stream().anyMatch(t -> t.schedule() != null))
            table.text("schedule", 0, t -> t.schedule() == null ? "" : Naming.brief(t.schedule()));
        boolean others = shown.stream()
                .anyMatch(t -> t.configuration().values().keySet().stream().anyMatch(this::other));
        if (others)
            table.wrapped(
                    "other parameters",
                    t -> String.join(", ", Naming.parameters(space, t.configuration(), this::other)));
    }

    /** What is the same in every row, in a sentence; empty where there is nothing or one row. */
    String note() {
        return shown.size() > 1 && !shared.isEmpty()
                ? "In all of these: "
                        + String.join(
                                ", ", Naming.parameters(space, shown.getFirst().configuration(), shared::contains))
                        + "."
                : "";
    }

    /** Paths that hold the same value in every one of these trials. */
    private static Set<String> shared(List<RankedTrial> trials) {
        Set<String> shared = new TreeSet<>();
        if (trials.size() < 2) return shared;
        trials.getFirst().configuration().values().forEach((path, value) -> {
            if (axis(path)) return;
            boolean everywhere = trials.stream()
                    .allMatch(trial -> same(value, trial.configuration().get(path)));
            if (everywhere) shared.add(path);
        });
        return shared;
    }

    private static boolean same(Value value, @Nullable Value other) {
        return value.equals(other);
    }

    private static boolean axis(String path) {
        return path.equals(Axes.RATE) || path.equals(Axes.SCHEDULE);
    }

    private boolean other(String path) {
        return !axis(path) && !shared.contains(path);
    }
}
