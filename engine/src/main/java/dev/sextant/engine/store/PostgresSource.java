// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.space.Space;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Trial;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A study in a PostgreSQL database. Reading happens in one transaction that sees one moment and locks nothing.
 *
 * @param study the name under which the database knows it: of a run, so that a study can be run twice
 */
public record PostgresSource(PostgresAddress address, String study) implements StoreSource {
    /** Longer names are mistakes. */
    private static final int LONGEST_NAME = 200;

    public PostgresSource {
        if (study.isEmpty() || study.length() > LONGEST_NAME || study.chars().anyMatch(Character::isISOControl))
            throw new IllegalArgumentException(
                    "a study's name in a database must have 1 to %d characters and no control characters, got \"%s\""
                            .formatted(LONGEST_NAME, study));
    }

    private interface Reading<T> {
        T read(Connection connection, int version) throws SQLException, StoreException;
    }

    private interface RowReading<T> {
        T read(StudyRows rows) throws SQLException, StoreException;
    }

    /** The names of the studies in a database, in the order in which they came. None where it has never seen one. */
    public static List<String> studies(PostgresAddress address) throws StoreException {
        try (Connection connection = PostgresLink.read(address)) {
            List<String> names = new ArrayList<>();
            if (new PostgresSchema(address, connection).blank()) return names;
            try (PreparedStatement select = connection.prepareStatement("SELECT name FROM sextant.study ORDER BY id");
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException failed) {
            throw PostgresWords.failure(address, "cannot read " + address.shown(), failed);
        }
    }

    /**
     * Takes the lead and opens the study, or begins it. The lead is given back when the store is closed.
     *
     * @throws LockedException when another process leads it and its lease has not lapsed
     */
    @Override
    public PostgresStore open(StudySpec spec) throws StoreException {
        return PostgresStore.open(this, spec, PostgresLeader.self());
    }

    /** Who leads the study, or led it last; null where nobody ever did, or the database does not know it. */
    public @Nullable Leadership leadership() throws StoreException {
        try (Connection connection = PostgresLink.read(address)) {
            Long id = new PostgresSchema(address, connection).find(study);
            return id == null ? null : PostgresLeader.look(connection, id);
        } catch (SQLException failed) {
            throw failure(failed);
        }
    }

    /** Whether the database knows the study. */
    public boolean exists() throws StoreException {
        try (Connection connection = PostgresLink.read(address)) {
            return new PostgresSchema(address, connection).find(study) != null;
        } catch (SQLException failed) {
            throw failure(failed);
        }
    }

    @Override
    public List<Trial> trials(Space space) throws StoreException {
        return rows(space, List.of(), StudyRows::trials);
    }

    @Override
    public List<AttemptRecord> attempts(Space space) throws StoreException {
        return rows(space, List.of(), StudyRows::records);
    }

    @Override
    public Duration timeUsed(Space space) throws StoreException {
        return rows(space, Duration.ZERO, StudyRows::timeUsed);
    }

    @Override
    public Glance glance(Direction direction) throws StoreException {
        return read(Glance.NOTHING, (connection, _) -> Glance.read(connection, direction));
    }

    private <T> T rows(Space space, T blank, RowReading<T> reading) throws StoreException {
        return read(
                blank,
                (connection, version) ->
                        reading.read(new StudyRows(shown(), new Statements(connection), version, space)));
    }

    /** Reads from tables of the version that is passed on, if there are any. */
    private <T> T read(T blank, Reading<T> reading) throws StoreException {
        try (Connection connection = PostgresLink.read(address)) {
            int version = turn(connection);
            return version == 0 ? blank : reading.read(connection, version);
        } catch (SQLException failed) {
            throw failure(failed);
        }
    }

    /**
     * Turns a connection to the study's tables.
     *
     * @return their version, 0 where the study was only about to begin
     */
    int turn(Connection connection) throws SQLException, StoreException {
        PostgresSchema schema = new PostgresSchema(address, connection);
        Long id = schema.find(study);
        if (id == null)
            throw new StoreException("there is no study \"%s\" in %s".formatted(study, address.shown()), null);
        schema.turnTo(id);
        return schema.version(id, shown());
    }

    private StoreException failure(SQLException failed) {
        return PostgresWords.failure(address, "cannot read " + shown(), failed);
    }

    /** Also false where the database cannot be asked. */
    @Override
    public boolean inUse() {
        try {
            Leadership leads = leadership();
            return leads != null && leads.lives();
        } catch (StoreException unknown) {
            LoggerFactory.getLogger(PostgresSource.class).debug("nobody knows who leads {}", shown(), unknown);
            return false;
        }
    }

    /** How many trials and outcomes there are, and the last fence: every change of these changes what can be read. */
    @Override
    public String mark() throws StoreException {
        return read("nothing", (connection, _) -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT coalesce(max(number), -1) || ' ' ||"
                            + " (SELECT count(*) FROM outcome) || ' ' ||"
                            + " (SELECT coalesce(max(fence), 0) FROM attempt) FROM trial")) {
                row.next();
                return row.getString(1);
            }
        });
    }

    @Override
    public String shown() {
        return address.shown() + "#" + study;
    }
}
