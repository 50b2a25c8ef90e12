// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.CsvText;
import dev.sextant.trainers.table.Table;

/** Data sets from text, without files. */
public final class Csv {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Csv() {}

    static Table table(String text) throws TrainingException {
        return CsvText.table(text);
    }

    /** @param settings keys of the data document beside csv: {@code "\"test\": 0"} */
    static Dataset dataset(String text, String settings) throws Exception {
        return new Dataset(
                table(text), spec("{\"csv\": \"d.csv\"%s}".formatted(settings.isEmpty() ? "" : ", " + settings)));
    }

    public static DataSpec spec(String document) throws Exception {
        return DataSpec.read(JSON.readTree(document));
    }

    /** Rows "0,a", "1,b" … with two classes, under the header x,y. */
    static String twoClasses(int rows) {
        StringBuilder text = new StringBuilder("x,y\n");
        for (int i = 0; i < rows; i++) text.append(i).append(i % 2 == 0 ? ",a\n" : ",b\n");
        return text.toString();
    }
}
