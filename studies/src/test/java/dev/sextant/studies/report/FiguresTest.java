// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource({
        "0.0123456, 0.0123",
        "0.01, 0.01",
        "0.001, 0.001",
        "0.00099, 9.9e-4",
        "0.0001, 1e-4",
        "1e-300, 1e-300",
        "0.9996, 1",
        "12.34, 12.3",
        "1234.5, 1234",
        "999999, 999999",
        "1000000, 1e6",
        "1.2345e9, 1.23e9",
        "0, 0",
        "-0.0, 0",
        "-0.05, -0.05",
        "NaN, –",
        "Infinity, –",
        "64, 64",
        "100, 100",
        "9.999e-4, 1e-3"
    })
    void numbersHaveThreeSignificantDigits(double value, String expected) {
        assertEquals(expected, Figures.number(value));
    }

    @ParameterizedTest(name = "{1} beside {0} as {2}")
    @CsvSource({
        "0.0712, 0.0712, 0.0712",
        "0.0712, 2.30258, 2.3026",
        "0.0712, 0.00001, 0.0000",
        "0.975, 0.9, 0.9000",
        "0.975, 0.97499, 0.9750",
        "1.5, 12.3456, 12.346",
        "150, 151.26, 151.3",
        "0.00912, 0.00912, 0.00912",
        "0.0712, 2500000, 2.5e6",
        "1e-7, 3.21e-7, 3.21e-7",
        "1e-7, 0.5, 5e-1",
        "12345, 12345.6, 12346",
        "0, 0.5, 0.5000",
        "-1.25, -1.5, -1.500",
        "0.0712, NaN, –",
        "NaN, 0.5, 5e-1",
        "1e-7, 0, 0"
    })
    void aColumnIsWrittenLikeItsWinner(double winner, double value, String expected) {
        assertEquals(expected, Figures.like(winner).column(value));
    }

    @Test
    void theMachinesLanguageDoesNotMatter() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertEquals("0.0123", Figures.number(0.0123));
            assertEquals("1.50", Figures.like(0).column(1.5).substring(0, 4));
            assertEquals("12\u00A0345\u00A0678", Figures.count(12_345_678));
            assertEquals("1234", Figures.count(1234));
            assertEquals(
                    80,
                    TextReport.write(ReportedStudy.small().rank(), 80)
                            .lines()
                            .findFirst()
                            .orElseThrow()
                            .length(),
                    5);
        } finally {
            Locale.setDefault(before);
        }
    }
}
