// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reader and schema hold the same of the same files. */
class JsonSchemaTest {
    private static final Editor EDITOR = new Editor(JsonSchema.of(Corpus.catalog()));

    private static final String METRICS = "which metrics there are follows from the trainer's document";
    private static final String TWO_VALUES = "a rule between two values";

    /** What only the reader refuses, and why the schema cannot. */
    private static final Map<String, String> UNSEEN = Map.ofEntries(
            Map.entry("clock.json", METRICS),
            Map.entry("clock-allowed.json", METRICS),
            Map.entry("clock-first.json", METRICS),
            Map.entry("metric.json", METRICS),
            Map.entry("objective-twice.json", TWO_VALUES + ": each metric is named once"),
            Map.entry("epochs-external.json", TWO_VALUES + ": the budget of epochs and the trainer's type"),
            Map.entry("epochs-too-few.json", TWO_VALUES + ": the budget of epochs and the epochs of a trial"),
            Map.entry("find-backwards.json", TWO_VALUES + ": from is below to"),
            Map.entry("find-to-too-low.json", TWO_VALUES + ": from is below to"),
            Map.entry("find-default.json", TWO_VALUES + ": the default is within the range"),
            Map.entry("free-tried.json", TWO_VALUES + ": what is tried first is of the space"),
            Map.entry("outside-tried.json", TWO_VALUES + ": what is tried first is of the space"),
            Map.entry("contradictions.json", TWO_VALUES + ", which the trainer knows"),
            Map.entry("contradiction-tried.json", TWO_VALUES + ", which the trainer knows"),
            Map.entry("twice.json", "a key that stands twice is lost when text becomes a tree"));

    private static final int MUTATIONS = Integer.getInteger("mutations", 500);

    static List<Path> bad() {
        return Corpus.files("bad");
    }

    static List<Path> good() {
        return Corpus.files("good");
    }

    @ParameterizedTest
    @MethodSource("good")
    void aGoodStudyIsGoodInAnEditorToo(Path file) throws Exception {
        Corpus.read(file);
        assertEquals(List.of(), EDITOR.complaints(Files.readString(file)));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aBadStudyIsBadInAnEditorTooWhereItCanSeeIt(Path file) throws IOException {
        assertThrows(StudyFileException.class, () -> Corpus.read(file));
        String name = file.getFileName().toString();
        assertEquals(
                UNSEEN.containsKey(name),
                EDITOR.complaints(Files.readString(file)).isEmpty(),
                UNSEEN.get(name));
    }

    @Test
    void whatAnEditorCannotSeeIsOfTheCorpus() {
        assertEquals(
                new TreeSet<>(),
                UNSEEN.keySet().stream()
                        .filter(name -> bad().stream().noneMatch(file -> file.endsWith(name)))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void whatTheReaderTakesAnEditorTakesToo() throws IOException {
        List<ObjectNode> studies = new ArrayList<>();
        for (Path file : good()) studies.add((ObjectNode) Editor.parse(Files.readString(file)));
        int taken = 0;
        for (long seed = 0; seed < MUTATIONS; seed++) {
            ObjectNode study = new Mutations(seed).of(studies.get((int) (seed % studies.size())));
            try {
                Corpus.read(study.toString());
            } catch (StudyFileException refused) {
                continue;
            }
            taken++;
            assertEquals(List.of(), EDITOR.complaints(study), "seed " + seed + ": " + study);
        }
        assertTrue(taken > MUTATIONS / 20, taken + " of " + MUTATIONS + " were good");
    }
}
