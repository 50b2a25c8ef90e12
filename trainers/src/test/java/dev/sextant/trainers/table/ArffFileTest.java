// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.spi.TrainingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArffFileTest {
    private static Table table(String text) throws TrainingException {
        return new ArffFile(
                        TextFile.decode("data.arff", "d.arff", text.getBytes(StandardCharsets.UTF_8), null),
                        Limits.DEFAULT)
                .table("");
    }

    private static final String HEAD = """
            % a comment
            @RELATION 'iris flowers'

            @attribute length NUMERIC
            @Attribute 'petal width' real
            @attribute count integer [0,9]
            @attribute species {Iris-setosa,'Iris, blue', "o'neill"}
            @DATA
            """;

    @Test
    void denseRowsAreRead() throws Exception {
        Table table = table(HEAD + "5.1, 1e-1 ,3,Iris-setosa\n% more\n\n?,-2\t,4\t'Iris, blue'\r\n1,2,3,'o\\'neill'\n");
        assertEquals(List.of("length", "petal width", "count", "species"), table.names());
        assertEquals(3, table.rows());
        assertEquals(0.1, table.columns().get(1).number(0));
        assertTrue(table.columns().get(0).missing(1));
        assertEquals("Iris, blue", table.columns().get(3).text(1));
        assertEquals("o'neill", table.columns().get(3).text(2));
        assertEquals("d.arff:12:1", table.places().of(1, 0));
        assertEquals("d.arff:12:7", table.places().of(1, 2));
        assertEquals("d.arff:12:9", table.places().of(1, 3));
    }

    @Test
    void whatASparseRowLeavesOutIsZeroOrTheFirstValue() throws Exception {
        Table table = table(HEAD + "{0 5.5, 3 'Iris, blue'}\n{}\n{ 2 ? }\n");
        assertEquals(5.5, table.columns().get(0).number(0));
        assertEquals(0, table.columns().get(1).number(0));
        assertEquals("Iris, blue", table.columns().get(3).text(0));
        assertEquals(0, table.columns().get(2).number(1));
        assertEquals("Iris-setosa", table.columns().get(3).text(1));
        assertTrue(table.columns().get(2).missing(2));
        assertEquals("d.arff:9:9", table.places().of(0, 3));
        assertEquals("d.arff:9:1", table.places().of(0, 1));
        assertEquals("d.arff:10:1", table.places().of(1, 1));
    }

    @Test
    void nominalNumbersAreCategories() throws Exception {
        Table table = table("@relation r\n@attribute x numeric\n@attribute y {0, 1}\n@data\n1,0\n2,1\n3,?\n4,'?'\n"
                .replace("4,'?'\n", ""));
        assertEquals("0", table.columns().get(1).text(0));
        assertEquals(2, table.columns().get(1).textual());
        assertNull(table.columns().get(1).text(2));
        assertTrue(table.columns().get(1).missing(2));
    }

    @Test
    void stringsAreCategories() throws Exception {
        Table table = table("@relation r\n@attribute s string\n@data\n'a b'\n7\n'?'\n");
        assertEquals(3, table.columns().getFirst().textual());
        assertEquals("7", table.columns().getFirst().text(1));
        assertEquals("?", table.columns().getFirst().text(2));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "@relation r ; d.arff is no ARFF file: it has no line @data"
                        + " ; declare its columns with @attribute, and write @data before the rows",
                "x,y|1,2 ; d.arff:1:1: \"x,y\" is none of @relation, @attribute and @data"
                        + " ; an ARFF file declares its columns, then its rows",
                "@relation r|@data|1 ; d.arff:2:1: @data stands before any attribute ; declare the columns with @attribute",
                "@attribute a numeric|@data| ; d.arff has attributes but no data ; add rows below @data",
                "@attribute a date yyyy ; d.arff:1:1: the attribute a holds dates, which are not learnt from"
                        + " ; leave it out, or write it as a number of days",
                "@attribute a relational ; d.arff:1:1: the attribute a holds tables of its own ; leave it out",
                "@attribute a number ; d.arff:1:1: \"number\" is no type of an attribute"
                        + " ; write numeric, real, integer, string or {a, b, c}",
                "@attribute a real|@attribute a real ; d.arff:2:1: \"a\" is declared twice"
                        + " ; give every attribute a name of its own",
                "@attribute a {x,y,x} ; d.arff:1:1: the value \"x\" is declared twice ; declare it once",
                "@attribute a {x y} ; d.arff:1:17: the values are not closed"
                        + " ; write them {a, b, c}, with quotes around blanks",
                "@attribute 'a real ; d.arff:1:12: the quote is not closed ; close it in the same line",
                "@attribute a real|@data|1|two ; d.arff:4:1: \"two\" is not a number, but a is numeric"
                        + " ; correct it, or write ? where a value is missing",
                "@attribute a {setosa,blue}|@data|setsoa ; d.arff:3:1: \"setsoa\" is none of the values of a"
                        + " ; did you mean \"setosa\"?",
                "@attribute a real|@attribute b real|@data|1 ; d.arff:4:2: this row has 1 value, there are 2 attributes"
                        + " ; fill the row with ?, or delete it",
                "@attribute a real|@data|1,2 ; d.arff:3:3: this row has more values than there are attributes (1)"
                        + " ; put quotes around values that hold a comma",
                "@attribute a real|@attribute b real|@data|1,,2 ; d.arff:4:3: there is no value here"
                        + " ; write ? where a value is missing",
                "@attribute a real|@data|1, {5} ; d.arff:3:4: weights of rows are not used ; leave the weight out",
                "@attribute a real|@data|{0 1}, {5} ; d.arff:3:8: weights of rows are not used ; leave the weight out",
                "@attribute a real|@data|{1 1} ; d.arff:3:2: there is no attribute 1, the last is 0"
                        + " ; attributes are counted from 0, in ascending order",
                "@attribute a real|@data|{0 1, 0 2} ; d.arff:3:7: the index 0 does not ascend"
                        + " ; attributes are counted from 0, in ascending order",
                "@attribute a real|@data|{0 1 ; d.arff:3:5: the row is not closed ; end it with }",
                "@attribute a real|@data|{a 1} ; d.arff:3:2: there is no index here"
                        + " ; write a sparse row {index value, index value}",
                "@attribute a real|@attribute s string|@data|{0 1} ; d.arff:4:5: this row has no value of s, and no text"
                        + " stands for one that is left out ; write it, or ?, or declare the values: {a, b, c}",
                "@attribute a real|@data|1 2 ; d.arff:3:3: there is more than the row ; write one row a line",
            })
    void aMistakeIsToldWithItsPlace(String text, String message, String help) {
        TrainingException refused = assertThrows(TrainingException.class, () -> table(text.replace('|', '\n')));
        assertEquals(message, refused.getMessage());
        assertEquals(help, refused.help());
    }
}
