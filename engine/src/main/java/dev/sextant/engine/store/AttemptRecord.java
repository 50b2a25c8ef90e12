// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt with its times, which nothing but pictures of a run depends on: clocks may have been set meanwhile.
 *
 * @param began when it was noted
 * @param ended null while it has not ended, or where nobody saw it end
 * @param end how; null where {@code ended} is
 */
public record AttemptRecord(
        Attempt attempt,
        Instant began,
        @Nullable Instant ended,
        @Nullable AttemptEnd end) {}
