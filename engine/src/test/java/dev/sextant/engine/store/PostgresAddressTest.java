// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAddressTest {
    private static final String ME = System.getProperty("user.name", "");

    @Test
    void everyPartIsRead() throws StoreException {
        assertEquals(
                new PostgresAddress("db.example", 6543, "studies", "ann", Map.of("sslmode", "verify-full"), null),
                PostgresAddress.parse("postgres://ann@db.example:6543/studies?sslmode=verify-full"));
        assertEquals(
                new PostgresAddress("::1", 5432, "a/b c", "o'neil@home", Map.of(), null),
                PostgresAddress.parse("postgresql://o'neil%40home@[::1]/a%2Fb%20c"));
        assertEquals(
                new PostgresAddress("localhost", 5432, "studies", ME, Map.of(), null),
                PostgresAddress.parse("postgres:///studies"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://ann@db.example:6543/studies?sslmode=verify-full&sslrootcert=%2Fca.pem",
                "postgres://ann@[fe80::1]/a%2Fb%20c",
                "postgres://a%3Ab@h/d"
            })
    void whatIsShownIsReadAgain(String text) throws StoreException {
        PostgresAddress address = PostgresAddress.parse(text);
        assertEquals(address, PostgresAddress.parse(address.shown()));
        assertEquals(text, address.shown());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "postgres://h                      | it names no database",
                "postgres://h/                     | it names no database",
                "postgres://h:0/d                  | its port is \"0\", and a port is a number from 1 to 65535",
                "postgres://h:x/d                  | its port is \"x\", and a port is a number from 1 to 65535",
                "postgres://h:/d                   | its port is \"\", and a port is a number from 1 to 65535",
                "postgres://h:65536/d              | its port is \"65536\", and a port is a number from 1 to 65535",
                "postgres://a,b/d                  | it names several hosts, and one is taken",
                "postgres://h/d/e                  | \"postgres://h/d/e\"",
                "mysql://h/d                       | \"mysql://h/d\"",
                "postgres://h/d#s                  | \"postgres://h/d#s\"",
                "postgres://h/%zz                  | a % in it is not followed by two hexadecimal digits: \"%zz\"",
                "postgres://h/a%00b                | it has a control character",
                "postgres://h/d?sslmode=off        | its sslmode is \"off\", which is not one of disable, allow, prefer, require, verify-ca, verify-full",
                "postgres://h/d?sslmode            | its parameter sslmode has no value",
                "postgres://h/d?a=1                | its parameter \"a\" is not one of sslmode, sslrootcert, sslcert, sslkey",
                "postgres://h/d?sslcert=a&sslcert=b | its parameter sslcert is given more than once"
            })
    void whatIsWrongIsSaidWithTheWayOut(String text, String found) {
        assertEquals(
                "the address of a PostgreSQL database is not as it should be: %s. Write postgres://user@host:port/database, and ?sslmode=verify-full behind it to insist on TLS."
                        .formatted(found),
                assertThrows(StoreException.class, () -> PostgresAddress.parse(text))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://ann:s3cret@h/d",
                "postgres://h/d?password=s3cret",
                "postgres://h/d?sslpassword=s3cret",
                "postgres://ann:s3cret@h",
                "postgres://ann@s3cret@h/d",
                "postgres://ann:s3/cret@h/d"
            })
    void aPasswordIsRefusedAndNotRepeated(String text) {
        String words = String.valueOf(assertThrows(StoreException.class, () -> PostgresAddress.parse(text))
                .getMessage());
        assertFalse(words.contains("s3"), words);
    }

    @Test
    void theWayOutOfAPasswordIsNamed() {
        assertEquals(
                "the address of a PostgreSQL database holds a password, and addresses are kept and shown. Leave it out, and give it in the variable PGPASSWORD, in a file with --password-file, or in ~/.pgpass.",
                assertThrows(StoreException.class, () -> PostgresAddress.parse("postgres://a:b@h/d"))
                        .getMessage());
    }
}
