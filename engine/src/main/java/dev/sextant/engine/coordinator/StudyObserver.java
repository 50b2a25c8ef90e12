// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.coordinator;

import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudyWatch;
import dev.sextant.engine.trial.Trial;
import java.util.List;

/** Watches a coordinator. Called on its event loop, so it must be quick. */
public interface StudyObserver extends StudyWatch {
    /** These trials, the next by number, are stored: new ones, or those of a process before. Their ends are events. */
    void stored(List<Trial> trials);

    void happened(StudyEvent event);

    /** Nothing happens after this. {@code finished}: whether every trial has ended. */
    void concluded(boolean finished);

    /** The study cannot go on: the store broke, or the searcher or the pruner threw. Nothing happens after this. */
    void failed(Throwable cause);
}
