// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A document in Markdown.
 *
 * @param path in the repository, as in {@code studies/docs/cluster.md}
 * @param lines all of it
 */
record Page(String path, List<String> lines) {
    /** The repository; tests run in the module's folder. */
    static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern FENCE = Pattern.compile("( *)(```+|~~~+)\\s*(\\S*) *(\\S*) *");
    private static final Pattern MARK = Pattern.compile("\\s*<!-- not run: (.+) -->\\s*");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("#+ (.*)");

    /** Every page that a person is sent to. */
    static List<Page> all() throws IOException {
        List<Page> pages = new ArrayList<>(List.of(read("README.md")));
        for (String folder : List.of(".github", "studies/docs", "studies/examples-java"))
            if (Files.isDirectory(REPOSITORY.resolve(folder)))
                try (Stream<Path> files = Files.list(REPOSITORY.resolve(folder))) {
                    for (Path file : files.sorted().toList())
                        if (file.toString().endsWith(".md")) pages.add(read(folder + "/" + file.getFileName()));
                }
        return pages;
    }

    static Page read(String path) throws IOException {
        return new Page(path, Files.readAllLines(REPOSITORY.resolve(path)));
    }

    @Override
    public String toString() {
        return path;
    }

    /** In their order. Blocks within a list are moved to the left. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (!fence.matches()) {
                if (lines.get(i).strip().startsWith("```"))
                    throw new AssertionError("%s:%d: a fence has a kind and a name: %s"
                            .formatted(path, i + 1, lines.get(i).strip()));
                continue;
            }
            int opened = i;
            String indent = fence.group(1);
            StringBuilder text = new StringBuilder();
            while (++i < lines.size() && !lines.get(i).strip().equals(fence.group(2))) {
                String line = lines.get(i);
                text.append(line.startsWith(indent) ? line.substring(indent.length()) : line.stripLeading())
                        .append('\n');
            }
            if (i == lines.size())
                throw new AssertionError("%s:%d: the fence is not closed".formatted(path, opened + 1));
            blocks.add(new Block(path, opened + 1, fence.group(3), fence.group(4), mark(opened), text.toString()));
        }
        return blocks;
    }

    /** The reason in the mark before a fence; a blank line may be between them. */
    private String mark(int fence) {
        for (int i = fence - 1; i >= 0; i--) {
            Matcher mark = MARK.matcher(lines.get(i));
            if (mark.matches()) return mark.group(1);
            if (!lines.get(i).isBlank()) break;
        }
        return "";
    }

    /** The links to other places in the repository, by the number of their line: outside fenced blocks. */
    Map<Integer, List<String>> links() {
        Map<Integer, List<String>> links = new TreeMap<>();
        forProse((number, line) -> {
            Matcher link = LINK.matcher(line.replaceAll("`[^`]*`", "`"));
            while (link.find())
                if (!link.group(1).contains("://"))
                    links.computeIfAbsent(number, _ -> new ArrayList<>()).add(link.group(1));
        });
        return links;
    }

    /** What links may name behind their {@code #}: the headings, as sites that show Markdown spell them. */
    List<String> anchors() {
        List<String> anchors = new ArrayList<>();
        forProse((_, line) -> {
            Matcher heading = HEADING.matcher(line);
            if (!heading.matches()) return;
            anchors.add(heading.group(1)
                    .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .strip()
                    .replace(' ', '-'));
        });
        return anchors;
    }

    private interface Prose {
        void line(int number, String text);
    }

    private void forProse(Prose reader) {
        String open = "";
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (fence.matches() && open.isEmpty()) open = fence.group(2);
            else if (!open.isEmpty() && lines.get(i).strip().equals(open)) open = "";
            else if (open.isEmpty()) reader.line(i + 1, lines.get(i));
        }
    }
}
