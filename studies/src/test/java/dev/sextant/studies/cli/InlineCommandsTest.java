// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.studies.manual.CommandPage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The commands that pages name in the middle of a sentence, as in {@code `sextant rank RUN --by batchNorm`}: they are
 * there, and so are their options. Those in fenced blocks are run, or taken, by the tests of the pages.
 */
class InlineCommandsTest {
    private static final Path REPOSITORY = Path.of("..");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern OPTION = Pattern.compile("(--?[a-zA-Z][a-zA-Z-]*).*");

    /** Options of other programs that pages write without them: the JVM's, and those of the packages' check. */
    private static final Set<String> OF_OTHERS = Set.of("--add-modules", "--enable-native-access", "--debian");

    private final Map<String, Set<String>> options = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private int commands;

    InlineCommandsTest() {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        CommandPage top = Program.page(new Console(nowhere, nowhere, Path.of(""), 80, false, Interrupts.NONE));
        for (CommandPage page :
                Stream.concat(Stream.of(top), top.all().stream()).toList()) {
            Set<String> names = new HashSet<>();
            page.options().forEach(option -> names.addAll(option.names()));
            options.put(page.name(), names);
        }
        // For developers: it is not among the commands that help shows.
        options.put("sextant " + ManualCommand.NAME, Set.of());
    }

    @Test
    void everyCommandThatAPageNamesIsThereWithItsOptions() throws IOException {
        for (Path page : pages()) {
            String prose = FENCED.matcher(Files.readString(page)).replaceAll("");
            Matcher code = CODE.matcher(prose);
            while (code.find()) check(REPOSITORY.relativize(page).toString(), code.group(1));
        }
        assertEquals(List.of(), wrong);
        assertTrue(commands > 50, commands + " commands");
    }

    @Test
    void whatIsNotThereIsNoticed() {
        for (String typed : List.of(
                "sextant rnak latest",
                "./sextant rank latest --buy batchNorm",
                "sextant store cheque RUN",
                "rank --plots",
                "--no-such-option")) check("page", typed);
        assertEquals(5, wrong.size(), wrong.toString());
        wrong.clear();
        for (String typed : List.of(
                "sextant rank latest --by batchNorm",
                "./sextant run STUDY --serve[=PORT]",
                "sextant COMMAND",
                "sextant --help",
                "store check RUN",
                "rank",
                "--by batchNorm",
                "java --anything")) check("page", typed);
        assertEquals(List.of(), wrong);
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(REPOSITORY.resolve("README.md")));
        for (String folder : List.of(".github", "studies/docs", "studies/examples-java"))
            if (Files.isDirectory(REPOSITORY.resolve(folder)))
                try (Stream<Path> files = Files.list(REPOSITORY.resolve(folder))) {
                    files.filter(file -> file.toString().endsWith(".md"))
                            .sorted()
                            .forEach(pages::add);
                }
        return pages;
    }

    private void check(String page, String code) {
        List<String> words = Arrays.asList(code.strip().split("\\s+"));
        String first = words.getFirst().replaceFirst("^\\./", "");
        if (first.startsWith("--")) {
            String name = name(first);
            if (!OF_OTHERS.contains(name) && options.values().stream().noneMatch(names -> names.contains(name)))
                wrong.add("%s: no command has %s".formatted(page, code));
            return;
        }
        boolean whole = first.equals("sextant");
        // A command by itself, as in `rank --plot`, is told from other words by an option behind it.
        if (!whole && (words.size() < 2 || !options.containsKey("sextant " + first))) return;
        String command = whole ? "sextant" : "sextant " + first;
        int at = 1;
        while (at < words.size() && options.containsKey(command + " " + words.get(at)))
            command += " " + words.get(at++);
        commands++;
        boolean below = command.equals("sextant") || isGroup(command);
        if (below && at < words.size() && words.get(at).matches("[a-z][a-z-]*"))
            wrong.add("%s: there is no command %s in %s".formatted(page, words.get(at), code));
        for (String word : words.subList(at, words.size())) {
            if (word.equals("--")) return;
            if (!word.startsWith("-") || word.equals("-")) continue;
            if (!options.getOrDefault(command, Set.of()).contains(name(word)))
                wrong.add("%s: %s has no %s in %s".formatted(page, command, name(word), code));
        }
    }

    private boolean isGroup(String command) {
        return options.keySet().stream().anyMatch(name -> name.startsWith(command + " "));
    }

    private static String name(String word) {
        Matcher option = OPTION.matcher(word);
        return option.matches() ? option.group(1) : word;
    }
}
