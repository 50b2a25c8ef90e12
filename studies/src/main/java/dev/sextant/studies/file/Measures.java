// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.studies.tree.Position;
import dev.sextant.studies.tree.Problems;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a study may judge its trials by: the trainer's metrics, and the seconds of an epoch where it says that the clock
 * may decide.
 *
 * @param metrics the trainer's, each with the direction that is good
 * @param either whether both directions may be good of each
 * @param clock whether the study says so
 */
record Measures(Map<String, Direction> metrics, boolean either, boolean clock) {
    static final String ALLOW_CLOCK = "allowClock";

    static final Schema.Key KEY = Schema.Key.flag(
            ALLOW_CLOCK,
            "Whether " + Goals.EPOCH_SECONDS
                    + ", the measured seconds of an epoch, may be an objective or bounded: then"
                    + " no two runs agree, and every report says so.",
            false);

    Measures {
        metrics = new LinkedHashMap<>(metrics);
    }

    /** The trainer's usual one. */
    String first() {
        return metrics.keySet().iterator().next();
    }

    /** The names that may stand in an objective or a constraint. */
    Set<String> names() {
        Map<String, Direction> names = new LinkedHashMap<>(metrics);
        if (clock) names.put(Goals.EPOCH_SECONDS, Direction.MINIMIZE);
        return names.keySet();
    }

    /** The usual direction of one of the {@link #names}; null for others. */
    @Nullable
    Direction direction(String metric) {
        return clock && metric.equals(Goals.EPOCH_SECONDS) ? Direction.MINIMIZE : metrics.get(metric);
    }

    /** Whether a study may optimise one of the {@link #names} so. */
    boolean good(String metric, Direction direction) {
        return direction(metric) == direction || (either && metrics.containsKey(metric));
    }

    /**
     * Whether the missing word about the clock stands in the way; that is told then. The name is the engine's own, also
     * where a trainer has a metric of that name.
     */
    boolean refusedForTheClock(String metric, Position at, Place place, Problems problems) {
        if (clock || !metric.equals(Goals.EPOCH_SECONDS)) return false;
        problems.error(
                at,
                place.pointer(),
                metric + " is measured by the clock, so that no two runs of this study would agree",
                "if that may be, write \"" + ALLOW_CLOCK + "\": true beside \"objective\"; every report will say so");
        return true;
    }
}
