// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What validate says of networks that are written layer by layer. */
class ValidateLayersIT {
    @TempDir
    Path folder;

    private Typed validate(String layers, String... more) throws IOException {
        return validateAs("'image': {'channels': 1, 'height': 8, 'width': 8}", layers, more);
    }

    private Typed validateAs(String form, String layers, String... more) throws IOException {
        Files.writeString(
                folder.resolve("study.json"), """
                { "name": "images", "trainer": {
                  "data": { "builtin": "digits", %s },
                  "layers": %s },
                  "search": { "searcher": "random", "trials": 4 } }
                """.formatted(form, layers).replace('\'', '"'));
        String[] arguments = new String[2 + more.length];
        arguments[0] = "validate";
        arguments[1] = "study.json";
        System.arraycopy(more, 0, arguments, 2, more.length);
        return Typed.in(folder, arguments);
    }

    @Test
    void itPrintsTheLayersOfTheDefaultConfiguration() throws Exception {
        String layers = "[{'conv': {'filters': {'choice': [8, 16]}, 'padding': 'same'}}, 'maxPool', {'dense':"
                + " {'int': [20, 40]}}]";
        Typed validated = validate(layers).expect(0);
        assertTrue(validated.out().endsWith("""
                          layers of the default configuration
                            place     layer                     output  parameters  multiply adds
                                                                                       per sample
                            layers.0  conv 8 of 3×3 same, relu  8×8×8           80           4608
                            layers.1  maxPool 2×2               8×4×4            0              0
                            layers.2  flatten, dense 30, relu   30            3870           3840
                            output    dense 10                  10             310            300
                            total                                             4260           8748
                        """), validated.out());
        validated.saying("layers.0.conv.filters 8, 16 default 8").saying("layers.2.dense int 20 … 40 default 30");
        JsonNode structure = validate(layers, "--format", "json").json().at("/0/structure");
        assertEquals("layers", structure.get("title").textValue());
        assertEquals("conv 8 of 3×3 same, relu", structure.at("/parts/0/layer").textValue());
        assertEquals(4260, structure.at("/totals/parameters").intValue());
        assertEquals(8748, structure.at("/totals/multiplyAddsPerSample").intValue());
    }

    @Test
    void theDigitsThatComeWithItSayThemselvesThatTheyAreEightByEight() throws Exception {
        validateAs("'image': true", "['flatten']").expect(0).saying("image 1×8×8");
        validateAs("'sequence': true", "[{'gru': 4}]").expect(0).saying("layers.0 gru 4");
        validateAs("'image': {'height': 4, 'width': 16}", "['flatten']")
                .expect(3)
                .saying("image is written as ?×4×16, but digits.csv has rows of 8×8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "[{'conv': {'filters': 4, 'kernel': 9}}] | /trainer/layers/0: conv: a kernel of 9×9 is larger than its input",
                "[{'residual': [{'conv': {'filters': 4}}]}] | /trainer/layers/0: residual: its sides differ",
                "[{'dense': 8}, {'residual': [{'dense': 8}, {'lstm': 8}]}] | /trainer/layers/1/residual/1: lstm needs a"
                        + " sequence",
                "[{'embedding': 8}] | /trainer/layers/0: embedding needs tokens",
                "[{'conv': {'filters': 4, 'kernel': {'choice': [3, 7]}}}, {'maxPool': 3}] | /trainer/layers/1: with"
                        + " layers.0.conv.kernel 7: maxPool: a square of 3×3 is larger than its input",
                "{'choice': [['flatten'], ['flatten', 'maxPool']]} | /trainer/layers/1: maxPool needs an image",
            })
    void aLayerThatDoesNotFitIsAnErrorAtItsPlace(String layers, String said) throws Exception {
        Typed refused = validate(layers).expect(3);
        refused.saying("error: " + said);
    }

    @Test
    void valuesThatFitByThemselvesAndNotTogetherAreWarnedOf() throws Exception {
        Typed warned = validate("[{'conv': {'filters': 4, 'kernel': {'choice': [3, 5, 7]}}}, {'conv': {'filters': 4,"
                        + " 'kernel': {'choice': [1, 3], 'default': 1}}}, {'dense': {'choice': [8, 16]}}]")
                .expect(0);
        warned.saying("warning: /trainer/layers/1: ")
                .saying("of 200 configurations drawn at random cannot be trained, and their trials would fail; with"
                        + " layers.0.conv.kernel 7, layers.1.conv.kernel 3: conv: a kernel of 3×3 is larger than its"
                        + " input, which is 2×2");
        Typed fits = validate(
                        "[{'conv': {'filters': 4, 'kernel': {'choice': [3, 5]}}}, {'dense': {'choice': [8, 16]}}]")
                .expect(0);
        assertFalse(fits.err().contains("warning"), fits.err());
    }
}
