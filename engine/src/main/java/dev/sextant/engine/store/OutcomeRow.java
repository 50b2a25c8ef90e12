// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Readings;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table outcome, and those of the table reading that belong to it. Texts are kept as their bytes in UTF-8.
 *
 * @param bits the value's; the column {@code value}, which only people and other programs look at, is made of them
 * @param readings in the order of their names
 * @param digest as it is stored; null in files before version 4
 */
record OutcomeRow(
        long trial,
        String state,
        @Nullable Long bits,
        @Nullable Integer bestEpoch,
        byte @Nullable [] metrics,
        byte[] curve,
        @Nullable String message,
        List<Reading> readings,
        @Nullable Long digest) {
    /** One number for each epoch of the curve. */
    record Reading(String name, byte[] series) {
        static final String INSERT = "INSERT INTO reading (trial, name, series) VALUES (?, ?, ?)";

        /** Every reading by trial and name. */
        static final String SELECT = "SELECT trial, name, series FROM reading ORDER BY trial, name";

        static final String SELECT_ONE = "SELECT trial, name, series FROM reading WHERE trial = ? ORDER BY name";

        /** A row of {@link #SELECT}. */
        static Reading read(ResultSet row) throws SQLException {
            return new Reading(Columns.given(Columns.word(row, 2)), row.getBytes(3));
        }
    }

    static final String INSERT =
            "INSERT INTO outcome (trial, state, value, bits, best_epoch, metrics, curve, message, digest)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (trial) DO NOTHING";

    private static final String COLUMNS = "trial, state, bits, best_epoch, metrics, curve, message, ";

    static final String SELECT_ONE = "SELECT " + COLUMNS + "digest FROM outcome WHERE trial = ?";

    /** Every outcome by trial. */
    static String select(int version) {
        return "SELECT " + COLUMNS + (version < Schema.DIGESTS ? "NULL" : "digest") + " FROM outcome ORDER BY trial";
    }

    static OutcomeRow of(long trial, Outcome outcome) {
        Double value = null;
        Integer bestEpoch = null;
        byte[] metrics = null;
        String message = null;
        switch (outcome) {
            case Outcome.Completed completed -> {
                value = completed.value();
                bestEpoch = completed.bestEpoch();
                metrics = TrialText.write(completed.metrics());
            }
            case Outcome.Pruned pruned -> {
                value = pruned.value();
                bestEpoch = pruned.bestEpoch();
            }
            case Outcome.Diverged _ -> {}
            case Outcome.Failed failed -> message = failed.message();
        }
        OutcomeRow row = new OutcomeRow(
                trial,
                outcome.state(),
                value == null ? null : Double.doubleToLongBits(value),
                bestEpoch,
                metrics,
                Columns.bytes(outcome.curve().toArray()),
                message,
                readings(outcome.curve().readings()),
                null);
        return row.with(row.readings, row.content());
    }

    private static List<Reading> readings(Readings readings) {
        List<Reading> rows = new ArrayList<>();
        for (String name : readings.names()) rows.add(new Reading(name, Columns.bytes(readings.series(name))));
        return rows;
    }

    private OutcomeRow with(List<Reading> others, @Nullable Long content) {
        return new OutcomeRow(trial, state, bits, bestEpoch, metrics, curve, message, others, content);
    }

    OutcomeRow with(List<Reading> others) {
        return others.isEmpty() ? this : with(others, digest);
    }

    /** The digest that the other columns and the readings have. */
    long content() {
        RowDigest content = new RowDigest()
                .add(trial)
                .add(state)
                .add(bits)
                .add(bestEpoch)
                .add(metrics)
                .add(curve)
                .add(message);
        for (Reading reading : readings) content.add(reading.name).add(reading.series);
        return content.value();
    }

    /** What the column {@code value} must be for these bits: nothing for NaN. */
    static @Nullable Double shown(@Nullable Long bits) {
        double value = bits == null ? Double.NaN : Double.longBitsToDouble(bits);
        return Double.isNaN(value) ? null : value;
    }

    /** Binds the row without its readings. */
    void bind(PreparedStatement insert) throws SQLException {
        insert.setLong(1, trial);
        insert.setString(2, state);
        insert.setObject(3, shown(bits));
        insert.setObject(4, bits);
        insert.setObject(5, bestEpoch);
        insert.setString(6, metrics == null ? null : new String(metrics, StandardCharsets.UTF_8));
        insert.setBytes(7, curve);
        insert.setString(8, message == null ? null : Columns.kept(message));
        insert.setObject(9, digest);
    }

    void bind(PreparedStatement insert, Reading reading) throws SQLException {
        insert.setLong(1, trial);
        insert.setString(2, Columns.kept(reading.name));
        insert.setBytes(3, reading.series);
    }

    /** A row of {@link #select}, still without its readings. */
    static OutcomeRow read(ResultSet row) throws SQLException {
        Long bestEpoch = Columns.number(row, 4);
        String message = row.getString(7);
        return new OutcomeRow(
                row.getLong(1),
                Columns.word(row, 2),
                Columns.number(row, 3),
                bestEpoch == null ? null : bestEpoch.intValue(),
                row.getBytes(5),
                row.getBytes(6),
                message == null ? null : Columns.given(message),
                List.of(),
                Columns.number(row, 8));
    }
}
