// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.engine.trial.Trial;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** A study that is running in this process. */
interface Running extends AutoCloseable {
    /** The trials stored so far, by number. From any thread. */
    List<Trial> trials();

    /** Starts no more trials; those that run end as they would. From any thread. */
    void finish();

    /** Stops now; nothing recorded is lost. From any thread, more than once. */
    void stop();

    /**
     * Waits for the end.
     *
     * @throws ExecutionException where the disk or the store's file failed
     * @throws CrashedException for internal failures: a searcher or a pruner threw, or the engine itself
     */
    StudyRun.Ended await() throws ExecutionException, CrashedException, InterruptedException, IOException;

    @Override
    void close();
}
