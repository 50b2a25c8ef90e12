// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What trainings of one document need of the memory, about, in bytes: what is still there after everything that is not
 * needed any more was collected.
 *
 * @param shared what all trainings have together, by what it is for, in the order to be shown; empty where the trainer
 *     cannot tell
 * @param training what each training has for itself while it runs
 */
public record Memory(Map<String, Long> shared, Map<String, Long> training) {
    /** Of a trainer that cannot tell. */
    public static final Memory UNKNOWN = new Memory(Map.of(), Map.of());

    public Memory {
        shared = Collections.unmodifiableMap(new LinkedHashMap<>(shared));
        training = Collections.unmodifiableMap(new LinkedHashMap<>(training));
    }

    /** Whether the trainer could tell. */
    public boolean known() {
        return !shared.isEmpty() || !training.isEmpty();
    }

    public long sharedBytes() {
        return sum(shared);
    }

    public long trainingBytes() {
        return sum(training);
    }

    private static long sum(Map<String, Long> bytes) {
        long sum = 0;
        for (long part : bytes.values()) sum += part;
        return sum;
    }
}
