// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.replay;

import dev.sextant.engine.spi.TrainingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the configuration of a recording that a trial replays. Immutable; any number of threads. */
interface Lookup {
    /**
     * The configuration's number.
     *
     * @param wanted a value for each parameter, in the recording's order
     */
    int find(Map<String, Cell> wanted) throws TrainingException;

    Recording recording();

    /** A value that the recording cannot replay. */
    default TrainingException unknown(String parameter, Cell cell, String help) {
        return new TrainingException(
                ReplaySchema.PARAMETERS + "." + parameter,
                "no row of %s has %s in the column \"%s\""
                        .formatted(recording().table().name(), cell.json(), parameter),
                help);
    }

    /** Values that the recording has, but not together in one row. */
    default TrainingException unknown(Map<String, Cell> together, String help) {
        List<String> values = new ArrayList<>();
        together.forEach((name, cell) -> values.add(name + " " + cell.json()));
        return new TrainingException(
                ReplaySchema.PARAMETERS,
                "no row of %s has %s together".formatted(recording().table().name(), String.join(", ", values)),
                help);
    }
}
