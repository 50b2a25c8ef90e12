// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.spi.TrainingException;
import java.nio.charset.StandardCharsets;

/** Data sets from text, without files. */
final class Csv {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Csv() {}

    static Table table(String text) throws TrainingException {
        return table(text.getBytes(StandardCharsets.UTF_8), new Source.Csv("d.csv"), Limits.DEFAULT);
    }

    static Table table(byte[] bytes, Source.Csv form, Limits limits) throws TrainingException {
        TextFile text = TextFile.decode("data.csv", form.file(), bytes, form.encoding());
        return new CsvFile(text, form, limits).table(Checksum.of(bytes));
    }

    /** @param settings keys of the data document beside csv: {@code "\"test\": 0"} */
    static Dataset dataset(String text, String settings) throws Exception {
        return new Dataset(
                table(text), spec("{\"csv\": \"d.csv\"%s}".formatted(settings.isEmpty() ? "" : ", " + settings)));
    }

    static DataSpec spec(String document) throws Exception {
        return DataSpec.read(JSON.readTree(document));
    }

    /** Rows "0,a", "1,b" … with two classes, under the header x,y. */
    static String twoClasses(int rows) {
        StringBuilder text = new StringBuilder("x,y\n");
        for (int i = 0; i < rows; i++) text.append(i).append(i % 2 == 0 ? ",a\n" : ",b\n");
        return text.toString();
    }
}
