// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
    private record Row(String name, double value, String rest) {}

    private static Table table(String rest) {
        return new Table.Builder<>(List.of(new Row("one", 1.5, rest), new Row("three", 12.25, "")))
                .text("name", 0, Row::name)
                .number("of value", 0, row -> Figures.number(row.value(), 4))
                .number("squared", 3, "Squared: times itself.", row -> Figures.number(row.value() * row.value(), 4))
                .wrapped("the rest", Row::rest)
                .build("Rows", List.of("That is all."));
    }

    @Test
    void sentencesBreakBetweenWords() {
        assertEquals(List.of("one two", "  three", "  four"), Lines.wrap("one two three four", 8, 2));
        assertEquals(List.of("abcdefgh", "  ijklmn", "  op q"), Lines.wrap("abcdefghijklmnop q", 8, 2));
        assertEquals(List.of(""), Lines.wrap("", 8, 2));
    }

    @Test
    void aSignStaysWithItsNumber() {
        assertEquals(List.of("a", "1 ± 2", "5 %"), Lines.wrap("a 1 ± 2 5 %", 6, 0));
    }

    @Test
    void aHeadIsNeverBrokenWithinWhatBelongsTogether() {
        Table narrow = new Table.Builder<>(List.of("x"))
                .number("good from … to", 0, _ -> "0.1")
                .build("Rates", List.of());
        assertEquals(List.of("Rates", "     good", "from … to", "─────────", "      0.1"), Lines.table(narrow, 80, 80));
    }

    @Test
    void numbersAreFlushRightAndHeadsBreak() {
        assertEquals(
                List.of(
                        "Rows",
                        "          of",
                        "name   value  squared  the rest",
                        "─────────────────────────────────",
                        "one      1.5     2.25  lots, more",
                        "three  12.25    150.1",
                        "Squared: times itself. That is all."),
                Lines.table(table("lots, more"), 80, 80));
    }

    @Test
    void optionalColumnsGoWithTheirNotesBeforeACellGoesBelow() {
        assertEquals(
                List.of(
                        "Rows",
                        "          of",
                        "name   value  the rest",
                        "────────────────────────",
                        "one      1.5  lots, more",
                        "three  12.25",
                        "That is all."),
                Lines.table(table("lots, more"), 26, 80));
    }

    @Test
    void aLongCellThatFindsNoRoomGoesBelowItsRow() {
        Table table = table("a long list of parameters that has to go somewhere");
        assertFalse(Lines.fits(table, 30));
        assertEquals(
                List.of(
                        "Rows",
                        "          of",
                        "name   value  squared",
                        "─────────────────────",
                        "one      1.5     2.25",
                        "    a long list of parameters",
                        "    that has to go somewhere",
                        "three  12.25    150.1",
                        "Squared: times itself. That is all."),
                Lines.table(table, 30, 80));
        assertTrue(Lines.fits(table, 60));
    }

    @Test
    void whatStaysIsCutWhenNothingElseHelps() {
        Table table = new Table.Builder<>(List.of("a very long name indeed"))
                .text("name", 0, name -> name)
                .number("n", 0, _ -> "1")
                .build("Rows", List.of());
        assertEquals("a very l…  1", Lines.table(table, 12, 80).getLast());
    }

    @Test
    void nothingInATextCanMoveTheCursorOrHide() {
        assertEquals("a b c d e f", Lines.plain("a\u001bb\u009bc\u202ed\ne\u200bf"));
    }
}
