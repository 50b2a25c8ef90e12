// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.file.StudyReader;
import dev.sextant.studies.tree.Problem;
import dev.sextant.studies.wiring.Services;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever stands in a file: a valid study with the same ranges, or what is wrong and where. */
class RandomImportsIT {
    private static final int SEEDS = 200;

    private static RandomSources.Source source(Tool tool, RandomSources random) {
        return switch (tool) {
            case WANDB -> random.wandb();
            case KATIB -> random.katib();
            case NNI -> random.nni();
        };
    }

    @ParameterizedTest
    @EnumSource
    void theStudySearchesTheSameRanges(Tool tool) throws StudyFileException {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomSources.Source source = source(tool, new RandomSources(seed));
            String text = source.document().toPrettyString();
            String what = "seed " + seed + ":\n" + text;
            try {
                Imported imported = Samples.read(seed % 2 == 0 ? "source.json" : "source.yaml", text);
                assertEquals(tool, imported.tool(), what);
                byte[] study = imported.study().getBytes(StandardCharsets.UTF_8);
                Space space = StudyReader.read("study.json", study, List.of(), Services.catalog())
                        .spec()
                        .space();
                for (Map.Entry<String, RandomSources.Expected> entry :
                        source.parameters().entrySet()) {
                    Parameter found = space.find(entry.getKey());
                    String message = what + "\n" + imported.study() + "\n" + entry.getKey();
                    if (entry.getValue().options() == 1) assertEquals(null, found, message);
                    else same(entry.getValue(), found == null ? null : found.domain(), message);
                    String last = entry.getKey().substring(entry.getKey().lastIndexOf('.') + 1);
                    assertTrue(imported.study().contains(last), message);
                }
                for (Parameter parameter : space.parameters())
                    assertTrue(source.parameters().containsKey(parameter.path()), what + "\n" + parameter.path());
            } catch (StudyFileException refused) {
                throw new AssertionError(what + "\n" + refused.text(), refused);
            }
        }
    }

    private static void same(RandomSources.Expected expected, @Nullable Domain found, String message) {
        switch (found) {
            case Domain.Choice choice ->
                assertEquals(expected.options(), choice.options().size(), message);
            case Domain.Range range -> {
                assertEquals(expected.low(), range.low(), 1e-9 * Math.abs(expected.low()), message);
                assertEquals(expected.high(), range.high(), 1e-9 * Math.abs(expected.high()), message);
                assertEquals(expected.scale(), range.scale(), message);
            }
            case Domain.Whole whole -> {
                assertTrue(expected.whole(), message);
                assertEquals(expected.low(), (double) whole.low(), message);
                assertEquals(expected.high(), (double) whole.high(), message);
                assertEquals(expected.scale(), whole.scale(), message);
            }
            case null -> throw new AssertionError("not searched: " + message);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSpoiltIsToldAtALineOfTheFile(Tool tool) {
        int refusals = 0;
        for (long seed = 0; seed < 2 * SEEDS; seed++) {
            RandomSources random = new RandomSources(seed);
            JsonNode spoilt = random.spoilt(source(tool, random).document());
            String text = spoilt.toPrettyString();
            Function<String, String> what = last -> "spoilt:\n" + text + "\n" + last;
            try {
                Samples.read(seed % 2 == 0 ? "source.json" : "source.yaml", text);
            } catch (StudyFileException refused) {
                refusals++;
                long lines = text.lines().count();
                assertTrue(refused.problems().stream().allMatch(Problem::severe), what.apply(refused.text()));
                for (Problem problem : refused.problems())
                    assertTrue(problem.at().line() >= 1 && problem.at().line() <= lines, what.apply(refused.text()));
            } catch (RuntimeException broken) {
                throw new AssertionError("seed " + seed + " " + what.apply(broken.toString()), broken);
            }
        }
        assertTrue(refusals > SEEDS / 2, refusals + " refusals of " + 2 * SEEDS);
    }
}
