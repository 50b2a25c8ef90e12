// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.tpe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.spi.SearcherContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MixtureTest {
    private static final double NONE = Double.NaN;

    /** A whole number, and a choice of which one branch has a whole number of its own. */
    private static Space tree() {
        Parameter child = new Parameter("kind.b.depth", new Domain.Whole(1, 4, Scale.LOG), new Value.Whole(1));
        Domain.Choice kind = new Domain.Choice(List.of(
                Option.of(JsonNodeFactory.instance.textNode("a")),
                new Option("b", JsonNodeFactory.instance.objectNode(), true, List.of(child))));
        return Space.of(List.of(
                new Parameter("width", new Domain.Whole(1, 3, Scale.LINEAR), new Value.Whole(1)),
                new Parameter("kind", kind, kind.chosen(0))));
    }

    private static List<double[]> everyRow() {
        List<double[]> rows = new ArrayList<>();
        for (int width = 0; width < 3; width++) {
            rows.add(new double[] {width, 0, NONE});
            for (int depth = 0; depth < 4; depth++) rows.add(new double[] {width, 1, depth});
        }
        return rows;
    }

    /** What part of the cube a row stands for. */
    private static double share(Layout layout, double[] row) {
        double share = 1.0 / 3 / 2;
        if (Double.isNaN(row[2])) return share;
        Axis.Steps depth = (Axis.Steps) layout.axis(2);
        return share * (depth.edge((int) row[2] + 1) - depth.edge((int) row[2]));
    }

    private static Mixture mixture(Layout layout) {
        return new Mixture(
                layout,
                List.of(new double[] {0, 1, 2}, new double[] {2, 0, NONE}, new double[] {1, 1, 0}),
                new double[] {2, 0.5, 0.5},
                0.05);
    }

    @Test
    void theDensityOverATreeOfConditionsHoldsOneInAll() {
        Layout layout = new Layout(tree());
        Mixture mixture = mixture(layout);
        double sum = 0;
        for (double[] row : everyRow()) sum += StrictMath.exp(mixture.logDensity(row)) * share(layout, row);
        assertEquals(1, sum, 1e-12);
    }

    @Test
    void drawsFollowTheDensity() {
        Layout layout = new Layout(tree());
        Mixture mixture = mixture(layout);
        DrawSequence draws = new Draws(1, 1).of("test");
        List<double[]> rows = everyRow();
        int[] seen = new int[rows.size()];
        int total = 60_000;
        for (int i = 0; i < total; i++) {
            double[] drawn = mixture.sample(mixture.kernel(draws.uniform()), draws);
            for (int r = 0; r < seen.length; r++) if (java.util.Arrays.equals(rows.get(r), drawn)) seen[r]++;
        }
        for (int r = 0; r < seen.length; r++)
            assertEquals(
                    StrictMath.exp(mixture.logDensity(rows.get(r))) * share(layout, rows.get(r)),
                    seen[r] / (double) total,
                    0.006);
    }

    @Test
    void aChildIsModelledOnlyByTrialsInWhichItWasActive() {
        Layout layout = new Layout(tree());
        double[] weight = {1};
        Mixture other = new Mixture(layout, List.of(new double[] {0, 0, NONE}), weight, 0.05);
        double at0 = other.logDensity(new double[] {0, 1, 0});
        assertEquals(at0, other.logDensity(new double[] {0, 1, 3}), 1e-15);
        Mixture same = new Mixture(layout, List.of(new double[] {0, 1, 0}), weight, 0.05);
        assertTrue(same.logDensity(new double[] {0, 1, 0}) > same.logDensity(new double[] {0, 1, 3}) + 0.3);
    }

    @Test
    void productsOverManyParametersNeitherOverflowNorVanish() {
        List<Parameter> many = new ArrayList<>();
        for (int i = 0; i < 600; i++)
            many.add(new Parameter("x" + i, new Domain.Range(0, 1, Scale.LINEAR), new Value.Real(0)));
        Layout layout = new Layout(Space.of(many));
        double[] row = new double[600];
        Mixture mixture = new Mixture(layout, List.of(row), new double[] {1}, 0.01);
        double[] away = new double[600];
        java.util.Arrays.fill(away, 1);
        double near = mixture.logDensity(row);
        assertTrue(Double.isFinite(near) && near > 600, "near " + near);
        assertEquals(StrictMath.log(0.5), mixture.logDensity(away), 1e-9); // the even kernel alone
    }

    @Test
    void configurationsComeBackFromTheirRows() {
        Space space = SearcherContract.mixed();
        Layout layout = new Layout(space);
        DrawSequence draws = new Draws(2, 2).of("test");
        for (int i = 0; i < 500; i++) {
            double[] unit = new double[space.dimensions()];
            for (int d = 0; d < unit.length; d++) unit[d] = draws.uniform();
            Configuration configuration = space.fromUnit(unit);
            Configuration back = layout.decode(layout.encode(configuration));
            assertEquals(configuration.values().keySet(), back.values().keySet());
            double[] expected = space.toUnit(configuration);
            double[] found = space.toUnit(back);
            for (int d = 0; d < unit.length; d++) assertEquals(expected[d], found[d], 1e-12);
            double[] direct = space.toUnit(layout.decode(layout.fromUnit(unit)));
            for (int d = 0; d < unit.length; d++) assertEquals(expected[d], direct[d], 1e-12);
        }
    }
}
