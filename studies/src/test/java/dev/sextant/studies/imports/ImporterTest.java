// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.studies.file.Argument;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.file.StudyReader;
import dev.sextant.studies.tree.Problem;
import dev.sextant.studies.wiring.PreparedStudy;
import dev.sextant.studies.wiring.Services;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImporterTest {
    static List<Path> good() {
        return Samples.sources("good");
    }

    static List<Path> bad() {
        return Samples.sources("bad");
    }

    private static String notes(Imported imported) {
        StringBuilder text = new StringBuilder();
        for (Problem note : imported.notes()) text.append(note.text());
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("good")
    void aStudyIsMadeAndSaysWhatItLacks(Path source) throws IOException, StudyFileException {
        Imported imported = Samples.read(source);
        assertEquals(Files.readString(Samples.expected(source, ".study.json")), imported.study());
        assertEquals(Files.readString(Samples.expected(source, ".txt")), notes(imported));
    }

    /** The commands themselves are not on every machine: a program that is stands for them. */
    @ParameterizedTest
    @MethodSource("good")
    void theTrainerTakesTheStudy(Path source) throws Exception {
        byte[] study = Samples.read(source).study().getBytes(StandardCharsets.UTF_8);
        StudyFile file = StudyReader.read(
                "study.json", study, List.of(Argument.set("trainer.argv.0=/bin/sh")), Services.catalog());
        PreparedStudy prepared = PreparedStudy.of(file, Path.of("").toAbsolutePath());
        assertEquals("command", prepared.file().spec().trainerType());
    }

    @ParameterizedTest
    @MethodSource("bad")
    void everythingThatIsWrongIsToldInFileOrder(Path source) throws IOException {
        StudyFileException refused = assertThrows(StudyFileException.class, () -> Samples.read(source));
        assertEquals(Files.readString(Samples.expected(source, ".txt")), refused.text());
    }

    @Test
    void aToolThatIsNamedIsNotGuessed() {
        byte[] sweep = "method: grid\nparameters: {a: {value: 1}}\n".getBytes(StandardCharsets.UTF_8);
        StudyFileException refused = assertThrows(
                StudyFileException.class,
                () -> Importer.read("s.yaml", sweep, Tool.KATIB, Samples::none, Services.catalog()));
        assertTrue(refused.text().contains("error: expected a Katib experiment: this looks like a W&B sweep\n"));
        assertTrue(refused.text().contains("= help: leave out --from"), refused.text());
    }

    @Test
    void aNamedToolReadsWhatNothingTellsFrom() {
        byte[] sweep = "program: train.py\n".getBytes(StandardCharsets.UTF_8);
        StudyFileException refused = assertThrows(
                StudyFileException.class,
                () -> Importer.read("s.yaml", sweep, Tool.WANDB, Samples::none, Services.catalog()));
        assertTrue(refused.text().contains("\"method\" is missing"), refused.text());
        assertTrue(refused.text().contains("\"parameters\" is missing"), refused.text());
    }

    @Test
    void aProgramMayStandInAnotherFolder() throws StudyFileException {
        Imported imported = Samples.read("s.yaml", """
                program: ../../code/train.py
                method: random
                metric: {name: loss}
                run_cap: 3
                parameters: {a: {min: 0.0, max: 1.0}}
                """);
        assertTrue(imported.study().contains("\"../../code/train.py\""), imported.study());
    }

    @Test
    void aCommentCannotEndBeforeItsLineDoes() throws StudyFileException {
        Imported imported = Samples.read("s.json", """
                {"program": "t.py", "method": "random", "metric": {"name": "loss"}, "run_cap": 3,
                 "name": "a\\n} \\u2028 \\u001b[31m", "parameters": {"x\\ny": {"distribution": "normal"}}}
                """);
        assertTrue(imported.study().lines().allMatch(line -> line.length() <= 100), imported.study());
        assertEquals(-1, imported.study().indexOf('\u001b'));
        assertTrue(imported.study().contains("\"x\\ny\""), imported.study());
    }
}
