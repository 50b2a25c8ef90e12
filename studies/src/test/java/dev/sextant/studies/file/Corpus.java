// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.PrunerFactory;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.SearcherFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The study files that tests read, good and bad, and what may be named in them. */
final class Corpus {
    private static final Path FOLDER = Path.of("src/test/resources/dev/sextant/studies/file");

    private Corpus() {}

    static Catalog catalog() {
        return new Catalog(
                List.of(new TinyTrainerFactory(), new FreeTrainerFactory()),
                List.of(
                        new NamedSearcher("grid"),
                        new NamedSearcher("random"),
                        new NamedSearcher("bayesian"),
                        new NamedSearcher("auto")),
                List.of(new NamedPruner("asha")));
    }

    /** Has one option, and never searches. */
    private record NamedSearcher(String name) implements SearcherFactory {
        @Override
        public Schema.Section options() {
            return new Schema.Section(
                    "", List.of(Schema.Key.whole("startup", "Random trials first.", Schema.Interval.atLeast(1), 10)));
        }

        @Override
        public Searcher create(Setting setting) {
            throw new UnsupportedOperationException("it never searches");
        }

        @Override
        public boolean predictsGain() {
            return name.equals("bayesian") || name.equals("auto");
        }
    }

    /** Has one option, and never prunes. */
    private record NamedPruner(String name) implements PrunerFactory {
        @Override
        public Schema.Section options() {
            return new Schema.Section(
                    "", List.of(Schema.Key.whole("eta", "Which share goes on.", Schema.Interval.atLeast(2), 3)));
        }

        @Override
        public Pruner create(Space space, ObjectNode options, int epochs) {
            throw new UnsupportedOperationException("it never prunes");
        }
    }

    /** The study files of one folder of the corpus, by name. */
    static List<Path> files(String folder) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StudyFile read(Path file, Argument... arguments) throws StudyFileException {
        try {
            return StudyReader.read(
                    file.getFileName().toString(), Files.readAllBytes(file), List.of(arguments), catalog());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StudyFile read(String text, Argument... arguments) throws StudyFileException {
        return StudyReader.read(
                "study.json", text.getBytes(java.nio.charset.StandardCharsets.UTF_8), List.of(arguments), catalog());
    }
}
