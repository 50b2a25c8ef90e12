// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.data.Csv;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** A study's folder with files in it, and what is read from them. */
record Folder(Path path, Limits limits) {
    Folder(Path path) {
        this(path, Limits.DEFAULT);
    }

    Folder write(String name, byte... bytes) throws IOException {
        Files.write(path.resolve(name), bytes);
        return this;
    }

    Folder write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param document a data document: {@code {"csv": "a.csv"}} */
    Table read(String document) throws Exception {
        return new Tables(path, limits).read(Csv.spec(document).source());
    }

    TrainingException refusal(String document) {
        return assertThrows(TrainingException.class, () -> read(document));
    }

    void refuses(String document, String message, String help) {
        TrainingException refused = refusal(document);
        assertEquals(message, refused.getMessage());
        assertEquals(help, refused.help());
    }

    static byte[] gzip(byte... bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream stream = new GZIPOutputStream(packed)) {
            stream.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    /** The numbers of a row. */
    static double[] row(Table table, int row) {
        return table.columns().stream()
                .mapToDouble(column -> column.number(row))
                .toArray();
    }
}
