// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes connections to a database: what they wait for at most, and that what is committed on them is durable.
 *
 * <p>The driver is looked for here alone, among those that there are: a study in a file never loads it.
 */
final class PostgresLink {
    /** For a connection to be made. */
    private static final int CONNECT_SECONDS = 10;

    /** For a statement, and for a lock; the server gives up. */
    private static final int STATEMENT_SECONDS = 30;

    /** For a transaction to go on; the server gives up, and with it the locks of a writer that hangs. */
    private static final int IDLE_SECONDS = 10;

    /** For anything to come from the server, which should have given up long before: the network is at fault. */
    private static final int SOCKET_SECONDS = 40;

    private static final Logger LOG = LoggerFactory.getLogger(PostgresLink.class);

    private PostgresLink() {}

    /** A connection that may write, and whose commits are on a disk when they return. */
    static Connection write(PostgresAddress address) throws SQLException, StoreException {
        Connection connection = connect(address);
        try {
            insistOnDurability(address, connection);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException | StoreException failed) {
            connection.close();
            throw failed;
        }
    }

    /** A connection that sees one moment, and disturbs nobody. */
    static Connection read(PostgresAddress address) throws SQLException, StoreException {
        Connection connection = connect(address);
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    private static Connection connect(PostgresAddress address) throws SQLException, StoreException {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        String password = password(address.passwordFile());
        if (password != null) properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "sextant");
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        properties.setProperty("socketTimeout", Integer.toString(SOCKET_SECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("sslmode", "prefer");
        properties.putAll(address.parameters());
        String host = address.host().indexOf(':') < 0 ? address.host() : "[" + address.host() + "]";
        String url = "jdbc:postgresql://%s:%d/%s"
                .formatted(host, address.port(), URLEncoder.encode(address.database(), StandardCharsets.UTF_8));
        Connection connection = driver().connect(url, properties);
        if (connection == null) throw new IllegalStateException("the driver does not know " + url);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SET statement_timeout = '%ds'; SET lock_timeout = '%ds'; SET idle_in_transaction_session_timeout = '%ds'"
                            .formatted(STATEMENT_SECONDS, STATEMENT_SECONDS, IDLE_SECONDS));
            return connection;
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    private static Driver driver() {
        return ServiceLoader.load(Driver.class).stream()
                .filter(found -> found.type().getPackageName().equals("org.postgresql"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the driver for PostgreSQL is missing"))
                .get();
    }

    private static @Nullable String password(@Nullable Path file) throws StoreException {
        if (file == null) return System.getenv("PGPASSWORD");
        try {
            return Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException unreadable) {
            throw new StoreException(
                    "cannot read the password file %s: %s".formatted(file, Words.of(unreadable)), unreadable);
        }
    }

    /** What is acknowledged must survive the server and its machine. */
    private static void insistOnDurability(PostgresAddress address, Connection connection)
            throws SQLException, StoreException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('synchronous_commit'),"
                        + " current_setting('fsync'), pg_is_in_recovery(), current_setting('server_encoding')")) {
            row.next();
            if (row.getString(2).equals("off"))
                throw new StoreException(
                        "%s runs with fsync = off: what it acknowledges would not survive a crash of its machine. Turn fsync on in postgresql.conf."
                                .formatted(address.shown()),
                        null);
            if (row.getBoolean(3))
                throw new StoreException(
                        address.shown() + " is a standby, which may only be read. Name the primary server.", null);
            if (!row.getString(4).equals("UTF8"))
                throw new StoreException(
                        "%s has the encoding %s, which not every text fits. Create the database with ENCODING 'UTF8'."
                                .formatted(address.shown(), row.getString(4)),
                        null);
            if (!row.getString(1).equals("off")) return;
        }
        LOG.warn("{} has synchronous_commit = off; it is switched on for this study", address.shown());
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = on");
        }
    }
}
