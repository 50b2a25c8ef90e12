// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.coordinator;

import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudyWatch;
import dev.sextant.engine.trial.Trial;

/** Watches a coordinator. Called on its event loop, so it must be quick. */
public interface StudyObserver extends StudyWatch {
    /** The trial is stored as it stands here: new, or by a process before. Its end is an event. */
    void stored(Trial trial);

    void happened(StudyEvent event);

    /** Nothing happens after this. {@code finished}: whether every trial has ended. */
    void concluded(boolean finished);

    /** The study cannot go on: the store broke, or the searcher or the pruner threw. Nothing happens after this. */
    void failed(Throwable cause);
}
