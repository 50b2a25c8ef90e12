// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/networks.md: its studies are what it says of them; and the commands of its example, docs/batch-norm.md. */
class NetworksPageIT {
    private static final Path PAGE = Path.of("docs", "networks.md");
    private static final Pattern SNIPPET = Pattern.compile("(?ms)^```(\\w+) (\\S+)\n(.*?)^```$");

    @TempDir
    Path folder;

    private final Map<String, String> snippets = new LinkedHashMap<>();

    @BeforeEach
    void write() throws IOException {
        Matcher snippet = SNIPPET.matcher(Files.readString(PAGE));
        while (snippet.find()) {
            snippets.put(snippet.group(2), snippet.group(3));
            Files.writeString(folder.resolve(snippet.group(2)), snippet.group(3));
        }
        assertEquals(6, snippets.size());
    }

    @Test
    void theImagesAreRefusedAsThePageSaysAndGoodWithWhatItAdvises() throws IOException {
        Typed.in(folder, "validate", "images.json")
                .expect(3)
                .saying(snippets.getOrDefault("refusal", "none").strip());
        Files.writeString(
                folder.resolve("good.json"),
                snippets.getOrDefault("images.json", "").replace("{ \"choice\": [8, 16] }", "16"));
        Typed.in(folder, "validate", "good.json").expect(0).saying("layers.2 residual 16×4×4");
    }

    @Test
    void theSequencesAreGood() {
        Typed.in(folder, "validate", "series.json").expect(0).saying("lstm 16");
        Typed.in(folder, "validate", "words.json").expect(0).saying("embedding 8 up to 3 steps of 8");
    }

    @Test
    void aTrainedNetworkIsWhereAnotherStarts() throws IOException {
        Files.writeString(
                folder.resolve("first.json"),
                snippets.getOrDefault("tuned.json", "")
                        .replaceAll("(?m)^.*\"(initialWeights|freeze|layerRates)\".*\n", ""));
        Typed.in(folder, "run", "first.json", "--set", "trainer.epochs=1", "--set", "confirm.top=0", "--quiet")
                .expect(0);
        Typed.in(folder, "export", "latest", "--output", "digits.safetensors").expect(0);
        assertTrue(Files.size(folder.resolve("digits.safetensors")) > 1000);
        Typed.in(folder, "validate", "tuned.json").expect(0).saying("digits.safetensors");
    }

    @Test
    void theCommandsOfTheExampleAreTakenAndItsStudyIsOne() throws IOException {
        String example = Files.readString(Path.of("docs", "batch-norm.md"));
        Matcher commands =
                Pattern.compile("(?m)^sextant (.*)$|`sextant ([^`]*)`").matcher(example);
        int count = 0;
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        for (; commands.find(); count++) {
            String[] typed = (commands.group(1) == null ? commands.group(2) : commands.group(1)).split(" ", -1);
            // Throws what a person would be told.
            Program.of(typed, Console.of(nowhere, nowhere, Map.of())).parseArgs(typed);
        }
        assertTrue(count >= 3);
        Typed.in(Path.of("..").toAbsolutePath().normalize(), "validate", "studies/digits-cnn.json")
                .expect(0)
                .saying("0.01");
    }
}
