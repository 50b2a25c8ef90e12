// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What went wrong with a PostgreSQL database, in words for a person, and whether it may pass. */
final class PostgresWords {
    private PostgresWords() {}

    /** @param what could not be done */
    static StoreException failure(PostgresAddress address, String what, SQLException cause) {
        return new StoreException("%s: %s".formatted(what, of(address, cause)), cause);
    }

    /**
     * Whether the same may well succeed a little later: the connection broke, the server restarts, is short of
     * something, or gave up a transaction for another.
     */
    static boolean passing(SQLException cause) {
        String state = state(cause);
        if (state.equals("08004")) return false; // the server is there and refuses
        return switch (state) {
            // Shut down, crashed, starting; a statement, a lock or a transaction took too long; a standby that takes
            // over.
            case "57P01", "57P02", "57P03", "57P05", "57014", "55P03", "25P03", "25006" -> true;
            case "" -> find(cause, IOException.class) != null;
            default ->
                state.startsWith("08") || state.startsWith("40") || state.startsWith("53") || state.startsWith("58");
        };
    }

    private static String state(SQLException cause) {
        return cause.getSQLState() == null ? "" : cause.getSQLState();
    }

    static String of(PostgresAddress address, SQLException thrown) {
        SQLException cause = thrown instanceof BatchUpdateException && thrown.getCause() instanceof SQLException one
                ? one // without the statement, which may be long
                : thrown;
        String at = address.host() + ":" + address.port();
        if (find(cause, UnknownHostException.class) != null)
            return "there is no machine named \"%s\". Look at the name in the address.".formatted(address.host());
        if (find(cause, SSLException.class) != null)
            return "TLS with %s failed: %s. sslmode=%s and sslrootcert say what is insisted on."
                    .formatted(at, line(cause), address.parameters().getOrDefault("sslmode", "prefer"));
        if (find(cause, SocketTimeoutException.class) != null) return at + " does not answer in time";
        if (find(cause, ConnectException.class) != null || find(cause, NoRouteToHostException.class) != null)
            return "nobody listens at %s. Is PostgreSQL started, and does it listen to this machine?".formatted(at);
        return switch (state(cause)) {
            case "28P01" ->
                "the password for %s is wrong. It is taken from --password-file, PGPASSWORD or ~/.pgpass."
                        .formatted(address.user());
            case "28000" -> "%s is not let in: %s".formatted(address.user(), line(cause));
            case "08004" -> "%s refuses the connection: %s".formatted(at, refusal(cause));
            case "3D000" ->
                "there is no database \"%s\". Create it (createdb %s), or name another."
                        .formatted(address.database(), address.database());
            case "42501" ->
                "%s may not do that: %s. Let its owner say: GRANT CREATE ON DATABASE \"%s\" TO \"%s\""
                        .formatted(address.user(), line(cause), address.database(), address.user());
            case "08006", "08003" -> "the connection to %s broke".formatted(at);
            case "53300" -> "it has no connection left for us: " + line(cause);
            case "53100" -> "its disk is full";
            case "57P01", "57P02", "57P03" -> "it is being restarted: " + line(cause);
            case "25006" -> "it may only be read: it is a standby, or was made read-only";
            default -> line(cause);
        };
    }

    /** Why a server that is there lets nobody in, with the way out. */
    private static String refusal(SQLException cause) {
        String words = line(cause);
        if (words.contains("SSL")) return words + ". Switch TLS on there (ssl = on), or do without: sslmode=prefer.";
        return words.contains("password")
                ? words + ". A password is taken from --password-file, PGPASSWORD or ~/.pgpass."
                : words;
    }

    /** The server's own words, without what the driver puts around them. */
    static String line(SQLException cause) {
        String message = String.valueOf(cause.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        int colon = message.indexOf(": ");
        String severity = colon < 0 ? "" : message.substring(0, colon);
        String words = severity.equals("FATAL") || severity.equals("ERROR") ? message.substring(colon + 2) : message;
        return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
    }

    private static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> kind) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (kind.isInstance(cause)) return kind.cast(cause);
            cause = cause.getCause();
        }
        return null;
    }
}
