// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sextant.engine.spi.TrainingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibsvmFileTest {
    private static Table table(String text, Limits limits) throws TrainingException {
        return new LibsvmFile(
                        TextFile.decode("data.libsvm", "d.svm", text.getBytes(StandardCharsets.UTF_8), null), limits)
                .table("");
    }

    private static Table table(String text) throws TrainingException {
        return table(text, Limits.DEFAULT);
    }

    @Test
    void whatIsNotWrittenIsZero() throws Exception {
        Table table = table("# made by hand\n+1 1:0.5 3:2 # first\r\n\n-1\t 2:1e3  1:-4 \n1\n");
        assertEquals(List.of("x1", "x2", "x3", "target"), table.names());
        assertEquals(3, table.rows());
        assertArrayEquals(new double[] {0.5, 0, 2, 1}, Folder.row(table, 0));
        assertArrayEquals(new double[] {-4, 1000, 0, -1}, Folder.row(table, 1));
        assertArrayEquals(new double[] {0, 0, 0, 1}, Folder.row(table, 2));
        assertEquals("from 1: x1 has index 1", table.reading().get("indices"));
        assertEquals("d.svm:4:12", table.places().of(1, 0));
        assertEquals("d.svm:4:5", table.places().of(1, 1));
        assertEquals("d.svm:4:1", table.places().of(1, 2));
        assertEquals("d.svm:4:1", table.places().of(1, 3));
    }

    @Test
    void indicesCountFromZeroWhereAZeroOccurs() throws Exception {
        Table table = table("2.5 1:1\n3.5 00:7 02:9\n");
        assertEquals(List.of("x1", "x2", "x3", "target"), table.names());
        assertArrayEquals(new double[] {0, 1, 0, 2.5}, Folder.row(table, 0));
        assertArrayEquals(new double[] {7, 0, 9, 3.5}, Folder.row(table, 1));
        assertEquals("from 0: x1 has index 0", table.reading().get("indices"));
        assertEquals("d.svm:2:5", table.places().of(1, 0));
        assertEquals("d.svm:2:10", table.places().of(1, 2));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | d.svm is empty | it needs rows: label index:value …",
                "'# only words' | d.svm is empty | it needs rows: label index:value …",
                "'1;2' | d.svm has labels but no values | write index:value after them",
                "'1 1:2;a 1:2' | d.svm:2:1: the label \"a\" is not a number | number the classes",
                "'1,3 1:2' | d.svm:1:1: the label \"1,3\" is not a number"
                        + " | a row has one label: several are not learnt at once",
                "'1:2 2:3' | d.svm:1:1: the label \"1:2\" is not a number | every row begins with its label",
                "'1 1:2 7' | d.svm:1:7: \"7\" is not index:value | write index:value, both numbers, without blanks",
                "'1 qid:4 1:2' | d.svm:1:3: \"qid:4\" groups rows for ranking, which is not learnt"
                        + " | leave the qid out of every row",
                "'1 -1:2' | d.svm:1:3: \"-1:2\" has no index | an index is a whole number from 0 or 1",
                "'1 :2' | d.svm:1:3: \":2\" has no index | an index is a whole number from 0 or 1",
                "'1 99999999999:2' | d.svm:1:3: \"99999999999:2\" has no index"
                        + " | an index is a whole number from 0 or 1",
                "'1 1:' | d.svm:1:3: \"1:\" has no number after the colon | leave a cell out where it is 0",
                "'1 1:1:1' | d.svm:1:3: \"1:1:1\" has no number after the colon | leave a cell out where it is 0",
                "'1 3:1 1:1 3:2' | d.svm:1:1: the index 3 occurs twice in this row | write each index once",
                "'1 20000:1' | d.svm has indices up to 20000, so 20000 columns; at most 10000 are read"
                        + " | every column is held, zeros too: leave some out, or hash the indices into fewer",
            })
    void aMistakeIsToldWithItsPlace(String text, String message, String help) {
        TrainingException refused =
                assertThrows(TrainingException.class, () -> table(text == null ? "" : text.replace(';', '\n')));
        assertEquals(message, refused.getMessage());
        assertEquals(help, refused.help());
    }

    @Test
    void moreCellsThanAreHeldAreRefused() {
        Limits small = new Limits(100, 100, 100, 100, 19, 9);
        assertEquals(
                "d.svm has 2 rows and 10 columns; at most 19 cells are read",
                assertThrows(TrainingException.class, () -> table("1 10:1\n1 1:1\n", small))
                        .getMessage());
    }
}
