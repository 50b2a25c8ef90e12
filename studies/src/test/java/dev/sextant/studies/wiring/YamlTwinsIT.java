// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.studies.Examples;
import dev.sextant.studies.file.ResolvedStudy;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.file.StudyReader;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Notation;
import dev.sextant.studies.tree.Problems;
import dev.sextant.studies.tree.TreeText;
import dev.sextant.studies.tree.YamlText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class YamlTwinsIT {
    static List<Path> examples() throws IOException {
        return Examples.files();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleWrittenAsYamlIsTheSameStudy(Path example) throws Exception {
        byte[] bytes = Files.readAllBytes(example);
        StudyFile written = StudyReader.read(example.toString(), bytes, List.of(), Services.catalog());
        Node tree = TreeText.read(example.toString(), bytes, new Problems());
        if (tree == null) throw new AssertionError("no tree in " + example);
        JsonNode json = tree.json();
        for (int seed = 0; seed < 20; seed++) {
            String yaml = YamlText.of(json, new SplittableRandom(seed));
            String name = example.toString().replace(".json", ".yaml");
            StudyFile twin =
                    StudyReader.read(name, yaml.getBytes(StandardCharsets.UTF_8), List.of(), Services.catalog());
            assertEquals(Notation.YAML, twin.notation());
            assertEquals(resolved(written), resolved(twin), yaml);
        }
    }

    private static String resolved(StudyFile file) {
        return ResolvedStudy.write(file.spec(), Map.of()).toPrettyString();
    }
}
