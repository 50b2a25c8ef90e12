// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.docs;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every page of the documents is followed from its top to its end, as by somebody who has just cloned the repository.
 * The blocks of one page share a folder, which has {@code studies} in it and {@code ./sextant}. What is done with a
 * fenced block is told by the words behind its fence:
 *
 * <ul>
 *   <li>{@code console}: each line {@code $ COMMAND} is typed, in order; a line that ends in a backslash goes on. It
 *       must end with 0, or with N where {@code # exits with N} stands behind it. The lines up to the next {@code $}
 *       are what it prints, on standard output, on standard error or on the one after the other; {@code …} alone on a
 *       line stands for any lines, within a line for anything; where there are none, nothing is compared.
 *       {@code ./sextant} (or {@code sextant}) runs in this process where the line is nothing but words; all else is
 *       bash's.
 *   <li>{@code json NAME}, {@code yaml NAME}: written to that file; one that has a {@code trainer} is a study, and must
 *       be a good one. Without a name: a study, JSON values, or what may stand within an object.
 *   <li>{@code java NAME.java}: compiled, warnings are errors; run where it has a {@code main} and no other block of
 *       the page names it.
 *   <li>{@code python NAME.py}, {@code js NAME.mjs}: written, and run where no other block names it. Where the language
 *       is not there, or a module that the script imports, the rest of the page is skipped, and says so.
 *   <li>{@code sh NAME.sh}, {@code csv NAME.csv}: written.
 *   <li>{@code diff NAME}: an edit of that file: the lines behind {@code -} become those behind {@code +}.
 *   <li>{@code sh} without a name: commands that are not run. They must be bash, and what begins with {@code sextant}
 *       be taken by the command line; they want a mark.
 *   <li>{@code xml}: well-formed.
 *   <li>{@code text}: a picture, or output; {@code text output} is compared with what the block before it printed.
 *   <li>any kind whose NAME is a path in the repository, {@code java studies/examples-java/src/…}: an excerpt of that
 *       file; {@code // …} stands for what is left out.
 * </ul>
 *
 * <p>{@code <!-- not run: REASON -->} on the line before a fence has a block written or compiled and not run (nor
 * validated); the reason is printed. A block of any other kind fails. {@code -Dsextant.page=tutorial} follows one page
 * alone.
 */
@Timeout(120)
class PagesIT {
    static Stream<Page> pages() throws IOException {
        String one = System.getProperty("sextant.page", "");
        return Page.all().stream()
                .filter(page ->
                        !OtherTests.OF.containsKey(page.path()) && page.path().contains(one));
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("pages")
    void whatThePageSaysIsSo(Page page, @TempDir Path folder) throws Exception {
        Newcomer.follow(page, folder.resolve("sextant-clone"));
    }

    private static final String EVERY_KIND = """
            ```json tiny.json
            { "trainer": { "type": "function", "function": { "levy": { "x": [{ "uniform": [-5, 5] }] } } },
              "search": { "searcher": "random", "trials": 3 }, "confirm": { "top": 0 } }
            ```
            ```console
            $ ./sextant run tiny.json --quiet --dir mine   # as on the page
            …
            3 trials: 3 completed; … in all.
            …
            $ ./sextant validate studies/iris.json missing.json # exits with 2
            …
            $ ./sextant rank mine --format csv | head -n 1
            rank,…
            $ ls studies/clients/*.sh
            studies/clients/sextant.sh
            ```
            ```java Hello.java
            class Hello {
                public static void main(String[] arguments) {
                    System.out.println("hello from " + dev.sextant.engine.trial.Direction.MINIMIZE);
                }
            }
            ```
            ```text output
            hello from MINIMIZE
            ```
            ```json
            "search": { "trials": 3 }
            ```
            ```json studies/iris.json
            "search": { "searcher": "bayesian", "trials": 60 }
            ```
            ```xml
            <dependency><version>1</version></dependency>
            ```
            """;

    @Test
    void aPageOfEveryKindIsFollowed(@TempDir Path folder) throws Exception {
        Newcomer.follow(new Page("page.md", EVERY_KIND.lines().toList()), folder.resolve("clone"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 shows|console|$ ls studies/clients/*.py;studies/clients/sextant.js",
                "1 ends otherwise|console|$ ./sextant validate missing.json",
                "1 ends otherwise|console|$ ls studies # exits with 3",
                "3 shows|console|$ echo one;one;$ echo two;three",
                "0 does not compile|java A.java|class A { int x = null; }",
                "0 is no good study|json a.json|{'trainer': {'data': {'builtin': 'irises'}}}",
                "0 is no JSON|json|{'trials': }",
                "0 is not what stands in studies/iris.json|json studies/iris.json|'trials': 61",
                "0 is not well-formed|xml|<dependency>",
            })
    void aBlockThatIsNotSoFailsAndSaysWhere(String says, String fence, String text, @TempDir Path folder) {
        List<String> lines = new ArrayList<>(List.of("", "", "```" + fence));
        lines.addAll(List.of(text.replace('\'', '"').split(";(?=\\S)", -1)));
        lines.add("```");
        AssertionError failed = assertThrows(
                AssertionError.class, () -> Newcomer.follow(new Page("page.md", lines), folder.resolve("clone")));
        int line = 3 + Integer.parseInt(says.substring(0, 1));
        assertTrue(failed.getMessage().startsWith("page.md:" + line + says.substring(1)), failed.getMessage());
    }
}
