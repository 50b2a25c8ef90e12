// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sextant.studies.manual.Argument;
import dev.sextant.studies.manual.CommandPage;
import dev.sextant.studies.manual.MarkdownManual;
import dev.sextant.studies.manual.RoffManual;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manual, the help, and the annotations from which they are made. */
class ManualTest {
    private static final Path DOCS = Path.of("docs");

    private static final PrintStream NOWHERE =
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);

    private static Console console(int columns) {
        return new Console(NOWHERE, NOWHERE, Path.of(""), columns, false, Interrupts.NONE);
    }

    static Stream<CommandPage> pages() {
        return Program.page(console(80)).all().stream();
    }

    /** Where this fails, the commands have changed: {@code ./sextant manual studies/docs} writes the files again. */
    @Test
    void theWrittenManualIsWhatTheCommandsSay() throws IOException {
        String renew = "renew it: ./sextant manual studies/docs";
        assertEquals(
                MarkdownManual.of(Program.manual(console(80))),
                Files.readString(DOCS.resolve(ManualCommand.REFERENCE)),
                renew);
        assertEquals(
                RoffManual.of(Program.manual(console(80))), Files.readString(DOCS.resolve(ManualCommand.PAGE)), renew);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"groff -man -Tutf8 -ww", "man --warnings=w -l"})
    void formattersReadTheManualPageWithoutAWarning(String formatter) throws Exception {
        List<String> command = new ArrayList<>(List.of(formatter.split(" ")));
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command.getFirst()))),
                command.getFirst() + " is not installed");
        command.add(DOCS.resolve(ManualCommand.PAGE).toString());
        Path warnings = Files.createTempFile("warnings", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(warnings.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        assertEquals(0, builder.start().waitFor());
        assertEquals("", Files.readString(warnings));
        Files.delete(warnings);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandIsDescribedAndShowsHowItIsTyped(CommandPage page) {
        assertTrue(!page.summary().isBlank() && !page.summary().endsWith("."), "the summary of " + page.name());
        assertTrue(page.summary().length() <= 60, page.name() + " has a summary that does not fit: " + page.summary());
        assertTrue(!page.description().isEmpty(), page.name() + " has no description");
        assertTrue(
                page.examples().stream().anyMatch(line -> line.contains(page.name() + " ")),
                page.name() + " has no example in its footer: \"  " + page.name() + " …\"");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyOptionSaysWhatItDoesAndWhatHoldsWithoutIt(CommandPage page) {
        for (Argument argument : Stream.concat(page.parameters().stream(), page.options().stream())
                .toList()) {
            String which = page.name() + ": " + argument.text();
            assertTrue(argument.description().endsWith("."), which + " needs a description that ends in a full stop");
            boolean preset = !argument.option()
                    || argument.label().isEmpty()
                    || argument.repeated()
                    || argument.description().toLowerCase(java.util.Locale.ROOT).contains("default");
            assertTrue(preset, which + " needs its default in the description: \"Default: …\"");
            for (String value : argument.values())
                assertTrue(argument.description().contains(value), which + " does not name " + value);
        }
    }

    @Test
    void everyCommandIsFoundByItsName() {
        Set<String> known = new TreeSet<>(Commands.names());
        assertEquals(Commands.names().size(), known.size(), "a name is given twice");
        Set<String> made = new TreeSet<>();
        for (CommandPage page : Program.page(console(80)).commands()) made.add(page.word());
        assertEquals(known, made);
    }

    /** A group that is left and come to again would have two headings. */
    @Test
    void commandsOfAGroupStandTogether() {
        Set<String> left = new HashSet<>();
        String group = "";
        for (CommandPage page : Program.page(console(80)).commands()) {
            if (!page.group().equals(group)) assertTrue(left.add(page.group()), page.group() + " stands twice");
            group = page.group();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 40, 80, 200})
    void helpIsShownInAnyWidth(int columns) {
        for (String name : Commands.names())
            assertEquals(0, Main.run(new String[] {name, "--help"}, console(columns)), name);
        assertEquals(0, Main.run(new String[] {"--help"}, console(columns)));
        assertEquals(0, Main.run(new String[] {"store", "check", "-h"}, console(columns)));
    }

    @Test
    void exitCodesOfCommandsAreThoseOfTheManual() {
        Set<Integer> known = new HashSet<>();
        for (CommandPage.Exit exit : ExitCode.all()) known.add(exit.code());
        pages().forEach(page ->
                page.exits().forEach(exit -> assertTrue(known.contains(exit.code()), page.name() + ": " + exit)));
    }
}
