// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person reads when a database cannot be used. */
class PostgresWordsIT {
    private static String refusal(PostgresAddress address) {
        StoreException refused = assertThrows(
                StoreException.class, () -> new PostgresSource(address, "s").open(StudyStoreContract.SPEC));
        return String.valueOf(refused.getMessage());
    }

    private static PostgresAddress at(String host, int port, String database, String sslmode) {
        return new PostgresAddress(host, port, database, "postgres", Map.of("sslmode", sslmode), null);
    }

    @Test
    void aMachineThatNobodyKnowsIsNamed() {
        assertEquals(
                "cannot use postgres://postgres@no-such-host.invalid/d?sslmode=prefer#s: there is no machine named \"no-such-host.invalid\". Look at the name in the address.",
                refusal(at("no-such-host.invalid", 5432, "d", "prefer")));
    }

    @Test
    void aPortWhereNobodyListensIsNamed() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertEquals(
                "cannot use postgres://postgres@localhost:%d/d?sslmode=prefer#s: nobody listens at localhost:%d. Is PostgreSQL started, and does it listen to this machine?"
                        .formatted(port, port),
                refusal(at("localhost", port, "d", "prefer")));
    }

    @Test
    void aDatabaseThatIsMissingAndTlsThatIsInsistedOnAreNamed() {
        int port = PostgresServer.shared().port();
        assertEquals(
                "cannot use postgres://postgres@localhost:%d/none?sslmode=prefer#s: there is no database \"none\". Create it (createdb none), or name another."
                        .formatted(port),
                refusal(at("localhost", port, "none", "prefer")));
        assertEquals(
                "cannot use postgres://postgres@localhost:%d/postgres?sslmode=require#s: localhost:%d refuses the connection: The server does not support SSL. Switch TLS on there (ssl = on), or do without: sslmode=prefer."
                        .formatted(port, port),
                refusal(at("localhost", port, "postgres", "require")));
    }

    @Test
    void aUserWhoMayNotMakeTablesLearnsWhatToAskFor() throws Exception {
        PostgresAddress address = PostgresServer.shared().database("owned");
        try (Connection connection = PostgresLink.write(address);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP ROLE IF EXISTS guest");
            statement.execute("CREATE ROLE guest LOGIN");
            connection.commit();
        }
        PostgresAddress guest = new PostgresAddress("localhost", address.port(), "owned", "guest", Map.of(), null);
        assertEquals(
                "cannot use %s#s: guest may not do that: permission denied for database owned. Let its owner say: GRANT CREATE ON DATABASE \"owned\" TO \"guest\""
                        .formatted(guest.shown()),
                refusal(guest));
    }

    @Test
    void aPasswordFileThatIsMissingIsNamed() {
        assertEquals(
                "cannot read the password file nowhere.txt: there is no such file or folder: nowhere.txt",
                refusal(at("localhost", 5432, "d", "prefer").withPasswordFile(Path.of("nowhere.txt"))));
    }

    @Test
    void commitsAreDurableWhateverTheDatabaseSays() throws Exception {
        PostgresAddress address = PostgresServer.shared().database("hasty");
        try (Connection connection = PostgresLink.write(address);
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE hasty SET synchronous_commit = off");
            connection.commit();
        }
        try (Connection connection = PostgresLink.write(address);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW synchronous_commit")) {
            assertTrue(row.next());
            assertEquals("on", row.getString(1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "08006, true",
        "57P01, true",
        "57P03, true",
        "53300, true",
        "40001, true",
        "25P03, true",
        "28P01, false",
        "3D000, false",
        "23505, false",
        "42501, false",
        "08004, false",
        "SX001, false"
    })
    void whatMayPassIsWaitedFor(String state, boolean passes) {
        assertEquals(passes, PostgresWords.passing(new SQLException("words", state)));
    }

    @Test
    void aBrokenStreamMayPassAndAMistakeMayNot() {
        assertTrue(PostgresWords.passing(new SQLException("words", new EOFException())));
        assertFalse(PostgresWords.passing(new SQLException("words")));
    }
}
