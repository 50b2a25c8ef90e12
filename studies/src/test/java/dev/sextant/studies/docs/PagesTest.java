// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages as documents, and those rules by which {@link PagesIT} goes through them that need no run. */
class PagesTest {
    private static Page page(String text) {
        return new Page("page.md", text.lines().toList());
    }

    @Test
    void everyLinkLeadsToAFileOrAHeading() throws Exception {
        List<String> broken = new ArrayList<>();
        for (Page page : Page.all())
            for (Map.Entry<Integer, List<String>> line : page.links().entrySet())
                for (String link : line.getValue()) {
                    String[] parts = link.split("#", 2);
                    Path file = parts[0].isEmpty()
                            ? Page.REPOSITORY.resolve(page.path())
                            : Page.REPOSITORY
                                    .resolve(page.path())
                                    .resolveSibling(parts[0])
                                    .normalize();
                    boolean good = Files.exists(file) && file.startsWith(Page.REPOSITORY);
                    if (good && parts.length > 1 && file.toString().endsWith(".md"))
                        good = Page.read(Page.REPOSITORY.relativize(file).toString())
                                .anchors()
                                .contains(parts[1]);
                    if (!good) broken.add("%s:%d: %s".formatted(page.path(), line.getKey(), link));
                }
        assertEquals(List.of(), broken);
    }

    @Test
    void aPageThatIsLeftToAnotherTestIsThereAndSoIsTheTestWhichNamesIt() throws Exception {
        for (Map.Entry<String, String> other : OtherTests.OF.entrySet()) {
            assertTrue(Files.exists(Page.REPOSITORY.resolve(other.getKey())), other.getKey());
            Path source = Path.of(
                    "src/test/java", Class.forName(other.getValue()).getName().replace('.', '/') + ".java");
            String name = Path.of(other.getKey()).getFileName().toString();
            String stem = name.replaceFirst("\\.md$", "");
            assertTrue(
                    Files.readString(source).contains(stem)
                            || Files.readString(source).contains("\"docs\""),
                    () -> other.getValue() + " does not look at " + name);
        }
    }

    @Test
    void aBlockOfAKindThatNobodyKnowsFailsAndSaysWhere(@TempDir Path folder) {
        for (String kind : List.of("", "bash", "Console", "ruby x.rb")) {
            AssertionError failed = assertThrows(
                    AssertionError.class,
                    () -> Newcomer.follow(
                            page("Text.\n\n```" + kind + "\nls\n```\n"), folder.resolve("k" + kind.length())));
            assertTrue(
                    String.valueOf(failed.getMessage())
                            .startsWith("page.md:3: nobody knows what to do with a block of the kind \""
                                    + kind.split(" ", 2)[0] + "\""),
                    String.valueOf(failed.getMessage()));
        }
    }

    @Test
    void commandsThatAreNotRunWantAReason(@TempDir Path folder) throws Exception {
        String block = "```sh\nsextant rank latest --by batchNorm\nmvn verify\n```\n";
        AssertionError failed =
                assertThrows(AssertionError.class, () -> Newcomer.follow(page(block), folder.resolve("a")));
        assertTrue(
                String.valueOf(failed.getMessage()).contains("want a mark that says why"),
                String.valueOf(failed.getMessage()));
        Newcomer.follow(page("<!-- not run: takes minutes -->\n\n" + block), folder.resolve("b"));
        assertThrows(
                Exception.class,
                () -> Newcomer.follow(
                        page("<!-- not run: takes minutes -->\n```sh\nsextant rank --bye x\n```\n"),
                        folder.resolve("c")));
    }

    @Test
    void whatIsShownIsHeldAgainstWhatIsPrinted() {
        String printed = "\nfirst\nsecond  \nthird 3.25 s\n\n";
        for (String good :
                List.of("first\nsecond\nthird 3.25 s", "first\n…\nthird … s\n", "…", "…\nthird…", "first\n…\n…"))
            assertTrue(ShownOutput.of(good).shows(printed), good);
        for (String bad : List.of("first", "second\n…", "first\nthird 3.25 s", "first\nsecond\nthird … m", "…\nsecond"))
            assertFalse(ShownOutput.of(bad).shows(printed), bad);
    }

    @Test
    void aConsoleIsReadCommandByCommand() {
        Block block =
                page("```console\n$ ./sextant rank 'a b' \\\n    --by \"c\"  # the winner\none\n\ntwo\n$ false # exits with 1\n```\n")
                        .blocks()
                        .getFirst();
        List<Step> steps = Step.of(block);
        assertEquals(
                List.of("./sextant", "rank", "a b", "--by", "c"),
                steps.getFirst().words());
        assertEquals(List.of("one", "", "two"), steps.getFirst().output().lines());
        assertEquals(1, steps.getLast().exit());
        assertEquals(6, steps.getLast().line());
        for (String shells : List.of("ls | head", "echo $HOME", "ls *.json", "a && b", "cat < x", "echo \"$HOME\""))
            assertEquals(List.of(), new Step(1, shells, 0, ShownOutput.of("")).words(), shells);
    }

    @Test
    void anExcerptIsWhatStandsInTheFileWithGapsWhereItSaysSo() {
        String file = "class A {\n    int a;\n\n    int b;\n    int c;\n}\n";
        assertTrue(Excerpt.of("int a;\nint b;").isPartOf(file));
        assertTrue(Excerpt.of("class A {\n    // …\n    int c;\n}").isPartOf(file));
        assertFalse(Excerpt.of("int a;\nint c;").isPartOf(file));
        assertFalse(Excerpt.of("int c;\n…\nint a;").isPartOf(file));
    }
}
