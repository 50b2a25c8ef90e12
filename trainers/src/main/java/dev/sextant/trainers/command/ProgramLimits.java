// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import java.time.Duration;

/**
 * What a program may take of the engine that started it.
 *
 * @param slice how long a slice waits for something to happen
 * @param stop how long a program that understands it may take to stop when it is asked to, and how long any may live
 *     after its last word
 * @param terminate how long what it started may live after SIGTERM
 * @param line bytes of a line that are looked at; a report must fit
 * @param told bytes of all lines together that tell something
 * @param output bytes of all its output
 * @param tail characters of its last lines that are kept
 */
record ProgramLimits(Duration slice, Duration stop, Duration terminate, int line, long told, long output, int tail) {
    static final ProgramLimits PRESET = new ProgramLimits(
            Duration.ofMillis(250),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            64 << 10,
            10 << 20,
            256 << 20,
            16 << 10);

    /** The same with another slice. */
    ProgramLimits withSlice(Duration other) {
        return new ProgramLimits(other, stop, terminate, line, told, output, tail);
    }
}
