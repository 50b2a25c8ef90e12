// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.space.Space;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.study.Enqueued;
import dev.sextant.engine.study.SpecDigest;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A study's rows in one store: its facts, trials, attempts and outcomes, read within the transaction of whoever owns
 * the connection. They are changed by {@link RowChanges}.
 *
 * <p>Threads: confined to one.
 */
final class StudyRows {
    /** The key of the study's {@link dev.sextant.engine.study.SpecDigest}. */
    static final String SPEC_DIGEST = "specDigest";

    /** The key of the milliseconds that the study has run. */
    private static final String TIME_USED = "timeUsedMillis";

    /** Replaces the milliseconds that the study has run. */
    static final String USE =
            "INSERT INTO meta (key, value) VALUES (?, ?)" + " ON CONFLICT (key) DO UPDATE SET value = excluded.value";

    private final String place;
    private final Statements statements;
    private final int version;
    private final TrialReader reader;

    /**
     * @param place where the rows lie, for messages
     * @param version of the schema that they lie in
     */
    StudyRows(String place, Statements statements, int version, Space space) {
        this.place = place;
        this.statements = statements;
        this.version = version;
        this.reader = new TrialReader(place, space);
    }

    /** Names the study in new tables; refuses tables that name another. */
    void name(StudySpec spec) throws SQLException, StoreException {
        String digest = SpecDigest.of(spec);
        if (!remember(SPEC_DIGEST, digest).equals(digest))
            throw new StoreException(
                    "%s holds another study than %s: its settings differ. Start a new run for these settings."
                            .formatted(place, spec.name()),
                    null);
        String version = StudyRows.class.getPackage().getImplementationVersion();
        remember("engineVersion", version == null ? "development" : version);
        describe(spec);
    }

    /** Writes down what the views show of the study, unless that was done. */
    private void describe(StudySpec spec) throws SQLException {
        remember("study", spec.name());
        if (statements.number("SELECT count(*) FROM objective") == 0) StudyTables.write(statements.connection(), spec);
    }

    /** Sets the fact, or returns what it was set to before. */
    private String remember(String key, String value) throws SQLException {
        PreparedStatement insert = statements.of("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING");
        insert.setString(1, key);
        insert.setString(2, value);
        insert.executeUpdate();
        PreparedStatement select = statements.of("SELECT value FROM meta WHERE key = ?");
        select.setString(1, key);
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    /** See {@link StudyStore#timeUsed}. */
    Duration timeUsed() throws SQLException {
        PreparedStatement select = statements.of("SELECT value FROM meta WHERE key = ?");
        select.setString(1, TIME_USED);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Duration.ofMillis(Long.parseLong(row.getString(1))) : Duration.ZERO;
        }
    }

    /** Binds {@link #USE}. */
    static void bindUse(PreparedStatement put, Duration inAll) throws SQLException {
        put.setString(1, TIME_USED);
        put.setString(2, Long.toString(inAll.toMillis()));
    }

    List<Trial> trials() throws SQLException, StoreException {
        try (TrialCursor rows = new TrialCursor(statements.connection(), version);
                TrialDecoder decoder = new TrialDecoder(reader)) {
            for (long number = 0; rows.next(); number++) {
                if (rows.trial().number() != number)
                    throw new DamagedException(
                            "%s: trial %d stands where trial %d belongs"
                                    .formatted(place, rows.trial().number(), number),
                            null);
                decoder.add(rows.trial(), rows.outcome());
            }
            return decoder.trials();
        }
    }

    List<Attempt> attempts() throws SQLException {
        List<Attempt> attempts = new ArrayList<>();
        try (ResultSet rows = statements
                .of("SELECT trial, number, fence, worker FROM attempt ORDER BY fence")
                .executeQuery()) {
            while (rows.next()) attempts.add(AttemptRow.attempt(rows));
        }
        return attempts;
    }

    /** The attempts with their times, by fence. */
    List<AttemptRecord> records() throws SQLException, StoreException {
        List<AttemptRecord> records = new ArrayList<>();
        String select = AttemptRow.selectRecords(version);
        try (ResultSet rows = statements.of(select).executeQuery()) {
            while (rows.next()) records.add(AttemptRow.record(rows));
        } catch (DateTimeParseException | IllegalArgumentException strange) {
            throw new DamagedException(
                    "%s: an attempt cannot be read: %s".formatted(place, strange.getMessage()), strange);
        }
        return records;
    }

    /** How attempts ended, by fence, beside those that brought an outcome. */
    Map<Long, AttemptEnd> ends() throws SQLException {
        Map<Long, AttemptEnd> ends = new HashMap<>();
        try (ResultSet rows = statements.of(AttemptRow.SELECT_ENDS).executeQuery()) {
            while (rows.next()) ends.put(rows.getLong(1), AttemptRow.end(rows));
        }
        return ends;
    }

    /** What was enqueued, by place. */
    List<Enqueued> enqueued() throws SQLException, StoreException {
        List<Enqueued> enqueued = new ArrayList<>();
        try (ResultSet rows = statements.of(EnqueuedRow.SELECT).executeQuery()) {
            while (rows.next()) enqueued.add(reader.enqueued(rows.getLong(1), rows.getBytes(2)));
        }
        return enqueued;
    }

    /** The outcome that a trial has. */
    Outcome standing(long trial) throws SQLException, StoreException {
        List<OutcomeRow.Reading> readings = new ArrayList<>();
        PreparedStatement series = statements.of(OutcomeRow.Reading.SELECT_ONE);
        series.setLong(1, trial);
        try (ResultSet rows = series.executeQuery()) {
            while (rows.next()) readings.add(OutcomeRow.Reading.read(rows));
        }
        PreparedStatement select = statements.of(OutcomeRow.SELECT_ONE);
        select.setLong(1, trial);
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return reader.outcome(OutcomeRow.read(row).with(readings));
        }
    }

    /** The number of the next trial. */
    long nextTrial() throws SQLException {
        return statements.number("SELECT coalesce(max(number), -1) + 1 FROM trial");
    }

    /** The highest fence, or the lowest number where there is none. */
    long lastFence() throws SQLException {
        return statements.number("SELECT coalesce(max(fence), " + Long.MIN_VALUE + ") FROM attempt");
    }

    /** The last place at which something was enqueued, or −1. */
    long lastPlace() throws SQLException {
        return statements.number("SELECT coalesce(max(place), -1) FROM enqueued");
    }
}
