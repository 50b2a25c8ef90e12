// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import dev.sextant.engine.spi.TrainingException;
import java.nio.charset.StandardCharsets;

/** Reads CSV that stands in a test. */
public final class CsvText {
    private CsvText() {}

    public static Table table(String text) throws TrainingException {
        return table(text.getBytes(StandardCharsets.UTF_8), new Source.Csv("d.csv"), Limits.DEFAULT);
    }

    public static Table table(byte[] bytes, Source.Csv form, Limits limits) throws TrainingException {
        TextFile text = TextFile.decode("data.csv", form.file(), bytes, form.encoding());
        return new CsvFile(text, form, limits).table(Checksum.of(bytes));
    }
}
