// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.TrainingException;

/** What is said of data that cannot be used. */
record Refusal(String path, String message, String help) {
    /** @param settings keys of the data document beside csv */
    static void of(String csv, String settings, String path, String message, String help) {
        TrainingException refused = assertThrows(
                TrainingException.class, () -> new Parts(Csv.dataset(csv, settings), Seeds.ofSearch(1, 0)), settings);
        assertEquals(
                new Refusal(path, message, help),
                new Refusal(refused.path(), String.valueOf(refused.getMessage()), refused.help()));
    }
}
