// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.studies.cli.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The path of somebody who has just cloned the repository, as docs/tutorial.md has it: a study of a table, a run, the
 * report, a change, another run, both compared, the network exported, predictions. All commands are typed as they stand
 * there; the first and the last once more through the launcher, in a process of their own.
 */
@Timeout(180)
class NewcomerIT {
    private static final String TUTORIAL = "studies/docs/tutorial.md";
    private static final List<String> PARTS = List.of("sextant.jar", "lib");
    private static final Path JAR = Path.of("target", "sextant.jar").toAbsolutePath();

    private static List<Step> sextants(Page page) {
        List<Step> steps = new ArrayList<>();
        for (Block block : page.blocks())
            if (block.kind().equals("console"))
                for (Step step : Step.of(block)) if (step.typed().startsWith("./sextant ")) steps.add(step);
        return steps;
    }

    @Test
    void thePathIsWalkedAsTyped(@TempDir Path scratch) throws Exception {
        Page page = Page.read(TUTORIAL);
        Path clone = scratch.resolve("sextant-clone");
        Newcomer.follow(page, clone);

        List<Step> steps = sextants(page);
        List<String> commands =
                steps.stream().map(step -> step.words().get(1)).distinct().toList();
        for (String command : List.of("init", "validate", "run", "rank", "show", "compare", "export", "predict"))
            assertTrue(commands.contains(command), () -> "the tutorial does without " + command + ": " + commands);

        String ranking = Typed.in(clone, "rank", "tumours-1").out();
        for (Block block : page.blocks())
            if (block.kind().equals("text"))
                assertTrue(ranking.contains(block.text()), () -> block.place() + " is not in\n" + ranking);
        String verdict = verdict(steps);
        for (String report : List.of("report.md", "report.html", "report.json"))
            assertTrue(
                    flat(Files.readString(clone.resolve("runs/tumours-1").resolve(report)))
                            .contains(verdict),
                    () -> report + " does not say what the page says: " + verdict);
        assertTrue(Files.isRegularFile(clone.resolve("runs/tumours-2/report.html")));

        bringLauncher(clone);
        type(clone, steps.getLast());
        Files.delete(clone.resolve("tumours.json"));
        type(clone, steps.getFirst());
        for (String part : PARTS)
            Files.deleteIfExists(clone.resolve("studies/target").resolve(part));
    }

    /** The paragraph at the top of the first run, in one line. */
    private static String verdict(List<Step> steps) {
        for (Step step : steps)
            if (step.words().get(1).equals("run")) {
                List<String> lines = step.output().lines();
                return String.join(" ", lines.subList(0, lines.indexOf("")));
            }
        throw new AssertionError("the tutorial runs nothing");
    }

    private static String flat(String text) {
        return text.replaceAll("\\s+", " ");
    }

    /** The launcher, and what it starts; without sources, so that it finds nothing to build. */
    private static void bringLauncher(Path clone) throws IOException {
        assertTrue(Files.exists(JAR), "package the module first: " + JAR);
        Path launcher = clone.resolve("sextant");
        Files.deleteIfExists(launcher);
        Files.copy(Page.REPOSITORY.resolve("sextant"), launcher);
        assertTrue(launcher.toFile().setExecutable(true));
        Path target = Files.createDirectories(clone.resolve("studies/target"));
        for (String part : PARTS)
            if (Files.exists(JAR.resolveSibling(part)))
                Files.createSymbolicLink(target.resolve(part), JAR.resolveSibling(part));
    }

    private static void type(Path folder, Step step) throws Exception {
        Path out = Files.createTempFile(folder.getParent(), "printed", ".txt");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", step.typed())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("SEXTANT_JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError(step.typed() + " is still running:\n" + Files.readString(out));
        }
        String printed = Files.readString(out);
        assertEquals(step.exit(), process.exitValue(), () -> step.typed() + "\n" + printed);
        assertTrue(step.output().shows(printed), () -> step.typed() + " printed\n" + printed);
    }
}
