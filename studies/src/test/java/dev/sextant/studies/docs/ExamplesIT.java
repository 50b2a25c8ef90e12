// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example project, compiled against this build and run: its programs, and its tests, among which are the contract
 * suites of the searcher and the trainer in it. In processes of their own, since what it registers is found by every
 * study.
 */
@Timeout(120)
class ExamplesIT {
    private static final Path PROJECT = Path.of("examples-java").toAbsolutePath();

    /** What embedding.md says that a program may leave out. */
    private static final Pattern LEFT_OUT = Pattern.compile(
            "hazelcast|/bc(prov|pkix|util)-|/postgresql|picocli|/prometheus|micrometer-registry-prometheus");

    @TempDir
    static Path folder;

    private static JavaSources java;

    @BeforeAll
    static void compile() throws IOException {
        java = new JavaSources(folder.resolve("classes"));
        java.compile(files(PROJECT.resolve("src"), ".java"), "studies/examples-java");
        Path resources = PROJECT.resolve("src/main/resources");
        for (Path resource : files(resources, "")) {
            Path copy = folder.resolve("classes")
                    .resolve(resources.relativize(resource).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(resource, copy);
        }
    }

    private static List<Path> files(Path in, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(in)) {
            return all.filter(
                            file -> Files.isRegularFile(file) && file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static String run(String... words) throws Exception {
        return run(java.command(), words);
    }

    private static String run(List<String> jvm, String... words) throws Exception {
        List<String> command = new ArrayList<>(jvm);
        command.addAll(List.of(words));
        Path out = Files.createTempFile(folder, "printed", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertTrue(process.waitFor(100, TimeUnit.SECONDS), () -> "still running: " + List.of(words));
        String printed = Files.readString(out).replaceAll("(?m)^(WARNING: Using incubator|Picked up JAVA_).*\n", "");
        assertEquals(0, process.exitValue(), printed);
        return printed;
    }

    @Test
    void itsTestsPass() throws Exception {
        List<String> words = new ArrayList<>(List.of(SelectedTests.class.getName()));
        Path tests = PROJECT.resolve("src/test/java");
        for (Path test : files(tests, "Test.java"))
            words.add(tests.relativize(test)
                    .toString()
                    .replaceFirst("\\.java$", "")
                    .replace('/', '.'));
        assertEquals(5, words.size(), words::toString);
        String printed = run(words.toArray(String[]::new));
        Matcher count = Pattern.compile("(\\d+) tests succeeded, 0 failed").matcher(printed);
        assertTrue(count.find() && Integer.parseInt(count.group(1)) > 30, printed);
    }

    @Test
    void tenLinesAreEnough() throws Exception {
        List<String> lines = Files.readAllLines(PROJECT.resolve("src/main/java/example/embedding/TenLines.java"));
        int main = lines.indexOf("    public static void main(String[] arguments) throws Exception {");
        List<String> body = lines.subList(main + 1, lines.lastIndexOf("    }"));
        assertTrue(main > 0 && body.size() <= 10, () -> String.join("\n", body));
        String printed = run(java.commandWithout(LEFT_OUT), "example.embedding.TenLines");
        assertTrue(Files.readString(Path.of("docs", "embedding.md")).contains("`" + printed.strip() + "`"), printed);
    }

    @Test
    void theSettingsOfAProgramsOwnCodeAreFound() throws Exception {
        String printed = run("example.embedding.OwnCode");
        assertTrue(printed.matches("\\{cutoff=\\d+, pivot=medianOfThree}: work \\d+\n"), printed);
    }

    /** It is no module of the build, so nothing else holds it to the build's names and versions. */
    @Test
    void itDependsOnWhatThisBuildMakes() throws IOException {
        String pom = Files.readString(PROJECT.resolve("pom.xml"));
        String parent = Files.readString(Path.of("..", "pom.xml"));
        assertEquals(first(parent, "</artifactId>\\s*<version>([^<]+)"), first(pom, "<sextant.version>([^<]+)"));
        assertEquals(first(parent, "<junit.version>([^<]+)"), first(pom, "<junit.version>([^<]+)"));
        TreeSet<String> made = new TreeSet<>();
        for (String module : List.of("engine", "studies"))
            made.add(first(Files.readString(Path.of("..", module, "pom.xml")), "</parent>\\s*<artifactId>([^<]+)"));
        TreeSet<String> wanted = new TreeSet<>();
        Matcher artifact = Pattern.compile("<groupId>dev\\.sextant</groupId>\\s*<artifactId>([^<]+)")
                .matcher(pom);
        while (artifact.find()) wanted.add(artifact.group(1));
        assertEquals(made, wanted);
    }

    private static String first(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertTrue(found.find(), pattern);
        return found.group(1);
    }
}
