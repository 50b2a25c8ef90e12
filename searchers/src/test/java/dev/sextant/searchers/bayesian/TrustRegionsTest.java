// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.Rehearsal;
import dev.sextant.engine.spi.SearcherContract;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Observation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrustRegionsTest {
    private final Space space = SearcherContract.plane();
    private final List<Observation> trials = new ArrayList<>();

    /** A trial at a place of the unit square, for the region opened around another trial, or for none below 0. */
    private void add(double x, double y, double value, long region, double length) {
        ObjectNode note = JsonNodeFactory.instance.objectNode();
        if (region >= 0) note.putObject("region").put("trial", region).put("length", length);
        trials.add(new Observation(
                trials.size(), space.fromUnit(new double[] {x, y}), Rehearsal.outcome(value), new Note(note)));
    }

    private TrustRegion chosen(int trial) {
        View view = new View(space, Direction.MINIMIZE, trials, List.of());
        return new TrustRegions(view, new Encoding(space)).chosen(new Draws(1, trial).of("region"));
    }

    @Test
    void theFirstIsOpenedAroundTheBestTrial() {
        add(.1, .1, 3, -1, 0);
        add(.9, .9, 1, -1, 0);
        add(.5, .5, Double.NaN, -1, 0);
        TrustRegion first = chosen(1);
        assertEquals(1, first.opened());
        assertEquals(.8, first.length());
        assertEquals(0, first.trials());
    }

    @Test
    void anotherIsOpenedAroundTheBestTrialOutOfReach() {
        add(.1, .1, 3, -1, 0);
        add(.9, .9, 1, -1, 0);
        add(.85, .8, 2, -1, 0);
        add(.9, .91, 5, 1, .8);
        boolean opened = false;
        for (int trial = 0; trial < 20; trial++) {
            TrustRegion region = chosen(trial);
            assertTrue(region.opened() == 1 || region.opened() == 0, "opened around " + region.opened());
            opened |= region.opened() == 0;
        }
        assertTrue(opened);
    }

    @Test
    void halfTheTrialsGoToTheRegionWithTheBestResult() {
        add(.1, .1, 3, -1, 0);
        add(.9, .9, 1, -1, 0);
        add(.1, .9, 2, -1, 0);
        add(.9, .9, 6, 1, .8);
        add(.1, .1, .5, 0, .8);
        add(.1, .9, 6, 2, .8);
        int[] count = new int[3];
        for (int trial = 0; trial < 3000; trial++) count[(int) chosen(trial).opened()]++;
        assertEquals(1500, count[0], 120);
        assertEquals(750, count[1], 100);
        assertEquals(750, count[2], 100);
    }

    @Test
    void aRegionMovesToItsBestTrialAndAClosedOneIsLeft() {
        add(.9, .9, 1, -1, 0);
        add(.1, .1, 3, -1, 0);
        add(.8, .9, .7, 0, .8);
        double length = .8;
        for (int halving = 0; halving < 7; halving++) {
            for (int i = 0; i < 4; i++) add(.8, .9, 2, 0, length);
            if (halving == 5)
                assertTrue(chosen(4).opened() == 1 || chosen(4).centre().trial() == 2);
            length /= 2;
        }
        for (int trial = 0; trial < 20; trial++) assertEquals(1, chosen(trial).opened());
    }

    @Test
    void whereEverythingIsWithinReachSomeTrialIsTaken() {
        add(.9, .9, 1, -1, 0);
        add(.9, .9, 2, 0, .8);
        for (int trial = 0; trial < 20; trial++) chosen(trial);
        double length = .8;
        for (int halving = 0; halving < 7; halving++, length /= 2)
            for (int i = 0; i < 4; i++) add(.9, .9, 2, 0, length);
        for (int trial = 0; trial < 20; trial++) assertTrue(chosen(trial).opened() > 0);
    }
}
