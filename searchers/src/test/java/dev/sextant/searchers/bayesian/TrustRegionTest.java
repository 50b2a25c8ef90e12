// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.spi.Rehearsal;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Observation;
import org.junit.jupiter.api.Test;

class TrustRegionTest {
    private static Observation trial(long number, double value, double length) {
        ObjectNode note = JsonNodeFactory.instance.objectNode();
        note.putObject("region").put("trial", 7).put("length", length);
        return new Observation(number, Configuration.EMPTY, Rehearsal.outcome(value), new Note(note));
    }

    private final TrustRegion region = new TrustRegion(trial(7, 10, 0), 10, 2);

    private void observe(double value, double length) {
        region.observe(trial(8 + region.trials(), value, length), Double.isFinite(value) ? value : 1e300);
    }

    @Test
    void threeSuccessesDoubleItUpToItsLongest() {
        double value = 10;
        for (double length : new double[] {.8, 1.6, 1.6}) {
            for (int i = 0; i < 3; i++) {
                assertEquals(length, region.length());
                observe(--value, length);
            }
        }
        assertEquals(1.6, region.length());
        assertEquals(1, region.best());
        assertEquals(16, region.centre().trial());
    }

    @Test
    void failuresHalveItUntilItIsGivenUp() {
        int trials = 0;
        while (!region.closed()) {
            observe(trials % 3 == 0 ? Double.NaN : 11, region.length());
            trials++;
        }
        assertEquals(7 * 4, trials); // .8 to 1/160 in seven halvings, four failures each
        assertEquals(7, region.centre().trial());
    }

    @Test
    void aSuccessForgivesFailures() {
        for (int i = 0; i < 3; i++) observe(11, .8);
        observe(9, .8);
        for (int i = 0; i < 3; i++) observe(11, .8);
        assertEquals(.8, region.length());
        observe(11, .8);
        assertEquals(.4, region.length());
    }

    @Test
    void trialsFromBeforeAChangeCountOnlyAsImprovements() {
        for (int i = 0; i < 4; i++) observe(11, .8);
        for (int i = 0; i < 7; i++) observe(12, .8);
        assertEquals(.4, region.length());
        observe(9, .8);
        assertEquals(9, region.best());
        assertEquals(.4, region.length());
        assertFalse(region.closed());
    }

    @Test
    void theBoxFollowsTheLengthscalesAndHasTheVolumeOfACube() {
        Box box = region.box(new double[] {.5, .5, 2}, new boolean[] {false, false, true}, new double[] {16, 1, 9});
        double wide = box.high()[1] - box.low()[1];
        double narrow = box.high()[0] - box.low()[0];
        assertEquals(1, wide, 1e-12); // .8 × 2, cut off at the space's ends
        assertEquals(.4, narrow, 1e-12);
        assertTrue(box.contains(new double[] {.69, .99, 5}, new boolean[] {false, false, true}));
        assertFalse(box.contains(new double[] {.71, .5, 2}, new boolean[] {false, false, true}));
        for (int i = 0; i < 4; i++) observe(11, .8);
        for (int i = 0; i < 4; i++) observe(11, .4);
        Box smaller = region.box(new double[] {.5, .5}, new boolean[2], new double[] {16, 1});
        assertEquals(.04, (smaller.high()[0] - smaller.low()[0]) * (smaller.high()[1] - smaller.low()[1]), 1e-12);
    }
}
