// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

/**
 * Hears everything that a {@link StudyMachine} is told and everything that it decides, in order: for logs, counts and
 * records. Nothing may be derived from it for the study itself.
 *
 * <p>New commands and effects reach every watch as they are, so that a watch leaves out what it does not know. Threads:
 * the coordinator's event loop, which must not be held up.
 */
public interface StudyWatch {
    /** Before the machine hears it. */
    default void told(Command command) {}

    /** Before it is done. */
    default void decided(Effect effect) {}
}
