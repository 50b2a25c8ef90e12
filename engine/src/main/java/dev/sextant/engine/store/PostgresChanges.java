// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.space.Space;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.study.Enqueued;
import dev.sextant.engine.trial.Outcome;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes of rows on a server: those of a transaction are gathered, and go over the network one message for each table.
 * What conflicts is known beforehand from {@link Written}.
 *
 * <p>Where nobody knows whether a transaction was made, because its answer was lost, its changes are made
 * {@link #again}: one by one, and each either makes its row, or finds it as it would have made it. A row that is there
 * and is another stops the store.
 *
 * <p>Threads: confined to one.
 */
final class PostgresChanges implements RowChanges {
    private static final String OR_NOTHING = " ON CONFLICT DO NOTHING";

    /** The order in which statements are sent: what others refer to comes first. */
    private static final List<String> ORDER = List.of(
            TrialRow.INSERT,
            AttemptRow.INSERT,
            AttemptRow.END,
            OutcomeRow.INSERT,
            OutcomeRow.Reading.INSERT,
            EnqueuedRow.INSERT);

    private final String place;
    private final StudyRows rows;
    private final Statements statements;
    private final Space space;
    private final InstantSource clock;
    private final Written written;
    private final Set<String> gathered = new LinkedHashSet<>();
    private boolean again;

    /** The last of this transaction: one statement may not replace a row twice. */
    private @Nullable Duration used;

    PostgresChanges(
            String place, StudyRows rows, Statements statements, Space space, InstantSource clock, Written written) {
        this.place = place;
        this.rows = rows;
        this.statements = statements;
        this.space = space;
        this.clock = clock;
        this.written = written;
    }

    /** @param again whether the changes to come may have been made already */
    void again(boolean again) {
        this.again = again;
    }

    /** Sends what was gathered. */
    void flush() throws SQLException {
        for (String sql : ORDER) if (gathered.remove(sql)) statements.of(sql).executeBatch();
        if (used == null) return;
        PreparedStatement put = statements.of(StudyRows.USE);
        StudyRows.bindUse(put, used);
        put.executeUpdate();
        used = null;
    }

    void committed() {
        written.committed();
    }

    private void gather(String sql, PreparedStatement bound) throws SQLException {
        bound.addBatch();
        gathered.add(sql);
    }

    @Override
    public StudyRows rows() throws SQLException {
        flush();
        return rows;
    }

    @Override
    public void add(List<TrialRow> trials) throws SQLException, StoreException {
        for (TrialRow trial : trials) {
            if (trial.number() != written.nextTrial) throw RowChanges.misplaced(trial.number());
            PreparedStatement insert = statements.of(again ? TrialRow.INSERT + OR_NOTHING : TrialRow.INSERT);
            trial.bind(insert);
            if (!again) gather(TrialRow.INSERT, insert);
            else if (insert.executeUpdate() == 0)
                insist(
                        "trial " + trial.number(),
                        "SELECT count(*) FROM trial WHERE number = ? AND digest = ? AND configuration = ?",
                        trial.number(),
                        trial.content(),
                        new String(trial.configuration(), StandardCharsets.UTF_8));
            written.nextTrial++;
        }
    }

    @Override
    public void begin(Attempt attempt) throws SQLException, StoreException {
        if (attempt.fence() <= written.lastFence) throw new StoreException(Words.staleFence(attempt), null);
        PreparedStatement insert = statements.of(again ? AttemptRow.INSERT + OR_NOTHING : AttemptRow.INSERT);
        AttemptRow.bind(insert, attempt, clock.instant());
        if (!again) gather(AttemptRow.INSERT, insert);
        else if (insert.executeUpdate() == 0)
            insist(
                    "attempt %d at trial %d".formatted(attempt.number(), attempt.trial()),
                    "SELECT count(*) FROM attempt WHERE fence = ? AND trial = ? AND number = ? AND worker = ?",
                    attempt.fence(),
                    attempt.trial(),
                    (long) attempt.number(),
                    Columns.kept(attempt.worker()));
        written.lastFence = attempt.fence();
    }

    @Override
    public void end(Attempt attempt, AttemptEnd how) throws SQLException {
        // Only one that has not ended: made again, it changes nothing.
        PreparedStatement end = statements.of(AttemptRow.END);
        AttemptRow.bind(end, attempt, how, clock.instant());
        if (again) end.executeUpdate();
        else gather(AttemptRow.END, end);
    }

    @Override
    public @Nullable Outcome end(Attempt attempt, OutcomeRow outcome) throws SQLException, StoreException {
        end(attempt, AttemptRow.BROUGHT);
        long trial = attempt.trial();
        if (written.ended(trial)) {
            flush();
            return rows.standing(trial);
        }
        PreparedStatement insert = statements.of(OutcomeRow.INSERT);
        outcome.bind(insert);
        if (!again) {
            gather(OutcomeRow.INSERT, insert);
        } else if (insert.executeUpdate() == 0) {
            // Whole, because one transaction makes the row and its readings.
            insist(
                    "the outcome of trial " + trial,
                    "SELECT count(*) FROM outcome WHERE trial = ? AND digest = ? AND state = ?",
                    trial,
                    outcome.content(),
                    outcome.state());
            written.end(trial);
            return null;
        }
        for (OutcomeRow.Reading series : outcome.readings()) {
            PreparedStatement reading = statements.of(OutcomeRow.Reading.INSERT);
            outcome.bind(reading, series);
            if (again) reading.executeUpdate();
            else gather(OutcomeRow.Reading.INSERT, reading);
        }
        written.end(trial);
        return null;
    }

    @Override
    public void enqueue(Enqueued enqueued) throws SQLException, StoreException {
        if (enqueued.place() <= written.lastPlace) throw Words.stalePlace(enqueued);
        PreparedStatement insert = statements.of(again ? EnqueuedRow.INSERT + OR_NOTHING : EnqueuedRow.INSERT);
        EnqueuedRow.bind(insert, enqueued, space, clock.instant());
        if (!again) gather(EnqueuedRow.INSERT, insert);
        else if (insert.executeUpdate() == 0)
            insist(
                    "what was enqueued at place " + enqueued.place(),
                    "SELECT count(*) FROM enqueued WHERE place = ? AND configuration = ?",
                    enqueued.place(),
                    EnqueuedRow.configuration(enqueued, space));
        written.lastPlace = enqueued.place();
    }

    @Override
    public void use(Duration inAll) {
        used = inAll;
    }

    /** The row that is there must be the one that would have been made. */
    private void insist(String what, String count, Object... values) throws SQLException, StoreException {
        PreparedStatement select = statements.of(count);
        for (int i = 0; i < values.length; i++) select.setObject(i + 1, values[i]);
        try (ResultSet row = select.executeQuery()) {
            row.next();
            if (row.getLong(1) == 1) return;
        }
        throw new DamagedException(
                "%s: %s is stored already, and is another than this process stored: somebody else writes to this study"
                        .formatted(place, what),
                null);
    }
}
