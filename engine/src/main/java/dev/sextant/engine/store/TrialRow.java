// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.space.Space;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table trial. Texts are kept as their bytes in UTF-8, as the file has them.
 *
 * @param digest as it is stored; null in files before version 4
 */
record TrialRow(
        long number,
        String role,
        @Nullable Long of,
        @Nullable Integer replicate,
        byte[] configuration,
        byte[] note,
        byte[] plan,
        String viewDigest,
        long epochCost,
        String seen,
        @Nullable Long digest) {
    static final String INSERT =
            "INSERT INTO trial (number, role, of_trial, replicate, configuration, note, plan, view_digest, epoch_cost,"
                    + " seen, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** The first version that keeps what virtual time and asynchronous studies need. */
    static final int PARALLELISM = 6;

    /** Every trial by number. Whether it is of another comes first, because most are not and every column costs. */
    static String select(int version) {
        return "SELECT number, role, of_trial IS NOT NULL OR replicate IS NOT NULL, of_trial, replicate,"
                + " configuration, note, plan, view_digest, " + (version < Schema.DIGESTS ? "NULL" : "digest")
                + (version < PARALLELISM ? ", 1, ''" : ", epoch_cost, seen")
                + " FROM trial ORDER BY number";
    }

    static TrialRow of(Trial trial, Space space) {
        String role = "search";
        Long of = null;
        Integer replicate = null;
        switch (trial.role()) {
            case Role.Search() -> {}
            case Role.Confirmation(long leader, int seed) -> {
                role = "confirmation";
                of = leader;
                replicate = seed;
            }
            case Role.Test(long winner) -> {
                role = "test";
                of = winner;
            }
        }
        TrialRow row = new TrialRow(
                trial.number(),
                role,
                of,
                replicate,
                TrialText.write(trial.configuration()),
                TrialText.write(trial.note()),
                TrialText.write(trial.plan()),
                trial.viewDigest(),
                trial.epochCost(),
                trial.seen(),
                null);
        return new TrialRow(
                row.number,
                row.role,
                row.of,
                row.replicate,
                row.configuration,
                row.note,
                row.plan,
                row.viewDigest,
                row.epochCost,
                row.seen,
                row.content());
    }

    /** The digest that the other columns have; those of version 6 where they say more than older rows do. */
    long content() {
        RowDigest digest = new RowDigest()
                .add(number)
                .add(role)
                .add(of)
                .add(replicate)
                .add(configuration)
                .add(note)
                .add(plan)
                .add(viewDigest);
        if (epochCost != 1 || !seen.isEmpty()) digest = digest.add(epochCost).add(seen);
        return digest.value();
    }

    void bind(PreparedStatement insert) throws SQLException {
        insert.setLong(1, number);
        insert.setString(2, role);
        insert.setObject(3, of);
        insert.setObject(4, replicate);
        insert.setString(5, new String(configuration, StandardCharsets.UTF_8));
        insert.setString(6, new String(note, StandardCharsets.UTF_8));
        insert.setString(7, new String(plan, StandardCharsets.UTF_8));
        insert.setString(8, viewDigest);
        insert.setLong(9, epochCost);
        insert.setString(10, seen);
        insert.setObject(11, digest);
    }

    /** A row of {@link #select}. */
    static TrialRow read(ResultSet row) throws SQLException {
        boolean another = row.getBoolean(3);
        Long of = another ? Columns.number(row, 4) : null;
        Long replicate = another ? Columns.number(row, 5) : null;
        return new TrialRow(
                row.getLong(1),
                Columns.word(row, 2),
                of,
                replicate == null ? null : replicate.intValue(),
                row.getBytes(6),
                row.getBytes(7),
                row.getBytes(8),
                row.getString(9),
                row.getLong(11),
                row.getString(12),
                Columns.number(row, 10));
    }
}
