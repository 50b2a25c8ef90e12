// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.View;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static Observation observation(long trial) {
        return new Observation(trial, Configuration.EMPTY, new Outcome.Failed("no"), Note.EMPTY);
    }

    @Test
    void aBeginningStaysWhatItWasWhateverComesLater() {
        History history = new History();
        List<List<Observation>> beginnings = new ArrayList<>();
        List<Observation> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            beginnings.add(history.first(i));
            history.add(observation(i));
            all.add(observation(i));
        }
        for (int i = 0; i < 300; i++) assertEquals(all.subList(0, i), beginnings.get(i));
        assertThrows(IndexOutOfBoundsException.class, () -> beginnings.get(7).get(7));
        assertThrows(IndexOutOfBoundsException.class, () -> history.first(301));
        assertThrows(
                UnsupportedOperationException.class, () -> beginnings.get(7).add(observation(7)));
    }

    @Test
    void aViewCopiesNoBeginningAndEveryOtherList() {
        History history = new History();
        history.add(observation(0));
        List<Observation> beginning = history.first(1);
        Space space = Space.of(List.of());
        assertSame(beginning, new View(space, Direction.MINIMIZE, beginning, List.of()).observed());
        List<Observation> list = new ArrayList<>(beginning);
        View view = new View(space, Direction.MINIMIZE, list, List.of());
        list.clear();
        assertEquals(beginning, view.observed());
    }
}
