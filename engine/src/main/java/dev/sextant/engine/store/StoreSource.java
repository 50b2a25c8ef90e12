// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.space.Space;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Trial;
import java.time.Duration;
import java.util.List;

/**
 * Where one study's store lies, and how to read it without disturbing who writes it. A study that was only about to
 * begin has no trials there.
 *
 * <p>Threads: any; every call may take as long as a disk or a network does.
 */
public interface StoreSource {
    /**
     * Creates the store, or opens it to go on, for one writer at a time.
     *
     * @throws LockedException when another live process writes it
     * @throws StoreException when it is of another study, of a newer version, or cannot be reached
     */
    StudyStore open(StudySpec spec) throws StoreException;

    /** All trials by number. */
    List<Trial> trials(Space space) throws StoreException;

    /** All attempts with their times, by fence. */
    List<AttemptRecord> attempts(Space space) throws StoreException;

    /** {@link StudyStore#timeUsed} of the study. */
    Duration timeUsed(Space space) throws StoreException;

    /** How far the study has come, without its configurations and curves being read. */
    Glance glance(Direction direction) throws StoreException;

    /** Whether somebody who lives writes it. Looks without locking. */
    boolean inUse();

    /** Another text whenever something was stored since, and cheap enough to be asked for once a second. */
    default String mark() throws StoreException {
        return glance(Direction.MINIMIZE).toString();
    }

    /** For people and files: the path, or the address without its password. */
    String shown();
}
