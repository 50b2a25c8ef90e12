// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a database lies: {@code postgres://[user@]host[:port]/database[?sslmode=…&…]}.
 *
 * <p>It holds no password and takes none: addresses are kept, shown and passed on. The password comes from the password
 * file, the variable PGPASSWORD, or the file .pgpass in the user's home, the first of these that there is.
 *
 * @param host a name or a number, without brackets
 * @param user the name under which this process runs where none is given
 * @param parameters those given, by name
 * @param passwordFile whose first line is the password
 */
public record PostgresAddress(
        String host,
        int port,
        String database,
        String user,
        Map<String, String> parameters,
        @Nullable Path passwordFile) {
    public static final int PORT = 5432;

    /** As the driver and libpq mean them; {@code prefer} where nothing is said. */
    private static final List<String> SSL_MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    private static final List<String> PARAMETERS = List.of("sslmode", "sslrootcert", "sslcert", "sslkey");

    private static final Pattern FORM = Pattern.compile(
            "postgres(?:ql)?://(?:(?<user>[^/?#@]*)@)?(?<host>\\[[^]/?#@]*]|[^:/?#@\\[\\]]*)(?::(?<port>[^/?#@]*))?"
                    + "(?:/(?<database>[^/?#]*))?(?:\\?(?<parameters>[^#]*))?");

    /** Longer ones are mistakes. */
    private static final int LONGEST = 2000;

    public PostgresAddress {
        parameters = Map.copyOf(parameters);
    }

    /** Whether this is meant to be such an address, well formed or not. */
    public static boolean looksLikeOne(String text) {
        return text.startsWith("postgres:") || text.startsWith("postgresql:");
    }

    /** @throws StoreException saying what is wrong, what would be right, and never a password */
    public static PostgresAddress parse(String text) throws StoreException {
        if (text.length() > LONGEST) throw refused("it is longer than %d characters".formatted(LONGEST));
        Matcher form = FORM.matcher(text);
        if (!form.matches()) throw refused(text.indexOf('@') >= 0 ? "it has another form" : "\"%s\"".formatted(text));
        String user = form.group("user");
        if (user != null && user.indexOf(':') >= 0) throw passwordGiven();
        Map<String, String> parameters = parameters(form.group("parameters"));
        String database = decoded(form.group("database"));
        if (database.isEmpty()) throw refused("it names no database");
        String host = form.group("host");
        if (host.indexOf(',') >= 0) throw refused("it names several hosts, and one is taken");
        if (host.startsWith("[")) host = host.substring(1, host.length() - 1);
        return new PostgresAddress(
                host.isEmpty() ? "localhost" : host,
                port(form.group("port")),
                database,
                user == null || user.isEmpty() ? System.getProperty("user.name", "") : decoded(user),
                parameters,
                null);
    }

    private static int port(@Nullable String text) throws StoreException {
        if (text == null) return PORT;
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65535)
            throw refused("its port is \"%s\", and a port is a number from 1 to 65535".formatted(text));
        return port;
    }

    private static Map<String, String> parameters(@Nullable String text) throws StoreException {
        Map<String, String> parameters = new TreeMap<>();
        if (text == null) return parameters;
        for (String part : text.split("&", -1)) {
            int is = part.indexOf('=');
            String name = is < 0 ? part : part.substring(0, is);
            if (name.equalsIgnoreCase("password") || name.equalsIgnoreCase("sslpassword")) throw passwordGiven();
            if (!PARAMETERS.contains(name))
                throw refused("its parameter \"%s\" is not one of %s".formatted(name, String.join(", ", PARAMETERS)));
            String value = is < 0 ? "" : decoded(part.substring(is + 1));
            if (value.isEmpty()) throw refused("its parameter %s has no value".formatted(name));
            if (name.equals("sslmode") && !SSL_MODES.contains(value))
                throw refused(
                        "its sslmode is \"%s\", which is not one of %s".formatted(value, String.join(", ", SSL_MODES)));
            if (parameters.put(name, value) != null)
                throw refused("its parameter %s is given more than once".formatted(name));
        }
        return parameters;
    }

    private static String decoded(@Nullable String text) throws StoreException {
        if (text == null) return "";
        String decoded;
        try {
            decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw refused("a %% in it is not followed by two hexadecimal digits: \"%s\"".formatted(text));
        }
        if (decoded.chars().anyMatch(Character::isISOControl)) throw refused("it has a control character");
        return decoded;
    }

    private static StoreException refused(String found) {
        return new StoreException(
                "the address of a PostgreSQL database is not as it should be: %s. Write postgres://user@host:port/database, and ?sslmode=verify-full behind it to insist on TLS."
                        .formatted(found),
                null);
    }

    private static StoreException passwordGiven() {
        return new StoreException(
                "the address of a PostgreSQL database holds a password, and addresses are kept and shown. Leave it out, and give it in the variable PGPASSWORD, in a file with --password-file, or in ~/.pgpass.",
                null);
    }

    public PostgresAddress withPasswordFile(@Nullable Path file) {
        return new PostgresAddress(host, port, database, user, parameters, file);
    }

    /** The address as {@link #parse} takes it. */
    public String shown() {
        List<String> given = new ArrayList<>();
        new TreeMap<>(parameters).forEach((name, value) -> given.add(name + "=" + encoded(value)));
        return "postgres://%s@%s%s/%s%s"
                .formatted(
                        encoded(user),
                        host.indexOf(':') < 0 ? host : "[" + host + "]",
                        port == PORT ? "" : ":" + port,
                        encoded(database),
                        given.isEmpty() ? "" : "?" + String.join("&", given));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return shown();
    }
}
