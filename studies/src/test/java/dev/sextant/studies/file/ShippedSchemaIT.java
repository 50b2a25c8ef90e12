// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.PrunerFactory;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.SearcherFactory;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.study.SpecDigest;
import dev.sextant.studies.Examples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON Schema that comes with Sextant, of its own trainers, searchers and pruners. */
class ShippedSchemaIT {
    private static final Path SHIPPED = Path.of("study.schema.json");
    private static final int MUTATIONS = Integer.getInteger("mutations", 1_000);
    static final Catalog CATALOG =
            new Catalog(shipped(TrainerFactory.class), shipped(SearcherFactory.class), shipped(PrunerFactory.class));
    private static final Editor EDITOR = new Editor(JsonSchema.of(CATALOG));

    /** Without those of tests. */
    private static <T> List<T> shipped(Class<T> service) {
        List<T> found = new ArrayList<>();
        for (T each : ServiceLoader.load(service))
            if (!each.getClass().getPackageName().startsWith("dev.sextant.studies")) found.add(each);
        return found;
    }

    static List<Path> examples() throws IOException {
        return Examples.files();
    }

    private static StudyFile read(String study) throws StudyFileException {
        return StudyReader.read(
                "study.json", study.getBytes(java.nio.charset.StandardCharsets.UTF_8), List.of(), CATALOG);
    }

    @Test
    void theFileIsTheOneThatIsGenerated() throws IOException {
        assertTrue(
                Files.readString(SHIPPED).equals(JsonSchema.text(CATALOG)),
                "studies/study.schema.json is out of date; renew it: ./sextant schema > studies/study.schema.json");
    }

    @Test
    void theFileStaysSmall() throws IOException {
        assertTrue(Files.size(SHIPPED) < 400_000, Files.size(SHIPPED) + " bytes");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsGoodAndSoIsItsResolvedStudy(Path example) throws Exception {
        String study = Files.readString(example);
        assertEquals(List.of(), EDITOR.complaints(study));
        StudyFile file = read(study);
        ObjectNode resolved = ResolvedStudy.write(file.spec(), Map.of("jdk", "25"));
        assertEquals(List.of(), EDITOR.complaints(resolved));
        assertEquals(
                SpecDigest.of(file.spec()),
                SpecDigest.of(read(resolved.toString()).spec()));
    }

    @Test
    void whatTheReaderTakesOfChangedExamplesAnEditorTakesToo() throws Exception {
        List<ObjectNode> studies = new ArrayList<>();
        for (Path file : examples()) studies.add((ObjectNode) Editor.parse(Files.readString(file)));
        for (long seed = 0; seed < MUTATIONS; seed++) {
            ObjectNode study = new Mutations(seed).of(studies.get((int) (seed % studies.size())));
            try {
                read(study.toString());
            } catch (StudyFileException refused) {
                continue;
            }
            assertEquals(List.of(), EDITOR.complaints(study), "seed " + seed + ": " + study);
        }
    }

    @Test
    void everyKeyIsExplained() {
        Explanations found = new Explanations();
        found.look(StudySchema.of(CATALOG), "");
        assertEquals(List.of(), found.missing);
        assertTrue(found.seen > 300, found.seen + " places looked at");
    }

    /** The places of a description, and those of them without a word. */
    private static final class Explanations {
        private final List<String> missing = new ArrayList<>();
        private int seen;

        private void look(Schema schema, String path) {
            seen++;
            if (schema.description().isBlank()) missing.add(path);
            switch (schema) {
                case Schema.Real _, Schema.Whole _, Schema.Flag _, Schema.Text _, Schema.Any _ -> {}
                case Schema.Items items -> look(items.item(), path + "/[]");
                case Schema.Named named -> look(named.values(), path + "/*");
                case Schema.AnyOf any -> any.forms().forEach(form -> look(form, path));
                case Schema.Variants variants ->
                    variants.variants().forEach((name, section) -> look(section, path + "/" + name));
                case Schema.Section section ->
                    section.keys().forEach(key -> look(key.schema(), path + "/" + key.name()));
            }
        }
    }
}
