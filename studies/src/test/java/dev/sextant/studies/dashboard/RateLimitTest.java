// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private long now = Long.MAX_VALUE - 5; // any origin will do
    private final RateLimit limit = new RateLimit(3, Duration.ofNanos(10), () -> now);

    private int allowed(int times) {
        int allowed = 0;
        for (int i = 0; i < times; i++) if (limit.allows()) allowed++;
        return allowed;
    }

    @Test
    void aBurstIsAllowedAndThenOneInEachInterval() {
        assertEquals(3, allowed(50));
        now += 9;
        assertFalse(limit.allows());
        now += 1;
        assertEquals(1, allowed(50));
        now += 25;
        assertEquals(2, allowed(50));
        now += 5;
        assertTrue(limit.allows(), "what was left of an interval counts");
    }

    @Test
    void aLongPauseAllowsOneBurstAndNoMore() {
        allowed(3);
        now += 1_000_000;
        assertEquals(3, allowed(50));
    }
}
