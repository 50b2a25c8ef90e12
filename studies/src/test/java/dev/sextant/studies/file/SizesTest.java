// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.studies.tree.TreeText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SizesTest {
    private static String many(int count, IntFunction<String> each) {
        return IntStream.range(0, count).mapToObj(each).collect(Collectors.joining(","));
    }

    private static String refused(String text, Argument... arguments) {
        StudyFileException refused = assertThrows(StudyFileException.class, () -> Corpus.read(text, arguments));
        assertEquals(1, refused.errors(), refused.text());
        return refused.text().lines().findFirst().orElse("");
    }

    private static String free(int parameters, String tries) {
        return "{\"trainer\": {\"type\": \"free\", \"parameters\": {"
                + many(parameters, i -> "\"p" + i + "\": {\"uniform\": [0, 1]}") + "}}, \"search\": {\"trials\": 2000, "
                + "\"tryFirst\": [" + tries + "]}}";
    }

    @Test
    void aThousandParametersAndFirstTriesAreReadAndNoMore() throws Exception {
        StudyFile file = Corpus.read(free(1000, many(100, i -> "{}")));
        assertEquals(1000, file.spec().space().dimensions());
        assertEquals(100, file.spec().tryFirst().size());
        assertEquals(
                1000,
                Corpus.read(free(1, many(1000, i -> "{}"))).spec().tryFirst().size());
        assertEquals(
                "study.json:1:13: error: /trainer: a study searches over at most 1000 parameters, got 1001",
                refused(free(1001, "")));
        assertEquals(
                "study.json:1:113: error: /search/tryFirst: at most 1000 configurations are tried first here, got 1001",
                refused(free(1, many(1001, i -> "{}"))));
        assertTrue(refused(free(1000, many(101, i -> "{}"))).contains("at most 100 configurations"));
    }

    @Test
    void whatIsResolvedIsReadAgainHoweverLargeItIs() throws Exception {
        StudyFile file = Corpus.read(free(1000, many(100, i -> "{}")));
        String resolved = ResolvedStudy.write(file.spec(), Map.of()).toPrettyString();
        byte[] bytes = resolved.getBytes(StandardCharsets.UTF_8);
        assertTrue(bytes.length > TreeText.MAX_BYTES, () -> "only " + bytes.length);
        StudyFile again = StudyReader.readResolved("study.resolved.json", bytes, List.of(), Corpus.catalog());
        assertEquals(resolved, ResolvedStudy.write(again.spec(), Map.of()).toPrettyString());
    }

    @Test
    void aChoiceHasTenThousandOptionsAtMost() {
        assertEquals(
                "study.json:1:61: error: /trainer/parameters/p/choice: a choice has at most 10000 options, got 10001",
                refused("{\"trainer\": {\"type\": \"free\", \"parameters\": {\"p\": {\"choice\": ["
                        + many(10_001, Integer::toString) + "]}}}}"));
    }

    @Test
    void aPathOfAnArgumentIsNoDeeperThanAFileMayBe() {
        String study = "{\"trainer\": {\"data\": {}}}";
        String deep = refused(study, Argument.set("a" + ".a".repeat(99_999) + "=1"));
        assertTrue(deep.endsWith("…: error: the path has 100000 names, at most 64 are read"), deep);
        String wide = refused(study, Argument.set("confirm." + "x".repeat(300) + "=1"));
        assertTrue(wide.endsWith(": error: a name has at most 256 characters, got 300"), wide);
    }
}
