// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

/** Sees what a program does besides what comes of its trial. Threads: called by any. */
interface Witness {
    /** Sees nothing. */
    Witness NONE = new Witness() {};

    /** The program has begun; it has not been written to. */
    default void started(Process process) {}

    /** It was sent a line; whether it reads it is its own affair. */
    default void told() {}

    /** A line of its standard output, or of whichever of the two is listened to, and what it was taken for. */
    default void heard(String line, Heard meant) {}

    /** A line of its standard error, where that is not listened to. */
    default void complained(String line) {}

    /** It has ended by itself. */
    default void ended(int exit) {}
}
