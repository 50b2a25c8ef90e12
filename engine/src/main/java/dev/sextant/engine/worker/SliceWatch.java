// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import dev.sextant.engine.study.Limits;
import java.time.Duration;

/** Whether the slices of one slot come to an end. Told the time, never asks for it. Threads: confined to one. */
final class SliceWatch {
    /** What is to be done about a slice. */
    enum Verdict {
        /** Nothing. */
        WAIT,
        /** Say that it is slow: told once a slice. */
        REPORT,
        /** The attempt has failed, and its thread is lost. */
        GIVE_UP
    }

    private long reported;
    private boolean anyReported;

    /**
     * Looks at a slice that has not ended.
     *
     * @param attempt when its attempt began, in nanoseconds
     * @param slice when it began itself
     */
    Verdict look(Limits limits, long attempt, long slice, long now) {
        if (Duration.ofNanos(now - slice).compareTo(limits.sliceTime()) <= 0) return Verdict.WAIT;
        if (!anyReported || reported != slice) {
            anyReported = true;
            reported = slice;
            return Verdict.REPORT;
        }
        return limits.overdue(Duration.ofNanos(now - attempt)) ? Verdict.GIVE_UP : Verdict.WAIT;
    }
}
