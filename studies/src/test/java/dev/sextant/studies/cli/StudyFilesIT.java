// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of thing that a person may name as a study file. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StudyFilesIT {
    private static final String YAML = """
            # as people write it
            trainer:
              data: {builtin: iris}
              hidden: [4]
              epochs: 2
              learningRate:
                log: [1e-3, 1.0]
            search: {searcher: random, trials: 3}
            confirm: {top: 0}
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int type(InputStream in, String... arguments) {
        out.reset();
        err.reset();
        PrintStream stdout = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream stderr = new PrintStream(err, true, StandardCharsets.UTF_8);
        return Main.run(arguments, new Console(in, stdout, stderr, folder, 80, false, Interrupts.NONE));
    }

    private String told(int exit, String... arguments) {
        assertEquals(exit, type(InputStream.nullInputStream(), arguments), () -> out + "\n" + err);
        String told = err.toString(StandardCharsets.UTF_8);
        assertFalse(told.contains("\tat "), told);
        return told;
    }

    private String refused(int exit, String file) {
        return told(exit, "validate", file);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aRunOfYamlKeepsItAndIsLookedAtAndResumedLikeAnyOther() throws Exception {
        write("iris.yaml", YAML);
        told(0, "validate", "iris.yaml");
        assertTrue(
                out.toString(StandardCharsets.UTF_8).startsWith("iris.yaml: good\n"),
                out.toString(StandardCharsets.UTF_8));
        told(0, "run", "iris.yaml", "--dir", "run", "--quiet");
        String ranking = out.toString(StandardCharsets.UTF_8);
        assertEquals(YAML, Files.readString(folder.resolve("run/study.yaml")));
        assertFalse(Files.exists(folder.resolve("run/study.json")));
        told(0, "rank", "run");
        assertEquals(ranking, out.toString(StandardCharsets.UTF_8));
        told(0, "show", "run", "1");
        told(
                0,
                "export",
                "run",
                "--output",
                folder.resolve("winner.safetensors").toString());
        told(0, "resume", "run");
        assertEquals(ranking, out.toString(StandardCharsets.UTF_8));
        told(0, "store", "copy", "run", "copy");
        assertEquals(YAML, Files.readString(folder.resolve("copy/study.yaml")));
    }

    @Test
    void aHyphenIsStandardInput() throws Exception {
        byte[] study = YAML.getBytes(StandardCharsets.UTF_8);
        assertEquals(0, type(new ByteArrayInputStream(study), "run", "-", "--dir", "run", "--quiet"), err::toString);
        assertArrayEquals(study, Files.readAllBytes(folder.resolve("run/study.yaml")));
        assertEquals(3, type(new ByteArrayInputStream(new byte[] {'{'}), "validate", "-"));
        assertEquals("""
                stdin:1:1: error: not JSON: the text ends before this object does
                    1 | {
                      | ^
                      = help: a } is missing
                """, err.toString(StandardCharsets.UTF_8));
        assertEquals(3, type(endless(), "validate", "-"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("more than 1048576 bytes"), err::toString);
        assertTrue(told(2, "ask-tell", "-").contains("cannot be read from standard input here"));
    }

    /** Never ends and never waits. */
    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return ' ';
            }

            @Override
            public int read(byte[] into, int from, int length) {
                return length;
            }
        };
    }

    @Test
    void whatIsNoFileIsRefusedUnopened() throws Exception {
        Files.createDirectory(folder.resolve("studies"));
        assertEquals("sextant: studies is a directory\n  Name the study file in it.\n", refused(2, "studies"));
        assertEquals(
                "sextant: there is no file none.json\n  Paths begin at the current folder.\n", refused(2, "none.json"));
        assertTrue(refused(2, "").startsWith("sextant: the study file has an empty name\n"));
        Path pipe = folder.resolve("pipe.json");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertTrue(refused(2, "pipe.json").startsWith("sextant: pipe.json is not a file: it is a pipe,"));
        assertTrue(refused(2, "/dev/zero").startsWith("sextant: /dev/zero is not a file: it is a pipe,"));
        Path loop = folder.resolve("loop.json");
        Files.createSymbolicLink(loop, loop);
        assertTrue(refused(2, "loop.json").startsWith("sextant: cannot read loop.json: "));
        assertTrue(refused(2, "a\u0000b.json").startsWith("sextant: no file can have the name "));
        assertTrue(refused(2, "x".repeat(5000)).startsWith("sextant: cannot read xxx"));
    }

    @Test
    void aFileThatMayNotBeReadSaysSo() throws Exception {
        Path file = write("secret.json", "{}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeTrue(!Files.isReadable(file), "this user may read every file");
        assertEquals("""
                sextant: cannot read secret.json: permission denied
                  Let yourself read it: chmod u+r secret.json
                """, refused(2, "secret.json"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1:1, there is nothing in it",
        "' \n\n', 1:1, there is nothing in it",
        "'// only\n', 1:1, there is nothing in it",
        "\ufeff, 1:1, there is nothing in it",
        "'[1]', 1:1, 'a study is one object, got an array'",
        "'\ufeff{\n\"trainre\": {}}', 1:1, '\"trainer\" is missing'",
        "'{\r\n\"trainer\": {},\r\n\"trainre\": {}}', 2:12, '\"data\" is missing'",
        "'{\r\"trainer\": {},\r\"trainre\": {}}', 2:12, '\"data\" is missing'",
    })
    void textsOfEveryShapeAreRefusedAtTheirPlace(String text, String place, String message) throws Exception {
        write("study.json", text);
        String told = refused(3, "study.json");
        assertTrue(told.startsWith("study.json:" + place + ": error: "), told);
        assertTrue(told.contains(message), told);
    }

    @Test
    void aLargeFileIsRefusedByItsSizeAndOneThatHidesItsSizeWhenItIsRead() throws Exception {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("large.json").toFile(), "rw")) {
            file.setLength(20 << 20);
        }
        assertEquals("""
                large.json:1:1: error: the file has 20971520 bytes, at most 1048576 are read
                      = help: is this the right file?
                """, refused(3, "large.json"));
        assumeTrue(Files.isReadable(Path.of("/proc/self/cmdline")), "no /proc here");
        assertEquals(0, Files.size(Path.of("/proc/self/cmdline")));
        String told = refused(3, "/proc/self/cmdline");
        assertTrue(told.startsWith("/proc/self/cmdline:1:"), told);
    }

    @Test
    void aFileOfAHundredThousandMistakesIsToldOnOnePage() throws Exception {
        StringBuilder text = new StringBuilder("{\"trainer\": {\"data\": {\"builtin\": \"iris\"}}");
        for (int i = 0; i < 70_000; i++) text.append(",\n\"k").append(i).append("\": 1");
        write("study.json", text.append('}').toString());
        List<String> lines = refused(3, "study.json").lines().toList();
        assertEquals(202, lines.size());
        assertEquals("… and 9950 more, where the reading ended", lines.get(200));
        assertEquals("10000 errors", lines.get(201));
    }
}
