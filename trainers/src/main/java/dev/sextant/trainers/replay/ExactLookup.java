// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.replay;

import dev.sextant.engine.spi.TrainingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The configuration that has every value exactly.
 *
 * <p>Cost: O(parameters) a trial.
 */
record ExactLookup(Recording recording) implements Lookup {
    /** More values than this are no help. */
    private static final int MOST_LISTED = 12;

    private static final String OR_NEAREST = "write \"lookup\": \"nearest\" for the row that is nearest";

    @Override
    public int find(Map<String, Cell> wanted) throws TrainingException {
        List<Integer> levels = new ArrayList<>(wanted.size());
        for (String name : recording.parameters()) {
            Cell cell = wanted.get(name);
            if (cell == null) throw new IllegalArgumentException("no value for " + name);
            Levels known = recording.levels(levels.size());
            int level = known.find(cell);
            if (level < 0) throw unknown(name, cell, help(known));
            levels.add(level);
        }
        Integer configuration = recording.find(levels);
        if (configuration == null) throw unknown(wanted, OR_NEAREST);
        return configuration;
    }

    private static String help(Levels known) {
        if (known.count() > MOST_LISTED) return known.words() ? "let it vary over the column's values" : OR_NEAREST;
        String all = known.sorted().stream().map(Cell::json).collect(Collectors.joining(", "));
        return "let it vary over the column's values, {\"choice\": [%s]}%s"
                .formatted(all, known.words() ? "" : ", or " + OR_NEAREST);
    }
}
