// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.trainers.optimizer.Sgd;
import dev.sextant.trainers.tensor.Kernels;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpdateStepIT {
    private static final Architecture ARCHITECTURE = NetworkSamples.architecture(Activation.TANH, false, 0, Loss.HUBER);
    private static final Targets TARGETS = NetworkSamples.targets(Loss.HUBER);

    private static Network network(Updates updates) {
        return NetworkSamples.network(ARCHITECTURE, updates, Kernels.twins().getFirst());
    }

    private static double step(Network network) {
        return network.train(NetworkSamples.inputs(), TARGETS, NetworkSamples.order(), 0, 32, 0.1, Double.NaN);
    }

    private static double[] norms(Network network) {
        double[] norms = new double[3];
        network.gradientNorms(norms);
        return norms;
    }

    private static double norm(List<Weights> tensors) {
        double sum = 0;
        for (Weights tensor : tensors) for (float g : tensor.values()) sum += (double) g * g;
        return Math.sqrt(sum);
    }

    @Test
    void normsAreThoseOfTheGradientBeforeClipping() {
        Network free = network(Updates.by(Sgd.PLAIN));
        step(free);
        double[] norms = norms(free);
        for (int l = 0; l < 3; l++)
            assertEquals(norm(free.gradients().subList(2 * l, 2 * l + 2)), norms[l], 1e-6 * norms[l]);
        Network clipped = network(new Updates(Sgd.PLAIN, 0, 0.01, 1e-4, List.of()));
        step(clipped);
        assertArrayEquals(norms, norms(clipped), 1e-9);
    }

    @Test
    void theNormIsClippedOverAllLayersThatLearn() {
        Network free = network(Updates.by(Sgd.PLAIN));
        step(free);
        double whole = norm(free.gradients());
        Network clipped = network(new Updates(Sgd.PLAIN, 0, whole / 3, 0, List.of()));
        step(clipped);
        assertEquals(whole / 3, norm(clipped.gradients()), 1e-5 * whole);
        Network loose = network(new Updates(Sgd.PLAIN, 0, whole * 1.01, 0, List.of()));
        step(loose);
        assertArrayEquals(free.parameterArray(), loose.parameterArray());
        Network partly = network(new Updates(Sgd.PLAIN, 0, 1e-3, 0, List.of(1.0, 0.0, 1.0)));
        step(partly);
        assertEquals(1e-3, norm(partly.gradients()), 1e-5);
        assertEquals(0, norms(partly)[1]);
    }

    @Test
    void elementsAreClippedAfterTheNorm() {
        Network clipped = network(new Updates(Sgd.PLAIN, 0, 0, 1e-3, List.of()));
        step(clipped);
        boolean reached = false;
        for (Weights tensor : clipped.gradients())
            for (float g : tensor.values()) {
                assertTrue(Math.abs(g) <= 1e-3f, tensor.name() + " " + g);
                reached |= Math.abs(g) == 1e-3f;
            }
        assertTrue(reached);
    }

    @Test
    void theLossHoldsTheL1TermOfTheWeightsAlone() {
        Network free = network(Updates.by(Sgd.PLAIN));
        double sum = 0;
        for (Weights tensor : free.weights())
            if (tensor.name().endsWith(".weight")) for (float w : tensor.values()) sum += Math.abs(w);
        Network penalised = network(new Updates(Sgd.PLAIN, 0.01, 0, 0, List.of()));
        assertEquals(step(free) + 0.01 * sum, step(penalised), 1e-9 * sum);
    }

    @Test
    void frozenLayersHaveNoPartInThePenalty() {
        List<Double> rates = List.of(0.0, 1.0, 1.0);
        Network free = network(new Updates(Sgd.PLAIN, 0, 0, 0, rates));
        double sum = 0;
        for (Weights tensor : free.weights().subList(2, 6))
            if (tensor.name().endsWith(".weight")) for (float w : tensor.values()) sum += Math.abs(w);
        Network penalised = network(new Updates(Sgd.PLAIN, 0.01, 0, 0, rates));
        assertEquals(step(free) + 0.01 * sum, step(penalised), 1e-9 * sum);
        step(penalised);
        assertEquals(0, norms(penalised)[0]);
        assertEquals(0, norm(penalised.gradients().subList(0, 2)));
    }

    @Test
    void aLayersRateMultipliesItsSteps() {
        Network whole = network(Updates.by(Sgd.PLAIN));
        List<Weights> start = whole.weights();
        step(whole);
        Network parts = network(new Updates(Sgd.PLAIN, 0, 0, 0, List.of(0.5, 0.0, 2.0)));
        step(parts);
        double[] factors = {0.5, 0.5, 0, 0, 2, 2};
        for (int t = 0; t < factors.length; t++)
            for (int i = 0; i < start.get(t).values().length; i++) {
                float from = start.get(t).values()[i];
                float moved = whole.weights().get(t).values()[i] - from;
                assertEquals(from + factors[t] * moved, parts.weights().get(t).values()[i], 1e-6);
            }
    }

    @Test
    void aPrescribedMomentumTakesThePlaceOfTheRules() {
        Network own = network(Updates.by(new Sgd(0.5, 0, false, Sgd.PLAIN.decay())));
        Network prescribed = network(Updates.by(Sgd.MOMENTUM));
        for (int i = 0; i < 3; i++) {
            step(own);
            prescribed.train(NetworkSamples.inputs(), TARGETS, NetworkSamples.order(), 0, 32, 0.1, 0.5);
        }
        assertArrayEquals(own.parameterArray(), prescribed.parameterArray());
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertEquals(
                "clipNorm (-1.0) must be at least 0 and finite",
                assertThrows(IllegalArgumentException.class, () -> new Updates(Sgd.PLAIN, 0, -1, 0, List.of()))
                        .getMessage());
        assertEquals(
                "l1 (NaN) must be at least 0 and finite",
                assertThrows(IllegalArgumentException.class, () -> new Updates(Sgd.PLAIN, Double.NaN, 0, 0, List.of()))
                        .getMessage());
        assertEquals(
                "2 layer rates for 3 layers with weights",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> network(new Updates(Sgd.PLAIN, 0, 0, 0, List.of(1.0, 1.0))))
                        .getMessage());
    }
}
