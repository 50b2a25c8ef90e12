// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What becomes of empty cells, beside mean, median and dropRow. */
class MissingTest {
    /** Training rows are the first eight, validation the next four; no test rows. */
    private static Parts parts(String[] cells, String missing) throws Exception {
        StringBuilder csv = new StringBuilder("x,y\n");
        for (int i = 0; i < cells.length; i++)
            csv.append(cells[i]).append(',').append(i).append(".5\n");
        return new Parts(
                Csv.dataset(
                        csv.toString(),
                        "\"missing\": %s, \"scale\": \"none\", \"order\": \"time\", \"test\": 0, \"validation\": 0.34"
                                .formatted(missing)),
                Seeds.ofSearch(1, 0));
    }

    private static String rows(Matrix matrix) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < matrix.rows(); i++) {
            float[] row = new float[matrix.columns()];
            for (int j = 0; j < row.length; j++) row[j] = matrix.get(i, j);
            text.append(Arrays.toString(row));
        }
        return text.toString().replace(".0", "");
    }

    private static final String[] NUMBERS = {"3", "", "1", "1", "3", "", "9", "1", "", "3", "3", "3"};
    private static final String[] COLOURS = {"b", "", "a", "a", "b", "", "c", "b", "", "a", "a", "d"};

    @Test
    void aConstantFillsNumbers() throws Exception {
        Parts parts = parts(NUMBERS, "{\"fill\": -1}");
        assertEquals("[3][-1][1][1][3][-1][9][1]", rows(parts.training().inputs()));
        assertEquals("[-1][3][3][3]", rows(parts.validation().inputs()));
    }

    @Test
    void aConstantAmongEqualNumbersIsSomethingToLearnFrom() throws Exception {
        String[] cells = {"7", "", "7", "7", "7", "", "7", "7", "", "7", "7", "7"};
        assertEquals(
                "[0][7][7][7]", rows(parts(cells, "{\"fill\": 0}").validation().inputs()));
        assertThrows(TrainingException.class, () -> parts(cells, "{\"fill\": 7}"));
        assertThrows(TrainingException.class, () -> parts(cells, "\"mean\""));
        assertEquals(
                "[1][0][0][0]", rows(parts(cells, "\"indicator\"").validation().inputs()));
    }

    @Test
    void theMostFrequentValueOfTheTrainingRowsFills() throws Exception {
        Parts numbers = parts(NUMBERS, "\"mode\""); // 1 and 9 and 3: 1 three times
        assertEquals("[3][1][1][1][3][1][9][1]", rows(numbers.training().inputs()));
        assertEquals("[1][3][3][3]", rows(numbers.validation().inputs()));
        Parts colours = parts(COLOURS, "\"mode\""); // b three times, a twice, c once
        assertEquals(
                "[0, 1, 0][1, 0, 0][1, 0, 0][0, 0, 0]",
                rows(colours.validation().inputs()));
    }

    @Test
    void anIndicatorSaysWhatWasEmpty() throws Exception {
        Parts numbers = parts(NUMBERS, "\"indicator\"");
        assertEquals(
                "[3, 0][3, 1][1, 0][1, 0][3, 0][3, 1][9, 0][1, 0]",
                rows(numbers.training().inputs()));
        assertEquals("[3, 1][3, 0][3, 0][3, 0]", rows(numbers.validation().inputs()));
        Parts colours = parts(COLOURS, "\"indicator\"");
        assertEquals(
                "[0, 0, 0, 1][1, 0, 0, 0][1, 0, 0, 0][0, 0, 0, 0]",
                rows(colours.validation().inputs()));
    }
}
