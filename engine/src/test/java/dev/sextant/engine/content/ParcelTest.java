// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParcelTest {
    private static final String SUM = "ab".repeat(32);
    private static final String FILE = "{'path': 'a.csv', 'sha256': '%s', 'size': 3}".formatted(SUM);
    private static final String WHOLE =
            "{'format': 1, 'version': '1', 'name': 'n', 'trainer': 't', 'study': '{}', 'files': [%s]}".formatted(FILE);

    private static Parcel read(String text) throws ContentException {
        return Parcel.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void isReadBackAsItWasWritten() throws Exception {
        Parcel parcel = new Parcel(
                "1.2",
                "ein Name \"mit\" Ü",
                "network",
                "{\n\"trainer\": 1}",
                List.of(new Parcel.Entry("../\u00fc b\\c.csv", SUM, 0), new Parcel.Entry("b", SUM, 1L << 40)));
        assertEquals(parcel, Parcel.read(parcel.bytes()));
        assertArrayEquals(parcel.bytes(), Parcel.read(parcel.bytes()).bytes());
        assertEquals(1L << 40, parcel.size());
        assertEquals(new Parcel("1", "n", "t", "{}", List.of(new Parcel.Entry("a.csv", SUM, 3))), read(WHOLE));
    }

    /** What stands there, what stands in its place, and what is said of it. */
    @ParameterizedTest(name = "{1} for {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'format': 1 | 'format': 2 | its format is 2, this version reads 1",
                "'format': 1 | 'format': '1' | format must be a whole number",
                "'format': 1, | `` | it does not begin with its format",
                "'version': '1', | `` | \"version\" is missing",
                "'version': '1' | 'version': '' | version, name and trainer must have 1 to 1000 characters, got \"\"",
                "'version': '1' | 'other': '1' | unknown key \"other\"",
                "'name': 'n' | 'version': 'n' | Duplicate field 'version'",
                "'name': 'n' | 'name': ['n'] | name must be a text",
                "'study': '{}' | 'study': {} | study must be a text",
                "'study': '{}' | 'study': '' | the study is empty",
                "'files': [ | 'files': [1, | files must hold objects",
                "'files': [ | 'files': 1, 'x': [ | files must be an array",
                "'path': 'a.csv' | 'path': ' ' | a file's path must have 1 to 4096 characters, none of them 0, got \" \"",
                "'path': 'a.csv' | 'path': 'a\\u0000b' | a file's path must have 1 to 4096 characters, none of them 0, got \"a\ufffdb\"",
                "'path': 'a.csv', | `` | \"path\" is missing",
                "'path': | 'mode': 7, 'path': | unknown key \"mode\" of a file",
                "'sha256': 'ab | 'sha256': '../ | the sha256 of \"a.csv\" must be 64 hexadecimal digits, got",
                "'sha256': 'ab | 'sha256': 'AB | the sha256 of \"a.csv\" must be 64 hexadecimal digits, got",
                "'size': 3 | 'size': -1 | the size of \"a.csv\" (-1) must lie in 0 … 1099511627776 bytes",
                "'size': 3 | 'size': 1099511627777 | the size of \"a.csv\" (1099511627777) must lie in 0 … 1099511627776 bytes",
                "'size': 3 | 'size': 3.5 | size must be a whole number",
                "'size': 3 | 'size': 99999999999999999999 | Numeric value (99999999999999999999) out of range of long",
                "'size': 3 | 'size': 999999999999999999999 | Number value length (21) exceeds the maximum allowed",
                "]} | ]} {} | something follows it",
                "]} | ] | Unexpected end-of-input",
                "{'format' | [{'format' | it is no JSON object",
            })
    void whatThisVersionWouldNotHaveWrittenIsRefused(String part, String instead, String words) {
        String text = WHOLE.replace(part, instead == null ? "" : instead);
        ContentException refused = assertThrows(ContentException.class, () -> read(text));
        String start = "what the coordinator sent is no study: " + words;
        String message = String.valueOf(refused.getMessage());
        assertEquals(start, message.substring(0, Math.min(start.length(), message.length())));
        assertEquals("Run the same version of Sextant on every machine.", refused.help());
    }

    @Test
    void aFileStandsThereOnce() {
        String twice = WHOLE.replace(FILE, FILE + ", " + FILE);
        assertEquals(
                "what the coordinator sent is no study: \"a.csv\" stands there twice",
                assertThrows(ContentException.class, () -> read(twice)).getMessage());
        List<String> many = new ArrayList<>();
        for (int i = 0; i <= Parcel.MOST_FILES; i++) many.add(FILE.replace("a.csv", i + ".csv"));
        assertEquals(
                "what the coordinator sent is no study: it has more than 1000 files",
                assertThrows(ContentException.class, () -> read(WHOLE.replace(FILE, String.join(",", many))))
                        .getMessage());
    }

    @Test
    void anyDamageIsRefusedInWordsOrReadAsWhatItSays() {
        long seed = 20261126;
        Random random = new Random(seed);
        byte[] whole = WHOLE.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int j = random.nextInt(4); j >= 0 && damaged.length > 0; j--)
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            try {
                Parcel.read(damaged);
            } catch (ContentException refused) {
                assertEquals(ContentException.Reason.UNSOUND, refused.reason());
            } catch (RuntimeException broken) {
                throw new AssertionError(
                        "seed %d, try %d: %s".formatted(seed, i, new String(damaged, StandardCharsets.UTF_8)), broken);
            }
        }
    }

    @Test
    void deepAndLongOnesAreNotFollowed() {
        assertThrows(ContentException.class, () -> read(WHOLE.replace("'size': 3", "'size': " + "[".repeat(100_000))));
        assertThrows(ContentException.class, () -> read(WHOLE.replace("'size'", "'" + "s".repeat(100_000) + "'")));
        assertEquals(
                "what the coordinator sent is no study: it has 67108865 bytes, at most 67108864 are read",
                assertThrows(ContentException.class, () -> Parcel.read(new byte[Parcel.LARGEST + 1]))
                        .getMessage());
    }
}
