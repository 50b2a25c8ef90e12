// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.spi.Preparation.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnSummaryTest {
    private static List<Column> columns(String csv, String settings) throws Exception {
        return ColumnSummary.of(Csv.dataset(csv, settings));
    }

    @Test
    void everyColumnIsToldWithItsRoleAndWhatItHolds() throws Exception {
        assertEquals(
                List.of(
                        new Column("id", "dropped", "whole number", ""),
                        new Column("g", "group", "category", "3 groups"),
                        new Column("k", "constant", "whole number", "always 7"),
                        new Column("x", "feature", "number", "0.12346 … 1234568; 3 missing"),
                        new Column("c", "feature", "category", "2 categories: blue, red"),
                        new Column("y", "target", "category", "2 classes: a 6, b 3")),
                columns(
                        "id,g,k,x,c,y\n" + "1,u,7,0.123456,red,a\n2,v,7,1234567.89,blue,b\n3,w,7,NA,red,a\n".repeat(3),
                        "\"drop\": [\"id\"], \"group\": \"g\", \"missing\": \"mean\""));
    }

    @Test
    void neighboursWithNumberedNamesAreOneLine() throws Exception {
        StringBuilder csv = new StringBuilder();
        for (int i = 0; i < 64; i++) csv.append("pixel").append(i).append(',');
        csv.append("a1,a2,digit\n");
        for (int row = 0; row < 20; row++) {
            for (int i = 0; i < 64; i++)
                csv.append(i % 10 == 0 ? 3 : (row + i) % 17).append(',');
            csv.append(row).append(".5,2,").append(row % 2).append('\n');
        }
        assertEquals(
                List.of(
                        new Column("pixel0 … pixel63", "feature", "64 whole numbers", "0 … 16; 7 constant"),
                        new Column("a1", "feature", "number", "0.5 … 19.5"),
                        new Column("a2", "constant", "whole number", "always 2"),
                        new Column("digit", "target", "whole number", "2 classes: 0 10, 1 10")),
                columns(csv.toString(), ""));
    }

    @Test
    void tooManyLinesAreJoinedWhateverTheirNames() throws Exception {
        StringBuilder csv = new StringBuilder();
        for (char name = 'a'; name <= 'x'; name++) csv.append(name).append(',');
        csv.append("y\n");
        for (int row = 0; row < 20; row++) {
            for (int i = 0; i < 24; i++) csv.append(row * i).append(".25,");
            csv.append(row % 2).append('\n');
        }
        List<Column> columns = columns(csv.toString(), "");
        assertEquals(new Column("a … x", "feature", "24 numbers", "0.25 … 437.25; 1 constant"), columns.getFirst());
        assertEquals(2, columns.size());
    }

    @Test
    void manyClassesAreCut() throws Exception {
        StringBuilder csv = new StringBuilder("x,y\n");
        for (int i = 0; i < 80; i++)
            csv.append(i).append(",k").append(10 + i % 20).append('\n');
        String detail = columns(csv.toString(), "").getLast().detail();
        assertTrue(detail.startsWith("20 classes: k10 4, k11 4"), detail);
        assertTrue(detail.endsWith("k17 4, …"), detail);
    }

    @Test
    void answersAreCounted() throws Exception {
        assertEquals(
                List.of(
                        new Column("x", "feature", "whole number", "1 … 3"),
                        new Column("a", "target", "whole number", "0 12, 1 6"),
                        new Column("b", "target", "whole number", "0 6, 1 12")),
                columns(
                        "x,a,b\n" + "1,0,1\n2,1,1\n3,0,0\n".repeat(6),
                        "\"target\": [\"a\", \"b\"], \"task\": \"multiLabel\""));
    }
}
