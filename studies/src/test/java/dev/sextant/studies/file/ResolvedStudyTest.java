// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.study.SpecDigest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The resolved study hides nothing, and is a study. */
class ResolvedStudyTest {
    private static final Editor EDITOR = new Editor(JsonSchema.of(Corpus.catalog()));

    /** The keys without a default that the smallest study resolves to without. */
    private static final List<String> ABSENT = List.of(
            "/$schema: names a file that is not beside it", "/trainer/data/csv: the other source of data is written");

    static List<Path> good() {
        return Corpus.files("good");
    }

    private static ObjectNode resolved(StudyFile file) {
        return ResolvedStudy.write(file.spec(), Map.of("jdk", "25"));
    }

    @Test
    void everyKeyOfTheDescriptionStandsInTheSmallestStudyResolved() throws Exception {
        ObjectNode resolved = resolved(Corpus.read("{\"trainer\": {\"data\": {\"builtin\": \"iris\"}}}"));
        List<String> absent = new ArrayList<>();
        absent(StudySchema.of(Corpus.catalog()), resolved, "", absent);
        assertEquals(
                ABSENT.stream()
                        .map(line -> line.substring(0, line.indexOf(':')))
                        .toList(),
                absent);
    }

    private static void absent(Schema schema, JsonNode written, String path, List<String> absent) {
        switch (schema) {
            case Schema.Section section -> {
                for (Schema.Key key : section.keys()) {
                    boolean chosen = section.groups().stream()
                            .anyMatch(group -> group.keys().contains(key.name()));
                    JsonNode value = written.get(key.name());
                    if (value != null) absent(key.schema(), value, path + "/" + key.name(), absent);
                    else if (!chosen) absent.add(path + "/" + key.name());
                }
            }
            case Schema.Variants variants -> {
                String name = variants.chosen(written);
                Schema section = name == null ? null : variants.variants().get(name);
                if (section != null) absent(section, written.path(name), path + "/" + name, absent);
            }
            case Schema.AnyOf any -> {
                for (Schema form : any.forms())
                    if (suits(form, written)) {
                        absent(form, written, path, absent);
                        return;
                    }
            }
            case Schema.Items _,
                    Schema.Named _,
                    Schema.Any _,
                    Schema.Real _,
                    Schema.Whole _,
                    Schema.Flag _,
                    Schema.Text _ -> {}
        }
    }

    /** A trainer is described by its type. */
    private static boolean suits(Schema form, JsonNode written) {
        if (!(form instanceof Schema.Section section)) return form.resembles(written);
        Schema.Key type = section.find(TrainerReader.TYPE);
        return written.isObject() && (type == null || type.schema().resembles(written.path(TrainerReader.TYPE)));
    }

    @ParameterizedTest
    @MethodSource("good")
    void itIsReadBackToTheSameStudyAndGoodInAnEditor(Path file) throws Exception {
        StudyFile written = Corpus.read(file);
        ObjectNode resolved = resolved(written);
        assertEquals(List.of(), EDITOR.complaints(resolved));
        StudyFile again = Corpus.read(resolved.toPrettyString());
        assertEquals(SpecDigest.of(written.spec()), SpecDigest.of(again.spec()));
        assertEquals(resolved, resolved(again));
    }
}
