// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.Separator;
import dev.sextant.trainers.table.Source;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {
    private static Source source(String document) throws Exception {
        return Csv.spec(document).source();
    }

    @Test
    void everySourceIsRead() throws Exception {
        assertEquals(new Source.Csv("a.csv", null, null, true, false), source("{\"csv\": \"a.csv\"}"));
        assertEquals(
                new Source.Csv("a", StandardCharsets.ISO_8859_1, Separator.PIPE, false, true),
                source("{\"csv\": \"a\", \"encoding\": \"latin1\", \"separator\": \"|\", \"header\": false,"
                        + " \"decimal\": \",\"}"));
        assertEquals(new Source.Idx("a", "b"), source("{\"idx\": {\"features\": \"a\", \"target\": \"b\"}}"));
        assertEquals(new Source.Npy("a", null), source("{\"npy\": {\"features\": \"a\"}}"));
        assertEquals(new Source.Npy("a", "b"), source("{\"npy\": {\"features\": \"a\", \"target\": \"b\"}}"));
        assertEquals(new Source.Npz("a", null, null), source("{\"npz\": \"a\"}"));
        assertEquals(
                new Source.Npz("a", "p", "q"),
                source("{\"npz\": {\"file\": \"a\", \"features\": \"p\", \"target\": \"q\"}}"));
        assertEquals(new Source.Libsvm("a", null), source("{\"libsvm\": \"a\"}"));
        assertEquals(
                new Source.Arff("a", Charset.forName("windows-1252")),
                source("{\"arff\": \"a\", \"encoding\": \"windows-1252\"}"));
        assertEquals(new Source.Moons(200, 0.1), source("{\"builtin\": \"moons\"}"));
        assertEquals(
                new Source.Spirals(90, 2, 1.5, 0),
                source("{\"builtin\": {\"spirals\": {\"rows\": 90, \"arms\": 2, \"turns\": 1.5, \"noise\": 0}}}"));
        assertEquals(new Source.MackeyGlass(1000, 17, 0.2, 0.1, 10, 10, 1.2), source("{\"builtin\": \"mackeyGlass\"}"));
        assertEquals(
                new Source.MackeyGlass(9, 30, 0.2, 0.1, 10, 2, 0.5),
                source("{\"builtin\": {\"mackeyGlass\": {\"rows\": 9, \"tau\": 30, \"steps\": 2, \"initial\": 0.5}}}"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "{\"csv\": \"a\", \"npz\": \"b\"} # data # both csv and npz are written, exactly one source must be"
                        + " # leave one of them out",
                "{\"csv\": \"a\", \"separator\": \"/\"} # data.separator # unknown separator \"/\""
                        + " # write \",\", \";\", \"tab\" or \"|\"",
                "{\"csv\": \"a\", \"header\": 0} # data.header # header must be true or false, got 0"
                        + " # write false where the first row is data",
                "{\"csv\": \"a\", \"decimal\": \"'\"} # data.decimal # unknown decimal mark \"'\" # write \".\" or \",\"",
                "{\"csv\": \"a\", \"encoding\": \"utf9\"} # data.encoding # unknown encoding \"utf9\""
                        + " # did you mean \"UTF-8\"?",
                "{\"csv\": \"a\", \"encoding\": \"?\"} # data.encoding # unknown encoding \"?\""
                        + " # it must be one of UTF-8, UTF-16, UTF-16LE, UTF-16BE, latin1, windows-1252",
                "{\"npz\": \"a\", \"encoding\": \"latin1\"} # data.encoding # encoding is not for npz # leave it out",
                "{\"builtin\": \"iris\", \"header\": false} # data.header # header is not for builtin # leave it out",
                "{\"idx\": \"a\"} # data.idx # data.idx must be an object, got \"a\" # it has the keys features, target",
                "{\"idx\": {\"features\": \"a\"}} # data.idx # target is not written"
                        + " # write \"target\": Path of the labels.",
                "{\"idx\": {\"features\": \"a\", \"labels\": \"b\"}} # data.idx.labels # unknown key \"labels\""
                        + " # it must be one of features, target",
                "{\"npy\": {\"features\": 3}} # data.npy.features # the path must be a text, got 3"
                        + " # write the path of a file",
                "{\"npz\": {\"file\": \" \"}} # data.npz.file # the path is empty # write the path of a file",
                "{\"libsvm\": \"\"} # data.libsvm # the path is empty # write the path of a file",
                "{\"builtin\": {\"moons\": {\"noise\": -1}}} # data.builtin.moons.noise"
                        + " # noise (-1) must be at least 0 # write a number at least 0",
                "{\"builtin\": {\"moons\": {\"rows\": 2.5}}} # data.builtin.moons.rows"
                        + " # rows (2.5) must be a whole number # write a whole number in [2, 1000000]",
                "{\"builtin\": {\"spirals\": {\"rows\": 3, \"arms\": 4}}} # data.builtin.spirals.rows"
                        + " # rows (3) must be at least arms (4) # write more rows, or fewer arms",
                "{\"builtin\": {\"mackeyGlass\": {\"Tau\": 4}}} # data.builtin.mackeyGlass.Tau"
                        + " # unknown key \"Tau\" # did you mean \"tau\"?",
            })
    void aMistakeSaysWhyAndTheWayOut(String document, String path, String message, String help) {
        TrainingException refused = assertThrows(TrainingException.class, () -> source(document));
        assertEquals(path, refused.path());
        assertEquals(message, refused.getMessage());
        assertEquals(help, refused.help());
    }
}
