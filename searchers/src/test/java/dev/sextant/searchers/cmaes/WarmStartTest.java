// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.cmaes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.space.Configuration;
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

class WarmStartTest {
    private static Observation trial(Space space, int number, double value, double... unit) {
        return new Observation(number, space.fromUnit(unit), Rehearsal.outcome(value), Note.EMPTY);
    }

    @Test
    void theBestTenthTellsMeanSpreadAndShape() {
        Space space = SearcherContract.plane();
        List<Observation> trials = new ArrayList<>();
        for (int i = 0; i < 30; i++) trials.add(trial(space, i, 10 + i, 0.9, 0.9));
        trials.set(4, trial(space, 4, 0, 0.2, 0.3));
        trials.set(11, trial(space, 11, 1, 0.4, 0.5));
        trials.set(25, trial(space, 25, 2, 0.3, 0.4));
        State state = WarmStart.of(new View(space, Direction.MINIMIZE, trials, List.of()), 30, new Variables(space), 6);
        assertEquals(0.3, state.mean()[0], 1e-12);
        assertEquals(0.4, state.mean()[1], 1e-12);
        double variance = 0.02 / 3 + 0.01;
        double shared = 0.02 / 3;
        double scale = Math.sqrt(variance * variance - shared * shared); // σ² of two dimensions
        assertEquals(Math.sqrt(scale), state.sigma(), 1e-12);
        assertEquals(variance / scale, state.covariance()[0][0], 1e-12);
        assertEquals(shared / scale, state.covariance()[1][0], 1e-12);
        assertEquals(shared / scale, state.covariance()[0][1], 1e-12);
    }

    @Test
    void optionsOfTheBestAreLikelier() {
        Space space = SearcherContract.mixed();
        List<Observation> trials = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            double schedule = i < 4 ? 0.9 : 0.1;
            trials.add(trial(space, i, i, 0.5, 0.5, 0.5, 0.5, schedule, 0.5, 0.5));
        }
        State state = WarmStart.of(new View(space, Direction.MINIMIZE, trials, List.of()), 40, new Variables(space), 6);
        double[] odds = state.odds()[0];
        assertEquals(1, odds[0] + odds[1] + odds[2], 1e-15);
        assertTrue(odds[2] > 0.7 && odds[0] > 0.1, java.util.Arrays.toString(odds));
        assertEquals(0.5, state.mean()[4]); // gamma, active in none of the best
    }

    @Test
    void itGoesOnWhereOthersHaveBeen() {
        Space space = SearcherContract.plane();
        List<Observation> trials = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Configuration there = space.fromUnit(new double[] {i % 8 / 8.0, i / 60.0});
            trials.add(new Observation(i, there, Rehearsal.outcome(SearcherContract.bowl(space, there)), Note.EMPTY));
        }
        State state = WarmStart.of(new View(space, Direction.MINIMIZE, trials, List.of()), 60, new Variables(space), 6);
        assertTrue(Math.abs(state.mean()[0] - 0.3) < 0.1 && Math.abs(state.mean()[1] - 0.3) < 0.1);
        assertTrue(state.sigma() < State.FIRST_SIGMA);
    }
}
