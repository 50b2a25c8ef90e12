// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sextant.studies.cli.Typed;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Somebody who does what a page says, block by block, in a folder that has in it what a clone of the repository has.
 */
final class Newcomer {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    private static final Pattern YAML_STUDY = Pattern.compile("(?m)^trainer:");
    private static final Pattern SEXTANT = Pattern.compile("(?m)^(?:\\$ )?(?:\\./)?(sextant [^|&;<>#\n]*)");
    private static final Pattern MISSING_MODULE = Pattern.compile("No module named '(\\w+)'");
    private static final Set<String> LANGUAGES = Set.of("python3", "node", "jq", "curl", "sqlite3", "jbang");

    private final Path folder;
    private final JavaSources java;
    private final List<Block> blocks;
    private String printed = "";

    private Newcomer(Path folder, List<Block> blocks) throws IOException {
        this.folder = folder;
        this.java = new JavaSources(folder.resolve("classes"));
        this.blocks = blocks;
        copy(Page.REPOSITORY.resolve("studies"), folder.resolve("studies"));
        Path launcher = folder.resolve("sextant");
        Files.writeString(launcher, """
                #!/usr/bin/env bash
                exec %s dev.sextant.studies.cli.Main "$@" 2> >(grep -v 'Using incubator modules' >&2)
                """.formatted(String.join(" ", java.command())));
        assertTrue(launcher.toFile().setExecutable(true));
    }

    /** What runs read, copied: a page may write where it likes. */
    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (name.endsWith(".json")) Files.copy(entry, to.resolve(name));
                if (Set.of("datasets", "clients", "programs").contains(name)) copy(entry, to.resolve(name));
                else if (Files.isRegularFile(entry) && !name.endsWith(".json") && !name.endsWith(".xml"))
                    Files.copy(entry, to.resolve(name));
            }
        }
    }

    /** Does what the page says. Ends with an error at the first block that is not as the page says. */
    static void follow(Page page, Path folder) throws Exception {
        Newcomer newcomer = new Newcomer(folder, page.blocks());
        for (Block block : newcomer.blocks) {
            if (!block.unrun().isEmpty()) System.out.println(block.place() + " is not run: " + block.unrun());
            newcomer.take(block);
        }
    }

    private void take(Block block) throws Exception {
        Path original = Page.REPOSITORY.resolve(block.name());
        if (block.name().contains("/") && Files.isRegularFile(original)) {
            String whole = Files.readString(original);
            assertTrue(
                    Excerpt.of(block.text()).isPartOf(whole),
                    () -> "%s is not what stands in %s:\n%s".formatted(block.place(), block.name(), block.text()));
            return;
        }
        switch (block.kind()) {
            case "console" -> console(block);
            case "json", "jsonl" -> json(block);
            case "yaml" -> study(block, YAML_STUDY.matcher(block.text()).find());
            case "java" -> java(block);
            case "python" -> script(block, "python3");
            case "js" -> script(block, "node");
            case "sh" -> shell(block);
            case "xml" -> xml(block);
            case "csv" -> write(block);
            case "diff" -> edit(block);
            case "text" -> text(block);
            default ->
                throw new AssertionError(
                        "%s: nobody knows what to do with a block of the kind \"%s\": the kinds are console, json, jsonl, yaml, diff,"
                                        .formatted(block.place(), block.kind())
                                + " java, python, js, sh, xml, csv, text");
        }
    }

    private void write(Block block) throws IOException {
        assertTrue(!block.name().isEmpty(), () -> block.place() + ": this kind of block wants the name of its file");
        Path file = folder.resolve(block.name()).normalize();
        assertTrue(file.startsWith(folder), () -> block.place() + ": a file outside of the folder");
        Files.createDirectories(file.getParent());
        Files.writeString(file, block.text());
    }

    /** What a person does with an editor: the lines that begin with "-" become those that begin with "+". */
    private void edit(Block block) throws IOException {
        Path file = folder.resolve(block.name());
        String text = Files.readString(file);
        String before = side(block, '-');
        assertEquals(
                2,
                text.split(Pattern.quote(before), -1).length,
                () -> "%s: these lines stand not once in %s:\n%s\n\n%s".formatted(block.place(), file, before, text));
        Files.writeString(file, text.replace(before, side(block, '+')));
    }

    private static String side(Block block, char mark) {
        StringBuilder side = new StringBuilder();
        for (String line : block.text().lines().toList())
            if (!line.isEmpty() && (line.charAt(0) == mark || line.charAt(0) == ' '))
                side.append(line, 1, line.length()).append('\n');
        return side.toString();
    }

    // ---- files

    private void json(Block block) throws IOException {
        List<JsonNode> values;
        try {
            values = values(block.text());
        } catch (IOException whole) {
            try {
                values = values("{" + block.text() + "}");
            } catch (IOException part) {
                whole.addSuppressed(part);
                throw new AssertionError(block.place() + " is no JSON, nor what may stand in an object of it", whole);
            }
        }
        study(block, values.size() == 1 && values.getFirst().has("trainer"));
    }

    private static List<JsonNode> values(String text) throws IOException {
        try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(text)) {
            return values.readAll();
        }
    }

    private void study(Block block, boolean study) throws IOException {
        if (block.name().isEmpty() && !study) return;
        Block named = block.name().isEmpty()
                ? new Block(block.page(), block.line(), block.kind(), "unnamed." + block.kind(), "", block.text())
                : block;
        write(named);
        if (!study || !block.unrun().isEmpty()) return;
        Typed typed = Typed.in(folder, "validate", named.name());
        assertEquals(0, typed.exit(), () -> "%s is no good study:\n%s".formatted(block.place(), typed.err()));
    }

    private static void xml(Block block) throws Exception {
        try {
            DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            parser.setErrorHandler(new DefaultHandler());
            parser.parse(new InputSource(new StringReader("<x>" + block.text() + "</x>")));
        } catch (SAXException malformed) {
            throw new AssertionError(block.place() + " is not well-formed", malformed);
        }
    }

    private void text(Block block) {
        if (!block.name().equals("output")) return;
        assertTrue(
                ShownOutput.of(block.text()).shows(printed),
                () -> "%s shows\n%s\nand this was printed:\n%s".formatted(block.place(), block.text(), printed));
    }

    // ---- programs

    private void java(Block block) throws Exception {
        assertTrue(
                block.name().endsWith(".java"),
                () -> block.place() + ": Java wants a name, NAME.java, or the path of the file of which it is a part");
        String type = java.compile(block.name(), block.text(), block.place());
        if (!block.unrun().isEmpty() || namedElsewhere(block) || !block.text().contains("void main(")) return;
        List<String> command = new ArrayList<>(java.command());
        command.add(type);
        run(block.place(), command, 0, ShownOutput.of(""));
    }

    private void script(Block block, String language) throws Exception {
        write(block);
        if (!block.unrun().isEmpty()) return;
        assumeThere(language, block.place());
        if (!namedElsewhere(block)) run(block.place(), List.of(language, block.name()), 0, ShownOutput.of(""));
    }

    /** Then it is for others to run: for a study, or for a command. */
    private boolean namedElsewhere(Block block) {
        String name = block.name().replaceFirst("\\.java$", "");
        return blocks.stream()
                .anyMatch(other -> !other.equals(block) && other.text().contains(name));
    }

    private void shell(Block block) throws Exception {
        if (!block.name().isEmpty()) {
            write(block);
            return;
        }
        assertTrue(
                !block.unrun().isEmpty(),
                () -> block.place()
                        + ": commands that are not run want a mark that says why, <!-- not run: … -->, before"
                        + " them; those that are run stand in a console, each behind \"$ \"");
        run(block.place(), List.of("bash", "-n", "-c", block.text()), 0, ShownOutput.of(""));
        Matcher command = SEXTANT.matcher(block.text().replace("\\\n", " "));
        while (command.find()) Typed.taken(new Step(0, command.group(1).strip(), 0, ShownOutput.of("")).words());
    }

    private void console(Block block) throws Exception {
        for (Step step : Step.of(block)) {
            String place = block.page() + ":" + (block.line() + step.line());
            List<String> words = step.words();
            boolean sextant = !words.isEmpty() && Set.of("sextant", "./sextant").contains(words.getFirst());
            if (!block.unrun().isEmpty()) {
                if (sextant) Typed.taken(words);
            } else if (sextant) {
                Typed typed = Typed.in(folder, words.stream().skip(1).toArray(String[]::new));
                printed = typed.out() + typed.err();
                check(place, step.exit(), typed.exit(), step.output(), List.of(typed.out(), typed.err(), printed));
            } else {
                assertTrue(!step.typed().startsWith("cd "), () -> place + ": every line is typed in the same folder");
                assumeThere(step.typed().split(" ", 2)[0], place);
                run(place, List.of("bash", "-c", step.typed()), step.exit(), step.output());
            }
        }
    }

    private static void assumeThere(String program, String place) {
        assumeTrue(
                !LANGUAGES.contains(program)
                        || Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                                .anyMatch(path -> Files.isExecutable(Path.of(path, program))),
                () -> place + " and what follows are not run: there is no " + program + " on the search path");
    }

    private void run(String place, List<String> command, int exit, ShownOutput output) throws Exception {
        Path out = Files.createTempFile(folder.getParent(), "printed", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("COLUMNS", "80");
        builder.environment().put("CLASSPATH", java.classPath());
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            throw new AssertionError(place + " is still running after 60 s:\n" + Files.readString(out));
        }
        printed = Files.readString(out, StandardCharsets.UTF_8)
                .replaceAll("(?m)^(WARNING: Using incubator|Picked up JAVA_).*\n", "");
        Matcher missing = MISSING_MODULE.matcher(printed);
        if (missing.find() && !missing.group(1).equals("sextant"))
            assumeTrue(false, place + " and what follows are not run: Python has no module " + missing.group(1));
        check(place, exit, process.exitValue(), output, List.of(printed));
    }

    private static void check(String place, int expected, int exit, ShownOutput output, List<String> streams) {
        String all = String.join("----\n", new LinkedHashSet<>(streams));
        assertEquals(expected, exit, () -> place + " ends otherwise:\n" + all);
        assertTrue(
                output.lines().isEmpty() || streams.stream().anyMatch(output::shows),
                () -> "%s shows\n%s\n\nand this was printed:\n%s"
                        .formatted(place, String.join("\n", output.lines()), all));
    }
}
