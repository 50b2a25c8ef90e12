// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.tpe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Scale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarginalTest {
    private static final Axis.Line LINE = new Axis.Line(new Domain.Range(0, 1, Scale.LINEAR), 0);
    private static final Marginal.Bandwidth BANDWIDTH = new Marginal.Bandwidth(3, 0.01);

    private static Axis.Names names(int count) {
        return new Axis.Names(new Domain.Choice(IntStream.range(0, count)
                .mapToObj(i -> Option.of(JsonNodeFactory.instance.textNode("option" + i)))
                .toList()));
    }

    private static Axis.Steps steps(Domain.Whole domain) {
        return Axis.Steps.of(domain, (int) domain.count());
    }

    private static double[] densities(Marginal marginal, double x, int kernels) {
        double[] densities = new double[kernels];
        java.util.Arrays.fill(densities, 1);
        marginal.multiply(x, densities, new double[2][kernels]);
        return densities;
    }

    @Test
    void aBumpIsANormalDensityCutOffAtTheEndsOverAnEvenPart() {
        Marginal bumps = new Marginal.Bumps(new double[] {0.5, 0}, 0.1);
        double peak = 0.3989422804014327 / 0.1;
        double inside = 1 - 2 * 2.8665157187919e-7; // Φ(−5)
        assertEquals(0.3 + 0.7 * peak / inside, densities(bumps, 0.5, 2)[0], 1e-12);
        assertEquals(0.3 + 0.7 * peak * StrictMath.exp(-0.5) / inside, densities(bumps, 0.6, 2)[0], 1e-12);
        assertEquals(0.3 + 0.7 * peak / 0.5, densities(bumps, 0, 2)[1], 1e-12);
        assertEquals(0.3, densities(bumps, 1, 2)[1], 1e-12);
    }

    @ParameterizedTest(name = "width {0}")
    @ValueSource(doubles = {0.01, 0.1, 1})
    void bumpsHoldOneInAll(double width) {
        Marginal bumps = new Marginal.Bumps(new double[] {0, 0.013, 0.5, 1}, width);
        double[] sum = new double[4];
        int parts = 20_000;
        for (int i = 0; i < parts; i++) {
            double[] at = densities(bumps, (i + 0.5) / parts, 4);
            for (int k = 0; k < 4; k++) sum[k] += at[k] / parts;
        }
        for (double one : sum) assertEquals(1, one, 1e-5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LINEAR", "LOG"})
    void cellsHoldOneInAllAndWhatTheBumpHoldsOverTheirShare(String scale) {
        Axis.Steps steps = steps(new Domain.Whole(1, 9, Scale.valueOf(scale)));
        double[] centres = {0, 4, 8, Double.NaN};
        Marginal cells = Marginal.of(steps, centres, BANDWIDTH);
        double[] places = {steps.middle(0), steps.middle(4), steps.middle(8), Double.NaN};
        Marginal bumps = new Marginal.Bumps(places, BANDWIDTH.of(places, 0));
        double[] sum = new double[4];
        for (int cell = 0; cell < 9; cell++) {
            double width = steps.edge(cell + 1) - steps.edge(cell);
            double[] density = densities(cells, cell, 4);
            for (int k = 0; k < 4; k++) sum[k] += density[k] * width;
            double[] mean = new double[4];
            for (int i = 0; i < 1000; i++) {
                double[] at = densities(bumps, steps.edge(cell) + (i + 0.5) / 1000 * width, 4);
                for (int k = 0; k < 4; k++) mean[k] += at[k] / 1000;
            }
            for (int k = 0; k < 4; k++) assertEquals(mean[k], density[k], 1e-4 * mean[k]);
        }
        for (double one : sum) assertEquals(1, one, 1e-12);
    }

    @Test
    void labelsHoldTheirOwnOptionAndALittleOfAll() {
        Marginal labels = new Marginal.Labels(2, new double[] {1, 1, 0, Double.NaN});
        double spread = 2 / 7.0; // 2 options over 2 + 1 + 4; the even part is larger
        assertTrue(spread < Marginal.EVEN_PART);
        assertEquals(0.3 + 0.7 * 2, densities(labels, 1, 4)[0], 1e-15);
        assertEquals(0.3, densities(labels, 0, 4)[0], 1e-15);
        assertEquals(1, densities(labels, 0, 4)[3]);
        Marginal many = new Marginal.Labels(5, new double[] {1, 2});
        assertEquals(5 / 8.0 + 3 / 8.0 * 5, densities(many, 1, 2)[0], 1e-15);
        assertEquals(5 / 8.0, densities(many, 2, 2)[0], 1e-15);
    }

    @Test
    void aKernelWithoutCentreIsOneEverywhere() {
        double[] none = {Double.NaN};
        for (Axis axis : new Axis[] {LINE, steps(new Domain.Whole(1, 4, Scale.LINEAR)), names(3)})
            for (double x = 0; x <= 1; x++)
                assertEquals(1, densities(Marginal.of(axis, none, BANDWIDTH), x, 1)[0], 1e-15, axis.toString());
    }

    @Test
    void drawsFollowTheDensity() {
        Axis.Steps steps = steps(new Domain.Whole(1, 6, Scale.LOG));
        Axis.Names names = names(4);
        double[] centres = {2, 0};
        for (Axis axis : new Axis[] {steps, names}) {
            Marginal marginal = Marginal.of(axis, centres, BANDWIDTH);
            int count = axis == steps ? 6 : 4;
            int[] seen = new int[count];
            DrawSequence draws = new Draws(3, 3).of("test");
            int total = 100_000;
            for (int i = 0; i < total; i++) seen[(int) marginal.sample(0, draws.uniform())]++;
            for (int at = 0; at < count; at++) {
                double share = axis == steps ? steps.edge(at + 1) - steps.edge(at) : 1.0 / count;
                assertEquals(densities(marginal, at, 2)[0] * share, seen[at] / (double) total, 0.005);
            }
        }
        Marginal bumps = new Marginal.Bumps(new double[] {0.02}, 0.05);
        int low = 0;
        DrawSequence draws = new Draws(4, 4).of("test");
        for (int i = 0; i < 100_000; i++) if (bumps.sample(0, draws.uniform()) < 0.02) low++;
        // Φ(0) − Φ(−0.4) over 1 − Φ(−0.4), and the even part
        assertEquals(0.3 * 0.02 + 0.7 * 0.1554217416 / 0.6554217416, low / 100_000.0, 0.005);
    }

    @Test
    void kernelsAreAsWideAsHalfOfScottsRuleFromASpreadThatStartsEven() {
        double deviation = Math.sqrt((0.02 + 2 / 12.0) / 3);
        double expected = 0.5 * deviation * StrictMath.pow(2, -1 / 7.0);
        assertEquals(expected, BANDWIDTH.of(new double[] {0.2, 0.4, Double.NaN}, 0), 1e-15);
        assertEquals(0.2, BANDWIDTH.of(new double[] {0.2, 0.4}, 0.2));
        double[] equal = new double[100_000];
        assertEquals(0.01, BANDWIDTH.of(equal, 0));
    }
}
