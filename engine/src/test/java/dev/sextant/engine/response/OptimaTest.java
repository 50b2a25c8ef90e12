// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.trial.Direction;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptimaTest {
    private static final Space SPACE = Space.of(List.of(Studies.unit("x")));

    private static Configuration at(double x) {
        return SPACE.fromUnit(new double[] {x});
    }

    /** Independent normal responses: mean x, deviation 1 below 0.5 and 0.5 above. */
    private static final KnownSurrogate TWO = KnownSurrogate.with(
            c -> Studies.number(c, "x") < 0.5 ? 0 : 1,
            (a, b) -> !a.equals(b) ? 0 : Studies.number(a, "x") < 0.5 ? 1 : 0.25);

    private static Optima optima(KnownSurrogate surrogate, List<List<Configuration>> groups) {
        List<Candidates> candidates =
                groups.stream().map(points -> Candidates.of(surrogate, points)).toList();
        return Optima.of(surrogate, candidates, new Normals(Studies.DRAWS), Normals.COUNT);
    }

    /** P(N(0, 1) &lt; N(1, 0.25)) = Φ(1 / √1.25), by SciPy 1.17.1: norm.cdf(1 / 1.25 ** 0.5). */
    @Test
    void theShareOfTwoIndependentNormalsIsKnown() {
        double[] share =
                optima(TWO, List.of(List.of(at(0.1)), List.of(at(0.9)))).shareLowest();
        assertEquals(0.8144533, share[0], 0.02);
        assertEquals(1, share[0] + share[1], 1e-12);
    }

    /** E min of two independent standard normals is −1/√π, its 2.5 % quantile is Φ⁻¹(1 − √0.975) = −2.2389. */
    @Test
    void theLeastOfTwoIsBelowBoth() {
        Optima optima = optima(TWO, List.of(List.of(at(0.1), at(0.2))));
        Estimate least = optima.estimate(0, new Units(TWO, Direction.MINIMIZE, new double[] {-3, 3}));
        assertEquals(-0.5641896, least.mean(), 0.03);
        assertEquals(-2.2389, least.low(), 0.12);
        assertEquals(0.99885, least.high(), 0.08); // Φ⁻¹(1 − √0.025)
    }

    @Test
    void aGroupIsJudgedByThoseThatTrain() {
        KnownSurrogate certain =
                KnownSurrogate.certain(c -> Studies.number(c, "x")).trainingOnly(c -> Studies.number(c, "x") > 0.3);
        Optima optima = optima(certain, List.of(List.of(at(0.1), at(0.4)), List.of(at(0.35))));
        assertEquals(0.4, optima.value()[0][0]);
        assertEquals(1, optima.place()[0][0]);
        assertEquals(1, optima.shareLowest()[1]);
    }

    @Test
    void aGroupThatTrainsNowhereIsJudgedAllTheSame() {
        KnownSurrogate certain =
                KnownSurrogate.certain(c -> Studies.number(c, "x")).trainingOnly(_ -> false);
        assertEquals(0.1, optima(certain, List.of(List.of(at(0.4), at(0.1)))).value()[0][0]);
    }
}
