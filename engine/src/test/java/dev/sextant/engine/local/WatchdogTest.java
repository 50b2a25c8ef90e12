// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private final List<Duration> stalls = new ArrayList<>();
    private long seconds = 1000;
    private final Watchdog watchdog = new Watchdog(() -> seconds * 1_000_000_000L, Duration.ofSeconds(5), stalls::add);

    private void pass(int howMany, boolean beating) {
        for (int i = 0; i < howMany; i++) {
            seconds++;
            if (beating) watchdog.beat();
            watchdog.look();
        }
    }

    @Test
    void aLoopThatBeatsIsLeftAlone() {
        pass(20, true);
        assertEquals(List.of(), stalls);
    }

    @Test
    void aStandstillIsToldOnceAndTheNextOneAgain() {
        pass(20, false);
        assertEquals(List.of(Duration.ofSeconds(6)), stalls);
        pass(1, true);
        pass(6, false);
        assertEquals(List.of(Duration.ofSeconds(6), Duration.ofSeconds(6)), stalls);
    }

    @Test
    void aProcessThatStoodStillAsAWholeIsNoStandstillOfTheLoop() {
        pass(2, true);
        seconds += 60;
        watchdog.look();
        pass(2, false);
        pass(5, true);
        assertEquals(List.of(), stalls);
    }
}
