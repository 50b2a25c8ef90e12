// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    private static final String SWEEP = """
            program: train.sh
            method: random
            run_cap: 4
            metric: {name: loss}
            project: old
            parameters: {lr: {min: 0.0, max: 1.0}}
            command: [sh, "${program}", "${args}"]
            """;

    @TempDir
    Path folder;

    private ByteArrayOutputStream out = new ByteArrayOutputStream();
    private ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void aSweep() throws IOException {
        Files.writeString(folder.resolve("sweep.yaml"), SWEEP);
    }

    private int type(InputStream in, String... arguments) {
        out = new ByteArrayOutputStream();
        err = new ByteArrayOutputStream();
        PrintStream stdout = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream stderr = new PrintStream(err, true, StandardCharsets.UTF_8);
        return Main.run(arguments, new Console(in, stdout, stderr, folder, 80, false, Interrupts.NONE));
    }

    private int type(String... arguments) {
        return type(InputStream.nullInputStream(), arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theStudyGoesToStandardOutputAndTheRestToStandardError() {
        assertEquals(0, type("import", "sweep.yaml"));
        assertTrue(out().startsWith("// Made by sextant import from sweep.yaml, a W&B sweep.\n"), out());
        assertTrue(out().endsWith("}\n"), out());
        assertTrue(err().contains("sweep.yaml:5:1: warning: /project: not carried over"), err());
    }

    @Test
    void theStudyIsGoodAsItIs() {
        assertEquals(0, type("import", "sweep.yaml", "-o", "study.json"));
        assertEquals("", out());
        assertTrue(err().endsWith("study: study.json\n"), err());
        assertEquals(0, type("validate", "study.json"), this::err);
        assertTrue(out().contains("good"), out());
    }

    @Test
    void theStudyRuns() throws IOException {
        Files.writeString(folder.resolve("train.sh"), "echo \"loss=${1#--lr=}\"\n");
        assertEquals(0, type("import", "sweep.yaml", "-o", "study.json"));
        assertEquals(0, type("run", "study.json", "--quiet", "--dir", "run"), this::err);
        assertEquals(0, type("rank", "run", "--format", "json"));
        assertTrue(out().contains("\"loss\""), out());
    }

    @Test
    void nothingIsWrittenOverUnlessItIsForced() throws IOException {
        Files.writeString(folder.resolve("mine.json"), "mine");
        assertEquals(2, type("import", "sweep.yaml", "-o", "mine.json"));
        assertEquals("sextant: mine.json exists already\n  Name another file, or write over it with --force.\n", err());
        assertEquals("mine", Files.readString(folder.resolve("mine.json")));
        assertEquals(0, type("import", "sweep.yaml", "-o", "mine.json", "--force"));
        assertTrue(Files.readString(folder.resolve("mine.json")).contains("\"lr\""));
    }

    @Test
    void aFolderIsNoStudyFile() {
        assertEquals(2, type("import", "sweep.yaml", "-o", ".", "--force"));
        assertEquals("sextant: . is a directory\n  Name a file in it.\n", err());
        assertEquals(2, type("import", "sweep.yaml", "-o", "nowhere/study.json"));
        assertEquals("""
                sextant: cannot write nowhere/study.json: there is no such file or directory
                  Name another file with -o.
                """, err());
    }

    @Test
    void anotherFolderIsTold() throws IOException {
        Files.createDirectory(folder.resolve("studies"));
        assertEquals(0, type("import", "sweep.yaml", "-o", "studies/study.json"));
        assertTrue(err().contains("Paths in the study begin at its own folder, those in sweep.yaml began at another"));
    }

    @Test
    void whatIsWrongLeavesNoFile() throws IOException {
        Files.writeString(folder.resolve("bad.yaml"), SWEEP.replace("max: 1.0", "max: -1.0"));
        assertEquals(3, type("import", "bad.yaml", "-o", "study.json"));
        assertTrue(
                err().startsWith("bad.yaml:6:14: error: /parameters/lr: the lower end (0) is above the upper (-1)"),
                err());
        assertFalse(Files.exists(folder.resolve("study.json")));
    }

    @Test
    void theFileMayComeFromStandardInput() {
        InputStream in = new ByteArrayInputStream(SWEEP.getBytes(StandardCharsets.UTF_8));
        assertEquals(0, type(in, "import", "-"));
        assertTrue(out().startsWith("// Made by sextant import from stdin, a W&B sweep.\n"), out());
    }

    @Test
    void aSearchSpaceIsReadFromBesideItsExperiment() throws IOException {
        Files.createDirectory(folder.resolve("nni"));
        Files.writeString(folder.resolve("nni/space.json"), "{\"a\": {\"_type\": \"uniform\", \"_value\": [0, 1]}}");
        Files.writeString(
                folder.resolve("nni/config.yml"),
                "trialCommand: ./a\nmaxTrialNumber: 3\nsearchSpaceFile: space.json\n");
        assertEquals(0, type("import", "nni/config.yml"), this::err);
        assertTrue(out().contains("\"a\": { \"uniform\": [0, 1] }"), out());
        Files.delete(folder.resolve("nni/space.json"));
        assertEquals(3, type("import", "nni/config.yml"));
        assertTrue(err().contains("the search space cannot be read: there is no file space.json"), err());
    }

    @Test
    void aToolThatIsNotReadIsAUsageError() {
        assertEquals(2, type("import", "sweep.yaml", "--from", "optuna"));
        assertTrue(err().contains("--from optuna: must be one of wandb, katib, nni"), err());
        assertEquals(2, type("import", "nothing.yaml"));
        assertTrue(err().contains("there is no file nothing.yaml"), err());
    }
}
