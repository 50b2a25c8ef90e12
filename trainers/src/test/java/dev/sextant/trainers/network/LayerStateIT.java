// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.optimizer.Adam;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;
import dev.sextant.trainers.tensor.ColumnKernels;
import dev.sextant.trainers.tensor.Kernels;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trainings of every kind of layer that are left and gone on with after any epoch. */
class LayerStateIT {
    private static final int BATCH = 17;
    private static final int EPOCHS = 3;

    static Stream<Named<Blueprint>> networks() {
        return LayerSamples.named();
    }

    private static Network network(Blueprint blueprint) {
        Kernels plain = Kernels.twins().getFirst();
        return new Network(
                blueprint,
                new Updates(Adam.PAPER, 1e-4, 2, 0, List.of()),
                BATCH,
                new Draws(5, 1),
                () -> plain,
                () -> ColumnKernels.besides(plain));
    }

    /** The last batch of an epoch is smaller than the others. */
    private static void epoch(Network network, Blueprint blueprint) {
        for (int from = 0; from < LayerSamples.ROWS; from += BATCH)
            network.train(
                    LayerSamples.rows(blueprint.input()),
                    LayerSamples.targets(),
                    LayerSamples.order(),
                    from,
                    Math.min(BATCH, LayerSamples.ROWS - from),
                    0.01,
                    Double.NaN);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aNetworkGoesOnBitForBitFromItsStateAfterAnyEpoch(Blueprint blueprint) throws Exception {
        Network straight = network(blueprint);
        Network resumed = network(blueprint);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            epoch(straight, blueprint);
            epoch(resumed, blueprint);
            byte[] state =
                    new StateWriter((int) resumed.stateBytes()).put(resumed).toByteArray();
            assertEquals((double) resumed.stateBytes(), state.length, 2_048, "state of epoch " + epoch);
            resumed = network(blueprint);
            new StateReader(state).into(resumed).end();
            assertArrayEquals(straight.parameterArray(), resumed.parameterArray(), "after epoch " + epoch);
            assertEquals(evaluation(straight, blueprint), evaluation(resumed, blueprint));
        }
    }

    private static Evaluation evaluation(Network network, Blueprint blueprint) {
        return network.evaluate(LayerSamples.rows(blueprint.input()), LayerSamples.targets(), LayerSamples.order());
    }
}
