// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.space.Space;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.study.Enqueued;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A study's rows in one store's file: its facts, trials, attempts and outcomes, written and read within the transaction
 * of whoever owns the file.
 *
 * <p>Threads: confined to one.
 */
final class StudyRows {
    /** The key of the study's {@link dev.sextant.engine.study.SpecDigest}. */
    static final String SPEC_DIGEST = "specDigest";

    /** The key of the milliseconds that the study has run. */
    private static final String TIME_USED = "timeUsedMillis";

    private final Path path;
    private final Connection connection;
    private final Space space;
    private final InstantSource clock;
    private final TrialReader reader;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    /** The number of the next trial, and the last fence; known once something was written. */
    private long nextTrial = -1;

    private @Nullable Long lastFence;

    /** @param clock tells when attempts begin and end */
    StudyRows(Path path, Connection connection, Space space, InstantSource clock) {
        this.path = path;
        this.connection = connection;
        this.space = space;
        this.clock = clock;
        this.reader = new TrialReader(path, space);
    }

    /** Writes down what the views show of the study, unless that was done. */
    void describe(StudySpec spec) throws SQLException {
        remember("study", spec.name());
        if (number("SELECT count(*) FROM objective") == 0) StudyTables.write(connection, spec);
    }

    /** Sets the fact, or returns what it was set to before. */
    String remember(String key, String value) throws SQLException {
        PreparedStatement insert = prepare("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING");
        insert.setString(1, key);
        insert.setString(2, value);
        insert.executeUpdate();
        PreparedStatement select = prepare("SELECT value FROM meta WHERE key = ?");
        select.setString(1, key);
        try (ResultSet row = select.executeQuery()) {
            return row.getString(1);
        }
    }

    /** See {@link StudyStore#timeUsed}. */
    Duration timeUsed() throws SQLException {
        PreparedStatement select = prepare("SELECT value FROM meta WHERE key = ?");
        select.setString(1, TIME_USED);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Duration.ofMillis(Long.parseLong(row.getString(1))) : Duration.ZERO;
        }
    }

    void use(Duration inAll) throws SQLException {
        PreparedStatement put = prepare("INSERT INTO meta (key, value) VALUES (?, ?)"
                + " ON CONFLICT (key) DO UPDATE SET value = excluded.value");
        put.setString(1, TIME_USED);
        put.setString(2, Long.toString(inAll.toMillis()));
        put.executeUpdate();
    }

    List<Trial> trials() throws SQLException, StoreException {
        try (TrialCursor rows = new TrialCursor(connection, new Schema(path, connection).version());
                TrialDecoder decoder = new TrialDecoder(reader)) {
            for (long number = 0; rows.next(); number++) {
                if (rows.trial().number() != number)
                    throw new DamagedException(
                            "%s: trial %d stands where trial %d belongs"
                                    .formatted(path, rows.trial().number(), number),
                            null);
                decoder.add(rows.trial(), rows.outcome());
            }
            return decoder.trials();
        }
    }

    List<Attempt> attempts() throws SQLException {
        List<Attempt> attempts = new ArrayList<>();
        try (ResultSet rows = prepare("SELECT trial, number, fence, worker FROM attempt ORDER BY fence")
                .executeQuery()) {
            while (rows.next())
                attempts.add(new Attempt(rows.getLong(1), rows.getInt(2), rows.getLong(3), Columns.word(rows, 4)));
        }
        return attempts;
    }

    /** The attempts with their times, by fence. */
    List<AttemptRecord> records() throws SQLException, StoreException {
        List<AttemptRecord> records = new ArrayList<>();
        String select = AttemptRow.selectRecords(new Schema(path, connection).version());
        try (ResultSet rows = prepare(select).executeQuery()) {
            while (rows.next()) records.add(AttemptRow.record(rows));
        } catch (DateTimeParseException | IllegalArgumentException strange) {
            throw new DamagedException(
                    "%s: an attempt cannot be read: %s".formatted(path, strange.getMessage()), strange);
        }
        return records;
    }

    void add(List<TrialRow> trials) throws SQLException, StoreException {
        if (nextTrial < 0) nextTrial = number("SELECT coalesce(max(number), -1) + 1 FROM trial");
        PreparedStatement insert = prepare(TrialRow.INSERT);
        for (TrialRow trial : trials) {
            if (trial.number() != nextTrial) throw misplaced(trial.number());
            trial.bind(insert);
            insert.executeUpdate();
            nextTrial++;
        }
    }

    static StoreException misplaced(long trial) {
        return new StoreException("trial %d cannot be added here".formatted(trial), null);
    }

    /** How attempts ended, by fence, beside those that brought an outcome. */
    Map<Long, AttemptEnd> ends() throws SQLException {
        Map<Long, AttemptEnd> ends = new HashMap<>();
        try (ResultSet rows = prepare(AttemptRow.SELECT_ENDS).executeQuery()) {
            while (rows.next()) ends.put(rows.getLong(1), AttemptRow.end(rows));
        }
        return ends;
    }

    void begin(Attempt attempt) throws SQLException, StoreException {
        if (lastFence == null) lastFence = number("SELECT coalesce(max(fence), " + Long.MIN_VALUE + ") FROM attempt");
        if (attempt.fence() <= lastFence) throw new StoreException(Words.staleFence(attempt), null);
        PreparedStatement insert = prepare(AttemptRow.INSERT);
        insert.setLong(1, attempt.fence());
        insert.setLong(2, attempt.trial());
        insert.setInt(3, attempt.number());
        insert.setString(4, attempt.worker());
        insert.setString(5, clock.instant().toString());
        insert.executeUpdate();
        lastFence = attempt.fence();
    }

    void end(Attempt attempt, AttemptEnd how) throws SQLException {
        PreparedStatement ended = prepare(AttemptRow.END);
        ended.setString(1, clock.instant().toString());
        ended.setString(2, AttemptRow.word(how.kind()));
        ended.setString(3, how.cause());
        ended.setLong(4, attempt.fence());
        ended.executeUpdate();
    }

    /** Stores the outcome unless there is one; the one that stands where that is another, else null. */
    @Nullable
    Outcome end(Attempt attempt, OutcomeRow outcome) throws SQLException, StoreException {
        end(attempt, new AttemptEnd(AttemptEnd.Kind.ENDED, ""));
        PreparedStatement insert = prepare(OutcomeRow.INSERT);
        outcome.bind(insert);
        if (insert.executeUpdate() == 0) return standing(attempt.trial());
        if (outcome.readings().isEmpty()) return null;
        PreparedStatement reading = prepare(OutcomeRow.Reading.INSERT);
        for (OutcomeRow.Reading series : outcome.readings()) {
            outcome.bind(reading, series);
            reading.executeUpdate();
        }
        return null;
    }

    /** What was enqueued, by place. */
    List<Enqueued> enqueued() throws SQLException, StoreException {
        List<Enqueued> enqueued = new ArrayList<>();
        try (ResultSet rows = prepare("SELECT place, configuration FROM enqueued ORDER BY place")
                .executeQuery()) {
            while (rows.next()) enqueued.add(reader.enqueued(rows.getLong(1), rows.getBytes(2)));
        }
        return enqueued;
    }

    void enqueue(Enqueued enqueued) throws SQLException, StoreException {
        if (enqueued.place() <= number("SELECT coalesce(max(place), -1) FROM enqueued"))
            throw Words.stalePlace(enqueued);
        PreparedStatement insert = prepare("INSERT INTO enqueued (place, configuration, enqueued_at) VALUES (?, ?, ?)");
        insert.setLong(1, enqueued.place());
        insert.setString(2, space.write(enqueued.configuration()).toString());
        insert.setString(3, clock.instant().toString());
        insert.executeUpdate();
    }

    private Outcome standing(long trial) throws SQLException, StoreException {
        List<OutcomeRow.Reading> readings = new ArrayList<>();
        PreparedStatement series = prepare(OutcomeRow.Reading.SELECT_ONE);
        series.setLong(1, trial);
        try (ResultSet rows = series.executeQuery()) {
            while (rows.next()) readings.add(OutcomeRow.Reading.read(rows));
        }
        PreparedStatement select = prepare(OutcomeRow.SELECT_ONE);
        select.setLong(1, trial);
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return reader.outcome(OutcomeRow.read(row).with(readings));
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement != null) return statement;
        PreparedStatement fresh = connection.prepareStatement(sql);
        prepared.put(sql, fresh);
        return fresh;
    }
}
