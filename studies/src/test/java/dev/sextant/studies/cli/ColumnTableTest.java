// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.spi.Preparation.Column;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnTableTest {
    @Test
    void columnsStandUnderEachOther() {
        assertEquals(
                """
                  columns
                    pixel0 … pixel63  feature  64 whole numbers  0 … 16; 3 constant
                    colour            feature  category          2 categories: blue, red
                    digit             target   whole number      2 classes: 0 178, 1 182
                """,
                ColumnTable.text(
                        List.of(
                                new Column("pixel0 … pixel63", "feature", "64 whole numbers", "0 … 16; 3 constant"),
                                new Column("colour", "feature", "category", "2 categories: blue, red"),
                                new Column("digit", "target", "whole number", "2 classes: 0 178, 1 182")),
                        80));
    }

    @Test
    void whatAColumnHoldsGoesOnBelowItself() {
        assertEquals(
                """
                  columns
                    aaaaaaaaaaaaaaaaaaaaaaaaaaa…  target  category  3 classes: one 12,
                                                                    two 3456, three 7
                """,
                ColumnTable.text(
                        List.of(new Column(
                                "a".repeat(60), "target", "category", "3 classes: one 12, two 3456, three 7")),
                        78));
        String long1 = ColumnTable.text(List.of(new Column("a", "target", "category", "class 7, ".repeat(60))), 60);
        assertEquals(4, long1.lines().count());
        assertTrue(long1.endsWith(" …\n"), long1);
        for (String line : long1.lines().toList()) assertTrue(line.length() <= 60, line);
    }

    @Test
    void whatDoesNotFitOnAScreenIsCounted() {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < 40; i++) columns.add(new Column("c" + i, "feature", "category", ""));
        List<String> lines = ColumnTable.text(columns, 80).lines().toList();
        assertEquals(17, lines.size());
        assertTrue(lines.getLast().endsWith("… and 25 more columns"), lines.getLast());
    }

    @Test
    void withoutColumnsThereIsNoTable() {
        assertEquals("", ColumnTable.text(List.of(), 80));
    }
}
