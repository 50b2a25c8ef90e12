// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.space.Space;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.study.Enqueued;
import dev.sextant.engine.trial.Outcome;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of rows in a file of this process, made one by one: a statement costs microseconds there. */
final class SqliteChanges implements RowChanges {
    private final StudyRows rows;
    private final Statements statements;
    private final Space space;
    private final InstantSource clock;

    /** The number of the next trial, and the last fence; known once something was written. */
    private long nextTrial = -1;

    private @Nullable Long lastFence;

    /** @param clock tells when attempts begin and end */
    SqliteChanges(StudyRows rows, Statements statements, Space space, InstantSource clock) {
        this.rows = rows;
        this.statements = statements;
        this.space = space;
        this.clock = clock;
    }

    @Override
    public StudyRows rows() {
        return rows;
    }

    @Override
    public void add(List<TrialRow> trials) throws SQLException, StoreException {
        if (nextTrial < 0) nextTrial = rows.nextTrial();
        PreparedStatement insert = statements.of(TrialRow.INSERT);
        for (TrialRow trial : trials) {
            if (trial.number() != nextTrial) throw RowChanges.misplaced(trial.number());
            trial.bind(insert);
            insert.executeUpdate();
            nextTrial++;
        }
    }

    @Override
    public void begin(Attempt attempt) throws SQLException, StoreException {
        if (lastFence == null) lastFence = rows.lastFence();
        if (attempt.fence() <= lastFence) throw new StoreException(Words.staleFence(attempt), null);
        PreparedStatement insert = statements.of(AttemptRow.INSERT);
        AttemptRow.bind(insert, attempt, clock.instant());
        insert.executeUpdate();
        lastFence = attempt.fence();
    }

    @Override
    public void end(Attempt attempt, AttemptEnd how) throws SQLException {
        PreparedStatement ended = statements.of(AttemptRow.END);
        AttemptRow.bind(ended, attempt, how, clock.instant());
        ended.executeUpdate();
    }

    @Override
    public @Nullable Outcome end(Attempt attempt, OutcomeRow outcome) throws SQLException, StoreException {
        end(attempt, AttemptRow.BROUGHT);
        PreparedStatement insert = statements.of(OutcomeRow.INSERT);
        outcome.bind(insert);
        if (insert.executeUpdate() == 0) return rows.standing(attempt.trial());
        if (outcome.readings().isEmpty()) return null;
        PreparedStatement reading = statements.of(OutcomeRow.Reading.INSERT);
        for (OutcomeRow.Reading series : outcome.readings()) {
            outcome.bind(reading, series);
            reading.executeUpdate();
        }
        return null;
    }

    @Override
    public void enqueue(Enqueued enqueued) throws SQLException, StoreException {
        if (enqueued.place() <= rows.lastPlace()) throw Words.stalePlace(enqueued);
        PreparedStatement insert = statements.of(EnqueuedRow.INSERT);
        EnqueuedRow.bind(insert, enqueued, space, clock.instant());
        insert.executeUpdate();
    }

    @Override
    public void use(Duration inAll) throws SQLException {
        PreparedStatement put = statements.of(StudyRows.USE);
        StudyRows.bindUse(put, inAll);
        put.executeUpdate();
    }
}
