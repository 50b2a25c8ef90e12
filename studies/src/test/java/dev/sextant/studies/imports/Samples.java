// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.wiring.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of other tools, good and bad, beside what is made of them and what is told about them. */
final class Samples {
    private static final Path FOLDER = Path.of("src/test/resources/dev/sextant/studies/imports");

    private Samples() {}

    /** The sources, without what is expected of them. */
    static List<Path> sources(String kind) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(kind))) {
            return files.filter(file -> !file.toString().endsWith(".txt")
                            && !file.toString().endsWith(".study.json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path expected(Path source, String ending) {
        return source.resolveSibling(source.getFileName() + ending);
    }

    static Imported read(Path source) throws IOException, StudyFileException {
        Neighbours neighbours = path -> {
            try {
                return Files.readAllBytes(source.resolveSibling(path));
            } catch (NoSuchFileException e) {
                throw new IOException("there is no file " + path, e);
            }
        };
        return Importer.read(
                source.getFileName().toString(), Files.readAllBytes(source), null, neighbours, Services.catalog());
    }

    /** Of a file that names no others. */
    static Imported read(String name, String text) throws StudyFileException {
        return Importer.read(name, text.getBytes(StandardCharsets.UTF_8), null, Samples::none, Services.catalog());
    }

    /** Where a source stands alone. */
    static byte[] none(String path) throws IOException {
        if (path.isEmpty()) return new byte[0];
        throw new IOException("there is no file " + path);
    }
}
