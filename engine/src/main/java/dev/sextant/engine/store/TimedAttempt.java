// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.study.Attempt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an attempt went on, by the clock of the machine that wrote the store. Nothing may be derived from it.
 *
 * @param to null where it has not ended, or nobody saw it end
 * @param ending how it ended, in a word: ended, superseded, lost, released or broke; empty where it has not
 * @param cause in words for people; empty where the ending says it all
 */
public record TimedAttempt(Attempt attempt, Instant from, @Nullable Instant to, String ending, String cause) {}
