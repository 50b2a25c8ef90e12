// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.trainers.optimizer.Sgd;
import dev.sextant.trainers.tensor.ColumnKernels;
import dev.sextant.trainers.tensor.Kernels;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitWatchTest {
    private static Pass pass(int rows, int... lengths) {
        Pass pass = new Pass(new TensorLayout(), lengths);
        Kernels plain = Kernels.twins().getFirst();
        pass.begin(plain, ColumnKernels.besides(plain), rows, false);
        return pass;
    }

    @ParameterizedTest
    @CsvSource({
        "RELU, 0, 0.001",
        "GELU, -0.1, 0.1",
        "SOFTPLUS, 0, 0.1",
        "TANH, -1, 0.9",
        "SIGMOID, 0.99995, 0.99",
        "IDENTITY, 0, -1"
    })
    void aUnitIsDeadUntilOneRowOfOneBatchShowsLife(Activation activation, float dead, float alive) {
        Signal signal = Signal.of(new Shape.Vector(20), 8, Storage.real());
        UnitWatch watch = new UnitWatch(activation, signal, ValidLines.NONE, Storage.real());
        watch.begin();
        Arrays.fill(signal.values(), alive); // rows that only fill up the tile
        fill(signal, 6, dead);
        watch.see(pass(6));
        fill(signal, 6, dead);
        signal.values()[Signal.at(5, 17, 6)] = alive;
        watch.see(pass(6));
        fill(signal, 3, dead);
        signal.values()[Signal.at(0, 2, 3)] = alive;
        watch.see(pass(3));
        assertEquals(18, watch.dead());
        watch.begin();
        fill(signal, 3, dead);
        watch.see(pass(3));
        assertEquals(20, watch.dead());
    }

    private static void fill(Signal signal, int rows, float value) {
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < signal.width(); j++) signal.values()[Signal.at(i, j, rows)] = value;
    }

    @Test
    void aChannelLivesByOnePixelOfOneSample() {
        Shape.Image image = new Shape.Image(3, 2, 2);
        Signal signal = Signal.of(image, 19, Storage.real());
        UnitWatch watch = new UnitWatch(Activation.RELU, signal, ValidLines.NONE, Storage.real());
        watch.begin();
        int group = Signal.height(image) * Kernels.PANEL;
        signal.values()[group + 2 * Kernels.PANEL + 3] = 1f; // the 20th sample, which the batch has not got
        watch.see(pass(19));
        assertEquals(3, watch.dead());
        signal.values()[group + (4 + 2) * Kernels.PANEL + 2] = 1f; // channel 1 of the 19th
        watch.see(pass(19));
        assertEquals(2, watch.dead());
        assertEquals(3, watch.units());
    }

    @Test
    void aFeatureLivesByOneStepWithinItsSample() {
        Shape.Sequence shape = new Shape.Sequence(3, 2, true);
        Signal signal = Signal.of(shape, 2, Storage.real());
        UnitWatch watch =
                new UnitWatch(Activation.RELU, signal, new ValidLines(shape, 2, Storage.real()), Storage.real());
        watch.begin();
        int secondStep = Kernels.TILE * Kernels.PANEL;
        signal.values()[secondStep] = 1f; // of the first sample, which has one step
        watch.see(pass(2, 1, 3));
        assertEquals(2, watch.dead());
        signal.values()[secondStep + Kernels.PANEL + 1] = 1f; // of the second sample
        watch.see(pass(2, 1, 3));
        assertEquals(1, watch.dead());
    }

    @Test
    void unitsWithHopelessBiasesAreTheShareThatIsDead() {
        Architecture architecture = NetworkSamples.architecture(Activation.RELU, false, 0.4, Loss.CROSS_ENTROPY);
        Network network =
                NetworkSamples.network(architecture, Sgd.PLAIN, Kernels.twins().getFirst());
        float[] biases = new float[33];
        Arrays.fill(biases, 0, 10, -1000f);
        Arrays.fill(biases, 10, 33, 1000f);
        network.load(new Weights("dense1.bias", new int[] {33}, biases));
        float[] second = new float[7];
        Arrays.fill(second, 1e6f);
        network.load(new Weights("dense2.bias", new int[] {7}, second));
        network.evaluate(NetworkSamples.inputs(), NetworkSamples.targets(Loss.CROSS_ENTROPY), NetworkSamples.order());
        assertEquals(10 / 40.0, network.deadUnits());
    }
}
