// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TotalIndicesTest {
    /** By designs of some 800 base points, so that indices are right to a twentieth. */
    private static final double NEAR = 0.06;

    private static Importance importance(Space space, KnownSurrogate surrogate) {
        return TotalIndices.of(surrogate, space, new Normals(Studies.DRAWS), Studies.DRAWS);
    }

    private static Map<String, Estimate> indices(Space space, ToDoubleFunction<Configuration> response) {
        return importance(space, KnownSurrogate.certain(response)).parameters().stream()
                .collect(Collectors.toMap(Importance.Share::parameter, Importance.Share::share));
    }

    private static double mean(Map<String, Estimate> indices, String parameter) {
        return Objects.requireNonNull(indices.get(parameter), parameter).mean();
    }

    /** Ishigami and Homma 1990 with a = 7, b = 0.1: the total indices are 0.5576, 0.4424, 0.2437. */
    @Test
    void ishigamisFunctionHasTheIndicesThatAreKnown() {
        Space space = Space.of(List.of(Studies.unit("a"), Studies.unit("b"), Studies.unit("c")));
        Map<String, Estimate> found = indices(space, c -> {
            double a = (2 * Studies.number(c, "a") - 1) * Math.PI;
            double b = (2 * Studies.number(c, "b") - 1) * Math.PI;
            double e = (2 * Studies.number(c, "c") - 1) * Math.PI;
            return Math.sin(a) + 7 * Math.sin(b) * Math.sin(b) + 0.1 * e * e * e * e * Math.sin(a);
        });
        assertEquals(0.5576, mean(found, "a"), NEAR);
        assertEquals(0.4424, mean(found, "b"), NEAR);
        assertEquals(0.2437, mean(found, "c"), NEAR);
    }

    /**
     * Sobol's g-function Π (|4x − 2| + a)/(1 + a) with a = 0, 1, 9: with v = 1/(3 (1 + a)²) the total indices are v₁ Π
     * (1 + vⱼ) over the others, over Π (1 + vⱼ) − 1.
     */
    @Test
    void sobolsProductHasTheIndicesThatAreKnown() {
        double[] a = {0, 1, 9};
        Space space = Space.of(List.of(Studies.unit("x0"), Studies.unit("x1"), Studies.unit("x2")));
        Map<String, Estimate> found = indices(space, c -> {
            double product = 1;
            for (int i = 0; i < 3; i++) product *= (Math.abs(4 * Studies.number(c, "x" + i) - 2) + a[i]) / (1 + a[i]);
            return product;
        });
        double[] v = {1 / 3.0, 1 / 12.0, 1 / 300.0};
        double all = (1 + v[0]) * (1 + v[1]) * (1 + v[2]);
        for (int i = 0; i < 3; i++)
            assertEquals(v[i] * all / (1 + v[i]) / (all - 1), mean(found, "x" + i), NEAR, "x" + i);
    }

    /** One option turns x on: Var = 5/48; x counts in half of the space, 1/24; the choice for E x²/4 = 1/12. */
    @Test
    void aParameterCountsOnlyWhereItIsActive() {
        Space space = Space.of(List.of(Studies.choice(
                "branch", Studies.option("on", Studies.unit("x")), Studies.option("off", Studies.unit("idle")))));
        Map<String, Estimate> found = indices(space, c -> c.get("x") instanceof Value.Real real ? real.number() : 0);
        assertEquals(0.8, mean(found, "branch"), NEAR);
        assertEquals(0.4, mean(found, "x"), NEAR);
        assertEquals(0, mean(found, "idle"));
    }

    @Test
    void aModelThatIsUnsureGivesWideIntervals() {
        Space space = Space.of(List.of(Studies.unit("x"), Studies.unit("y")));
        KnownSurrogate sure = KnownSurrogate.certain(c -> Studies.number(c, "x"));
        KnownSurrogate unsure = KnownSurrogate.with(
                sure.latent(),
                (a, b) -> 0.02 * Math.exp(-4 * Math.abs(Studies.number(a, "y") - Studies.number(b, "y"))));
        Importance found = importance(space, unsure);
        assertEquals("x", found.parameters().getFirst().parameter());
        Estimate idle = found.parameters().getLast().share();
        assertTrue(idle.low() < 0.1 && idle.high() > 0.2, idle.toString());
        assertEquals(0, importance(space, sure).parameters().getLast().share().high());
    }

    @Test
    void aConstantResponseOwesNothingToAnyone() {
        Space space = Space.of(List.of(Studies.unit("x"), Studies.choice("one", Studies.option("only"))));
        List<Importance.Share> shares =
                importance(space, KnownSurrogate.certain(_ -> 4)).parameters();
        assertEquals(List.of(new Importance.Share("x", new Estimate(0, 0, 0))), shares);
    }
}
