// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
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
    private static final int RANDOM_NETWORKS = 200;

    private static final long SEED = 20261126;

    /** The largest distance of any value, in units of the batch's largest, or of 1 where that is smaller. */
    private static void assertAgrees(Blueprint blueprint, long seed, OptLevel level) throws Exception {
        MadeUp madeUp = MadeUp.plain(blueprint, seed);
        Matrix rows = LayerSamples.rows(blueprint.input());
        try (RuntimeModel runtime = new RuntimeModel(OnnxFile.write(madeUp.saved()), level)) {
            for (int count : BATCHES) {
                double[][] theirs = runtime.run(RuntimeModel.inputs(blueprint.input(), rows, count))
                        .of(AnswerNodes.VALUES, double[][].class);
                Matrix ours =
                        madeUp.network().predict(rows, IntStream.range(0, count).toArray());
                assertEquals(count, theirs.length);
                double largest = 1;
                for (float value : ours.values()) largest = Math.max(largest, Math.abs(value));
                for (int i = 0; i < count; i++)
                    for (int j = 0; j < blueprint.outputs(); j++)
                        assertEquals(
                                ours.get(i, j),
                                theirs[i][j],
                                TOLERANCE * largest,
                                "seed %d, row %d of %d, output %d of %s"
                                        .formatted(seed, i, count, j, LayerSamples.text(blueprint)));
            }
        }
    }

    @Test
    void everyKindOfLayerOnEveryShapeAgrees() throws Exception {
        for (Blueprint blueprint : LayerSamples.networks()) assertAgrees(blueprint, 11, OptLevel.ALL_OPT);
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void everyActivationAgrees(Activation activation) throws Exception {
        LayerSpec act = new LayerSpec.Activate(activation);
        assertAgrees(
                LayerSamples.of(new Shape.Vector(19), LayerSamples.dense(40), act, LayerSamples.dense(17), act),
                5,
                OptLevel.ALL_OPT);
        assertAgrees(LayerSamples.of(new Shape.Image(2, 6, 5), LayerSamples.conv(5, 3), act), 5, OptLevel.ALL_OPT);
    }

    /**
     * Without the fused kernels: that of a sum and the layer norm after it takes the variance from two sums whose
     * difference rounds, which of two nearly equal numbers leaves little.
     */
    @Test
    void randomNetworksAgree() throws Exception {
        RandomLayers layers = new RandomLayers(new SplittableRandom(SEED));
        for (int n = 0; n < RANDOM_NETWORKS; n++) assertAgrees(layers.network(), SEED + n, OptLevel.BASIC_OPT);
    }
}
