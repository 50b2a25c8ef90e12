// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.time.Duration;
import java.time.Instant;

/**
 * Who writes a study in PostgreSQL, as its table says. Times are by the database's clock.
 *
 * @param epoch how many have led it, this one too; from 1
 * @param holder in words for a person: machine, process, since when it runs
 * @param since when it took the lead
 * @param left how long its lease still runs; zero or less where it has lapsed, or was released
 */
public record Leadership(long epoch, String holder, Instant since, Duration left) {
    /** Whether nobody else may take the lead now. */
    public boolean lives() {
        return left.isPositive();
    }
}
