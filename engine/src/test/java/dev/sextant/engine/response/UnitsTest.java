// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.trial.Direction;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitsTest {
    private static Estimate around(Direction direction, double middle, double... values) {
        KnownSurrogate surrogate = new KnownSurrogate(_ -> 0, (_, _) -> 0, _ -> true, direction, List.of());
        double latent = direction.minimized(middle);
        return new Units(surrogate, direction, values).estimate(latent, latent - 2, latent + 2);
    }

    @Test
    void aLossThatNeverFellBelowZeroIsNotExpectedThere() {
        assertEquals(new Estimate(0.5, 0, 2.5), around(Direction.MINIMIZE, 0.5, 0.1, 0.9));
        assertEquals(new Estimate(0.5, -1.5, 2.5), around(Direction.MINIMIZE, 0.5, -0.1, 0.9));
        assertEquals(new Estimate(-0.5, -2.5, 0), around(Direction.MINIMIZE, -0.5, -0.1, -0.9));
    }

    @Test
    void aShareStaysAShare() {
        assertEquals(new Estimate(0.9, 0, 1), around(Direction.MAXIMIZE, 0.9, 0.1, 0.95));
        assertEquals(new Estimate(0.9, 0, 2.9), around(Direction.MAXIMIZE, 0.9, 0.1, 1.05));
    }
}
