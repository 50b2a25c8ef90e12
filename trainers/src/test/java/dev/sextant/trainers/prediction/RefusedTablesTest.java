// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.spi.TrainingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables that are not like the one that was learnt from. */
class RefusedTablesTest {
    @TempDir
    private static Path folder;

    private static Learnt learnt;

    @BeforeAll
    static void learn() throws Exception {
        learnt = Learnt.from(folder, LearntRows.mixed(false), """
                {%s, 'hidden': [4], 'epochs': 1}""".formatted(
                        LearntRows.data("'target': 'kind', 'drop': ['y', 'big', 'warm']")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "a,colour;1,red | new.csv has no column \"b\", which the network reads | columns are found by their names",
                "A,B,C;1,2,red | new.csv has no column \"a\", \"b\", \"colour\", which the network reads | its columns are A, B, C",
                "a,b,colour;1,2,red;x,2,red | new.csv:3:1: column a holds \"x\", a number is needed | correct it",
                "a,b,colour;1,,red | new.csv:2:3: column b has no value here, and the network learnt from rows without gaps | fill it in",
                "a,b,colour;1,2, | new.csv:2:5: column colour has no value here | fill it in",
                "a,b,colour;1,inf,red | new.csv:2:3: column b is Infinity, too far from the rows that were learnt from | correct it",
                "a,b,colour;1,2 | new.csv:2:3: this row has 2 fields, the header has 3 | fill the row",
                "a,b,colour | new.csv has a header row but no data | add rows",
            })
    void aTableThatDoesNotFitIsToldWithThePlace(String csv, String message, String help) {
        TrainingException refused =
                assertThrows(TrainingException.class, () -> learnt.predict(csv.replace(';', '\n') + "\n"));
        assertTrue(String.valueOf(refused.getMessage()).contains(message), refused.getMessage());
        assertTrue(refused.help().contains(help), refused.help());
    }

    @Test
    void columnsMayStandInAnyOrderBesideOthers() throws Exception {
        Learnt.Told told = learnt.predict("a,b,colour\n1,50,red\n-1,40,blue\n");
        assertEquals(List.of("row", "kind", "p(high)", "p(low)"), told.columns());
        Learnt.Told other = learnt.predict("json", "id,colour,b,more,a\n7,red,50,x,1\nn8,blue,40,y,-1\n", "id", "more");
        assertEquals(List.of("row", "id", "more", "kind", "p(high)", "p(low)"), other.columns());
        assertEquals(told.column("p(low)"), other.column("p(low)"));
        assertEquals(List.of("7", "n8"), other.column("id"));
        assertEquals(List.of(), List.copyOf(told.scores().keySet()), "there is nothing to compare with");
    }

    @Test
    void aCategoryThatWasNeverLearntFromIsNoneOfThoseThatWereAndIsTold() throws Exception {
        Learnt.Told told = learnt.predict("a,b,colour\n1,50,red\n1,50,violet\n1,50,violet\n");
        assertEquals(3, told.rows().size());
        assertEquals(
                List.of(
                        "column colour holds a category that the network never learnt from, in 2 cells, first \"violet\" at"
                                + " new.csv:3:6: it counts as none of those it knows"),
                told.notes());
    }

    @Test
    void rowsWhoseClassIsUnknownAreAnsweredAndNotScored() throws Exception {
        Learnt.Told all = learnt.predict("a,b,colour,kind\n3,90,blue,high\n-3,10,red,low\n");
        Learnt.Told some = learnt.predict("a,b,colour,kind\n3,90,blue,high\n0,0,red,\n-3,10,red,low\n0,0,red,middle\n");
        assertEquals(all.scores(), some.scores());
        assertEquals(4, some.rows().size());
        assertEquals(all.rows().getFirst(), some.rows().getFirst());
    }

    @Test
    void whatIsToBeKeptMustBeThere() {
        TrainingException refused =
                assertThrows(TrainingException.class, () -> learnt.predict("json", "a,b,colour\n1,2,red\n", "colur"));
        assertEquals("new.csv has no column \"colur\" to be kept", refused.getMessage());
        assertEquals("did you mean \"colour\"?", refused.help());
    }

    @Test
    void aFileThatIsNoTableIsRefused() throws Exception {
        Files.write(folder.resolve("odd"), new byte[] {1, 2, 3, 0, 5});
        assertRefused("odd", "odd is not a text file: it holds zero bytes");
        assertRefused("none.csv", "there is no file " + folder.resolve("none.csv"));
        Files.createDirectories(folder.resolve("sub"));
        assertRefused("sub", "sub is a directory");
        Files.write(folder.resolve("cut.npy"), new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P'});
        assertRefused("cut.npy", "cut.npy is no NPY file");
        Files.write(folder.resolve("cut.gz"), new byte[] {0x1F, (byte) 0x8B, 8, 0});
        assertRefused("cut.gz", "cut.gz ends early: its gzip data is cut off");
        Files.write(folder.resolve("empty.csv"), new byte[0]);
        assertRefused("empty.csv", "empty.csv is empty");
    }

    private static void assertRefused(String file, String words) {
        TrainingException refused = assertThrows(TrainingException.class, () -> learnt.predictFile("json", file));
        assertTrue(String.valueOf(refused.getMessage()).contains(words), refused.getMessage());
    }

    @Test
    void aModelThatIsNotThereIsRefused() {
        TrainingException refused = assertThrows(
                TrainingException.class, () -> new NetworkModelReader().read(folder.resolve("none"), "none"));
        assertEquals("there is no file none", refused.getMessage());
        assertTrue(refused.help().contains("sextant export RUN --to safetensors|npz|json"), refused.help());
    }
}
