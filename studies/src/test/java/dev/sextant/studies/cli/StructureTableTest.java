// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.spi.Structure;
import java.util.List;
import org.junit.jupiter.api.Test;

class StructureTableTest {
    private static final Structure LAYERS = new Structure(
            "layers",
            List.of("place", "layer", "output"),
            List.of("parameters", "multiplyAddsPerSample"),
            List.of(
                    new Structure.Part(
                            List.of("layers.0", "conv 16 of 3×3 padding same, batchNorm, relu", "16×8×8"),
                            List.of(192L, 9216L)),
                    new Structure.Part(List.of("output", "flatten, dense 10", "10"), List.of(10_250L, 10_240L))));

    @Test
    void wordsStandToTheLeftAndCountsToTheRight() {
        assertEquals("""
                  layers of a test
                    place     layer                                         output  parameters  multiply adds
                                                                                                   per sample
                    layers.0  conv 16 of 3×3 padding same, batchNorm, relu  16×8×8         192           9216
                    output    flatten, dense 10                             10           10250          10240
                    total                                                                10442          19456
                """, StructureTable.text(LAYERS, " of a test", 100));
    }

    @Test
    void whatDoesNotFitGoesOnBelowItself() {
        assertEquals("""
                  layers
                    place     layer                           output  parameters  multiply adds
                                                                                     per sample
                    layers.0  conv 16 of 3×3 padding same,    16×8×8         192           9216
                              batchNorm, relu
                    output    flatten, dense 10               10           10250          10240
                    total                                                  10442          19456
                """, StructureTable.text(LAYERS, "", 79));
        assertTrue(StructureTable.text(LAYERS, "", 20).contains("  conv 16 of 3×3 "), "as narrow as it gets");
    }

    @Test
    void whatHasNoPartsHasNoTable() {
        assertEquals("", StructureTable.text(Structure.NONE, "", 80));
    }
}
