// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.trainers.network.Activation;
import dev.sextant.trainers.network.Blueprint;
import dev.sextant.trainers.network.LayerSamples;
import dev.sextant.trainers.network.LayerSpec;
import dev.sextant.trainers.network.RandomLayers;
import dev.sextant.trainers.network.Shape;
import dev.sextant.trainers.tensor.Matrix;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What ONNX Runtime makes of exported layers, against what the network itself gives. */
class OnnxLayersIT {
    private static final double TOLERANCE = 1e-5;
    private static final int[] BATCHES = {1, 7, 16};
    private static final int RANDOM_NETWORKS = 150;

    private static double worst;

    /** Relative where values are above 1. */
    private static void assertAgrees(Blueprint blueprint, long seed) throws Exception {
        MadeUp madeUp = MadeUp.plain(blueprint, seed);
        Matrix rows = LayerSamples.rows(blueprint.input());
        try (RuntimeModel runtime = new RuntimeModel(OnnxFile.write(madeUp.saved()))) {
            for (int count : BATCHES) {
                double[][] theirs = (double[][]) runtime.run(RuntimeModel.inputs(blueprint.input(), rows, count))
                        .get(AnswerNodes.VALUES);
                Matrix ours =
                        madeUp.network().predict(rows, IntStream.range(0, count).toArray());
                assertEquals(count, theirs.length);
                for (int i = 0; i < count; i++)
                    for (int j = 0; j < blueprint.outputs(); j++) {
                        double distance =
                                Math.abs(theirs[i][j] - ours.get(i, j)) / Math.max(1, Math.abs(ours.get(i, j)));
                        worst = Math.max(worst, distance);
                        assertTrue(
                                distance <= TOLERANCE,
                                "seed %d, row %d of %d, output %d of %s: %s, here %s"
                                        .formatted(
                                                seed,
                                                i,
                                                count,
                                                j,
                                                LayerSamples.text(blueprint),
                                                theirs[i][j],
                                                ours.get(i, j)));
                    }
            }
        }
    }

    @Test
    void everyKindOfLayerOnEveryShapeAgrees() throws Exception {
        for (Blueprint blueprint : LayerSamples.networks()) assertAgrees(blueprint, 11);
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void everyActivationAgrees(Activation activation) throws Exception {
        LayerSpec act = new LayerSpec.Activate(activation);
        assertAgrees(LayerSamples.of(new Shape.Vector(19), LayerSamples.dense(40), act, LayerSamples.dense(17), act), 5);
        assertAgrees(LayerSamples.of(new Shape.Image(2, 6, 5), LayerSamples.conv(5, 3), act), 5);
    }

    @Test
    void randomNetworksAgree() throws Exception {
        long seed = System.nanoTime();
        System.out.println("random networks of seed " + seed);
        RandomLayers layers = new RandomLayers(new SplittableRandom(seed));
        for (int n = 0; n < RANDOM_NETWORKS; n++) assertAgrees(layers.network(), seed);
        System.out.println("largest distance " + worst);
    }
}
