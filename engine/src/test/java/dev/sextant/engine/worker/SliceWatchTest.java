// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.study.Limits;
import dev.sextant.engine.worker.SliceWatch.Verdict;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SliceWatchTest {
    private static final long SECOND = 1_000_000_000;

    private final SliceWatch watch = new SliceWatch();

    private Verdict look(@Nullable Duration trialTime, long attempt, long slice, long now) {
        Limits limits = new Limits(trialTime, 0, null, 1, Duration.ofSeconds(60));
        return watch.look(limits, attempt * SECOND, slice * SECOND, now * SECOND);
    }

    @Test
    void aSlowSliceIsReportedOnceAndWaitedForWithoutALimit() {
        assertEquals(Verdict.WAIT, look(null, 0, 0, 60));
        assertEquals(Verdict.REPORT, look(null, 0, 0, 61));
        assertEquals(Verdict.WAIT, look(null, 0, 0, 62));
        assertEquals(Verdict.WAIT, look(null, 0, 0, 1_000_000));
    }

    @Test
    void everySlowSliceIsReported() {
        assertEquals(Verdict.REPORT, look(null, 0, 0, 61));
        assertEquals(Verdict.WAIT, look(null, 0, 70, 90));
        assertEquals(Verdict.REPORT, look(null, 0, 70, 131));
    }

    @Test
    void aSlowSliceIsGivenUpOnceItsTrialHasTakenTooLong() {
        Duration limit = Duration.ofMinutes(5);
        assertEquals(Verdict.REPORT, look(limit, 0, 200, 261));
        assertEquals(Verdict.WAIT, look(limit, 0, 200, 300));
        assertEquals(Verdict.GIVE_UP, look(limit, 0, 200, 301));
    }

    @Test
    void aSliceThatIsNotSlowIsLeftToEndByItself() {
        assertEquals(Verdict.WAIT, look(Duration.ofSeconds(10), 0, 9, 60));
    }

    @Test
    void theTimeMayBeCountedFromAnywhere() {
        long base = Long.MAX_VALUE / SECOND - 30;
        long past = (base + 61) * SECOND; // beyond the largest number
        Limits limits = new Limits(null, 0, null, 1, Duration.ofSeconds(60));
        assertEquals(Verdict.REPORT, watch.look(limits, base * SECOND, base * SECOND, past));
    }
}
