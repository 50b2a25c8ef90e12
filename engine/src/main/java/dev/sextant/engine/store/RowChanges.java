// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.study.Enqueued;
import dev.sextant.engine.trial.Outcome;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link StudyStore}'s calls do to its rows, within one transaction; see there.
 *
 * <p>Threads: confined to one.
 */
interface RowChanges {
    void add(List<TrialRow> trials) throws SQLException, StoreException;

    void begin(Attempt attempt) throws SQLException, StoreException;

    void end(Attempt attempt, AttemptEnd how) throws SQLException;

    /** Stores the outcome unless there is one; the one that stands where that was there before, else null. */
    @Nullable
    Outcome end(Attempt attempt, OutcomeRow outcome) throws SQLException, StoreException;

    void enqueue(Enqueued enqueued) throws SQLException, StoreException;

    void use(Duration inAll) throws SQLException;

    /** What is stored, with the changes made so far. */
    StudyRows rows() throws SQLException;

    static StoreException misplaced(long trial) {
        return new StoreException("trial %d cannot be added here".formatted(trial), null);
    }
}
