// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.CsvText;
import dev.sextant.trainers.table.Limits;
import dev.sextant.trainers.table.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake in data, and what its writer is told. */
class BadInputTest {
    private static Arguments mistake(String csv, String settings, String path, String message, String help) {
        return Arguments.of(csv, settings, path, message, help);
    }

    static List<Arguments> mistakes() {
        String ten = Csv.twoClasses(10);
        return List.of(
                mistake("", "", "data.csv", "d.csv is empty", "it needs a header row and rows of data"),
                mistake("\n\n", "", "data.csv", "d.csv is empty", "it needs a header row and rows of data"),
                mistake("x,y\n", "", "data.csv", "d.csv has a header row but no data", "add rows below the header"),
                mistake(
                        "x,y\n1,a\n2\n3,b\n",
                        "",
                        "data.csv",
                        "d.csv:3:1: this row has 1 field, the header has 2",
                        "fill the row, or delete it"),
                mistake(
                        "x,y\n1,a\n\n2,b,\"c\"\n",
                        "",
                        "data.csv",
                        "d.csv:4:5: this row has 3 fields, the header has 2",
                        "put quotes around fields that hold a comma"),
                mistake(
                        "x,y\n1,a\n2,\"b\n3,c\n",
                        "",
                        "data.csv",
                        "d.csv:3:3: unclosed quoted field at end of input",
                        "a quote within a quoted field is written twice: \"\""),
                mistake(
                        "x,y\n1,\"a\"b\n",
                        "",
                        "data.csv",
                        "d.csv:2:3: unexpected character after closing quote: 'b' (0x62)",
                        "a quote within a quoted field is written twice: \"\""),
                mistake(
                        "x,y,x\n1,a,2\n",
                        "",
                        "data.csv",
                        "d.csv:1:5: columns 1 and 3 are both called \"x\"",
                        "give every column a name of its own"),
                mistake(
                        ",x,y\n0,1,a\n",
                        "",
                        "data.csv",
                        "d.csv:1:1: column 1 has no name",
                        "name it in the header row; an index that pandas wrote is left out with index=False"),
                mistake(
                        "5.1,3.5,0\n4.9,3.0,1\n",
                        "",
                        "data.csv",
                        "d.csv:1:1: the first row holds only numbers, it must hold the columns' names",
                        "write a header row above it, or \"header\": false: the columns are column1, column2, … then"),
                mistake(
                        ten,
                        "\"target\": \"Y \"",
                        "data.target",
                        "d.csv has no column \"Y \"",
                        "it must be one of x, y"),
                mistake(
                        "length,species\n1,a\n",
                        "\"target\": \"specis\"",
                        "data.target",
                        "d.csv has no column \"specis\"",
                        "did you mean \"species\"?"),
                mistake(
                        "length,species\n1,a\n",
                        "\"drop\": [\"lenght\"]",
                        "data.drop.0",
                        "d.csv has no column \"lenght\"",
                        "did you mean \"length\"?"),
                mistake(
                        ten,
                        "\"drop\": [\"y\"]",
                        "data.drop.0",
                        "\"y\" is the target and cannot be dropped",
                        "name another target, or keep the column"),
                mistake(
                        ten,
                        "\"drop\": [\"x\"]",
                        "data.csv",
                        "d.csv has no column to learn y from",
                        "it needs at least one column beside the target that is not dropped"),
                mistake(
                        "x\n1\n2\n3\n4\n",
                        "",
                        "data.csv",
                        "d.csv has no column to learn x from",
                        "learn a series from its own past with \"window\": {\"length\": 16}, or add columns"),
                mistake(
                        "x,y\n1,a\n2,a\n3,a\n",
                        "",
                        "data.target",
                        "column y holds one class only (\"a\") in all 3 rows",
                        "there is nothing to tell apart: name another target, or add rows of other classes"),
                mistake(
                        "x,y\n1,a\n2,a\n3,a\n4,b\n5,b\n",
                        "",
                        "data.target",
                        "class \"b\" of column y has only 2 rows, training, validation and test need at least one each",
                        "add rows, or leave this class out, or write \"test\": 0"),
                mistake(
                        "x,y\n1,a\n2,a\n4,b\n",
                        "\"test\": 0",
                        "data.target",
                        "class \"b\" of column y has only 1 row, training and validation need at least one each",
                        "add rows, or leave this class out"),
                mistake(
                        "x,y\n1,0.5\n2,0.7\n",
                        "",
                        "data.csv",
                        "d.csv has only 2 rows, training, validation and test need at least one each",
                        "add rows, or write \"test\": 0"),
                mistake(
                        "x,z,y\n1,1,a\n2,NA,b\n3,?,a\n4,4,b\n",
                        "",
                        "data.csv",
                        "d.csv:3:3: column z has no value here; 2 cells of the data are empty",
                        "fill it in, or write \"missing\": \"mean\", \"median\" or \"dropRow\""),
                mistake(
                        "x,y\n1,a\n2,\n3,a\n4,b\n",
                        "\"missing\": \"mean\"",
                        "data.csv",
                        "d.csv:3:3: the target y has no value here",
                        "fill it in, or leave such rows out with \"missing\": \"dropRow\""),
                mistake(
                        "x,z,y\n1,,a\n2,,b\n",
                        "\"missing\": \"dropRow\"",
                        "data.missing",
                        "every row of d.csv has an empty cell, so dropRow leaves none",
                        "write \"missing\": \"mean\", or leave the empty columns out with \"drop\""),
                mistake(
                        "name,x,y\n\"b,\"\"c\"\"\",1,a\nb,two,b\nc,3,a\n",
                        "",
                        "data.csv",
                        "d.csv:3:3: \"two\" is not a number, but all other values of column x are",
                        "correct it, write NA where a value is missing, or leave the column out with \"drop\""),
                mistake(
                        "x,y\n1,a\n-inf,b\n3,a\n",
                        "",
                        "data.csv",
                        "d.csv:3:1: column x holds an infinite number",
                        "correct it, write NA where a value is missing, or leave the column out with \"drop\""),
                mistake(
                        "x,y\n1,a\n2,b\n1e999,a\n",
                        "",
                        "data.csv",
                        "d.csv:4:1: column x holds an infinite number",
                        "correct it, write NA where a value is missing, or leave the column out with \"drop\""),
                mistake(
                        "x,y\n1,a\n2,b\n1e31,a\n",
                        "",
                        "data.csv",
                        "d.csv:4:1: column x holds 1.0E31, numbers must lie between -1e30 and 1e30",
                        "correct it, write NA where a value is missing, or leave the column out with \"drop\""),
                mistake(
                        ten,
                        "\"task\": \"regression\"",
                        "data.task",
                        "d.csv:2:3: the target y holds \"a\", regression needs numbers",
                        "correct it, or write \"task\": \"classification\""),
                mistake(
                        "x,y,z\n1,0,1\n2,1,2\n3,0,1\n",
                        "\"target\": [\"y\", \"z\"], \"task\": \"multiLabel\"",
                        "data.target",
                        "d.csv:3:5: the target z holds 2, multiLabel needs 0 or 1",
                        "correct it, or name other targets"),
                mistake(
                        "x,y,z\n1,0,1\n2,1,2\n3,0,1\n",
                        "\"target\": [\"y\", \"z\"], \"task\": \"classification\"",
                        "data.task",
                        "classification has one target, there are 2",
                        "name one target, or write \"task\": \"multiLabel\" where they hold 0 and 1"),
                mistake(
                        "x,y,z\n1,0,1\n2,1,b\n3,0,c\n",
                        "\"target\": [\"y\", \"z\"]",
                        "data.task",
                        "d.csv:3:5: the target z holds \"b\", regression needs numbers",
                        "correct it, or name other targets"),
                mistake(
                        "x,y,z\n1,0,1\n",
                        "\"target\": [\"y\", \"zz\"]",
                        "data.target.1",
                        "d.csv has no column \"zz\"",
                        "it must be one of x, y, z"),
                mistake(
                        "x,g,y\n" + "1,u,a\n2,v,b\n".repeat(5),
                        "\"group\": \"g\"",
                        "data.group",
                        "column g holds only 2 groups, training, validation and test need at least 3",
                        "name another group column, or write \"test\": 0"),
                mistake(
                        "x,g,y\n" + "1,u,a\n2,v,b\n3,w,b\n".repeat(5),
                        "\"group\": \"g\", \"validation\": {\"folds\": 3}",
                        "data.group",
                        "column g holds only 3 groups, 3 folds and the test part need at least 4",
                        "take fewer folds, or name another group column"),
                mistake(
                        "x,g,y\n1,u,a\n2,,b\n3,w,b\n",
                        "\"group\": \"g\"",
                        "data.csv",
                        "d.csv:3:3: column g has no value here, so it is not known to which group the row belongs",
                        "fill it in, or leave group out"),
                mistake(
                        ten,
                        "\"group\": \"y\"",
                        "data.group",
                        "\"y\" is the target and cannot be the group column too",
                        "name the target with \"target\""),
                mistake(
                        "x,g,y\n1,u,a\n2,v,a\n3,w,a\n4,z,b\n5,z,b\n6,z,b\n7,z,b\n",
                        "\"group\": \"g\", \"test\": 0, \"validation\": {\"folds\": 2}",
                        "data.group",
                        "d.csv:5:5: class \"b\" of column y is in the validation part, but in no training row",
                        "put rows of this class into more groups, leave the class out, or make the training part"
                                + " larger"),
                mistake(
                        "x,y\n1,1.5\n2,2.5\n3,3.5\n4,4.5\n",
                        "\"validation\": {\"folds\": 4}",
                        "data.validation.folds",
                        "d.csv has only 4 rows, 4 folds and the test part need at least one each",
                        "take fewer folds, or add rows"),
                mistake(
                        "x,y\n" + "7,a\n7,b\n".repeat(5),
                        "",
                        "data.csv",
                        "no column of d.csv varies in the training rows",
                        "there is nothing to learn from: add columns or rows"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("mistakes")
    void aMistakeIsToldWithItsPlaceAndTheWayOut(String csv, String settings, String path, String message, String help) {
        TrainingException refused = assertThrows(TrainingException.class, () -> {
            Dataset dataset = Csv.dataset(csv, settings);
            for (Split split : dataset.splits(Seeds.ofSearch(1, 0))) new Parts(dataset, split);
        });
        assertEquals(message, refused.getMessage());
        assertEquals(path, refused.path());
        assertEquals(help, refused.help());
    }

    @Test
    void tooManyCategoriesAreRefused() {
        StringBuilder csv = new StringBuilder("name,x,y\n");
        for (int i = 0; i < 60; i++)
            csv.append("n").append(i).append(',').append(i).append(i % 2 == 0 ? ",a\n" : ",b\n");
        TrainingException refused = assertThrows(TrainingException.class, () -> Csv.dataset(csv.toString(), ""));
        assertEquals(
                "d.csv: column name holds 60 different texts, at most 50 are taken as categories",
                refused.getMessage());
        assertEquals("leave it out with \"drop\": [\"name\"], or group its values", refused.help());
    }

    @Test
    void aFewTextsAmongManyNumbersAreSlips() {
        StringBuilder csv = new StringBuilder("x,y\n");
        for (int i = 0; i < 60; i++)
            csv.append(i == 7 || i == 9 ? "unknown" : "" + i).append(i % 2 == 0 ? ",a\n" : ",b\n");
        TrainingException refused = assertThrows(TrainingException.class, () -> Csv.dataset(csv.toString(), ""));
        assertEquals(
                "d.csv:9:1: \"unknown\" is not a number, but 58 of 60 values of column x are", refused.getMessage());
    }

    @Test
    void textThatIsNotUtf8IsRefusedWithItsPlace() {
        byte[] latin = "x,y\n1,a\n2,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        TrainingException refused = assertThrows(
                TrainingException.class, () -> CsvText.table(latin, new Source.Csv("d.csv"), Limits.DEFAULT));
        assertEquals("d.csv:3:6: this is not UTF-8 text", refused.getMessage());
    }

    @Test
    void zeroBytesAreRefused() {
        TrainingException refused = assertThrows(TrainingException.class, () -> CsvText.table("x,y\n1,\0\n"));
        assertEquals("d.csv is not a text file: it holds zero bytes", refused.getMessage());
    }

    @Test
    void largerDataThanTheLimitsIsRefused() {
        byte[] csv = "x,y,z\n1,2,a\n3,4,b\n5,6,a\n".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "d.csv has more than 2 rows",
                assertThrows(
                                TrainingException.class,
                                () -> CsvText.table(
                                        csv, new Source.Csv("d.csv"), new Limits(1000, 1000, 2, 10, 1000, 9)))
                        .getMessage());
        assertEquals(
                "d.csv has 3 columns, at most 2 are read",
                assertThrows(
                                TrainingException.class,
                                () -> CsvText.table(
                                        csv, new Source.Csv("d.csv"), new Limits(1000, 1000, 10, 2, 1000, 9)))
                        .getMessage());
    }

    @Test
    void aValueTooFarFromTheTrainingRowsIsRefusedWithItsPlace() throws Exception {
        String[] lines = new String[31];
        lines[0] = "x,y";
        for (int i = 0; i < 30; i++) lines[i + 1] = "%de-30,%s".formatted(i, i % 2 == 0 ? "a" : "b");
        Split split = Csv.dataset(String.join("\n", lines), "")
                .splits(Seeds.ofSearch(1, 0))
                .getFirst();
        int row = split.validation()[0];
        lines[row + 1] = "1e29," + (row % 2 == 0 ? "a" : "b");
        Dataset dataset = Csv.dataset(String.join("\n", lines), "");
        TrainingException refused =
                assertThrows(TrainingException.class, () -> new Parts(dataset, Seeds.ofSearch(1, 0)));
        assertEquals(
                "d.csv:%d:1: column x is 1.0E29, too far from the training rows to be scaled".formatted(row + 2),
                String.valueOf(refused.getMessage()).replaceFirst(" \\(mean.*", ""));
    }
}
