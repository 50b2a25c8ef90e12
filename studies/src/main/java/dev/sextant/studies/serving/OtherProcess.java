// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.serving;

import dev.sextant.engine.store.SqliteStore;
import dev.sextant.studies.dashboard.RefusedRequestException;
import dev.sextant.studies.wiring.RunDirectory;
import java.util.List;
import java.util.Optional;

/**
 * Another process that runs a run, asked to end it as by a signal from a terminal: SIGTERM, at which it begins no more
 * trials, gives those that run some seconds, writes its reports and ends.
 *
 * <p>It is asked only if nothing is doubtful: it holds the lock of the run's store at this moment, it is the process
 * that wrote its name there, it is this user's, and it does nothing else, as a server of other runs would.
 */
final class OtherProcess {
    /** A process that was started with this word has more to do than one run. */
    private static final String SERVE = "serve";

    private OtherProcess() {}

    /**
     * Asks it.
     *
     * @return its number
     */
    static long end(RunDirectory run, String name) throws RefusedRequestException {
        ProcessHandle other = SqliteStore.writer(run.store());
        if (other == null)
            throw new RefusedRequestException(
                    409, "The run %s is not run by another process just now. Look again.".formatted(name));
        Optional<String> owner = other.info().user();
        if (owner.isEmpty() || !owner.equals(ProcessHandle.current().info().user()))
            throw new RefusedRequestException(
                    409,
                    "The run %s is run by process %d of %s, and not of this server's user. Stop it there."
                            .formatted(name, other.pid(), owner.orElse("another user")));
        if (other.info().arguments().map(List::of).orElse(List.of()).contains(SERVE))
            throw new RefusedRequestException(
                    409,
                    "The run %s is run by another server (process %d), which may have more runs. Stop the run on its page."
                            .formatted(name, other.pid()));
        if (!other.supportsNormalTermination() || !other.destroy())
            throw new RefusedRequestException(
                    409,
                    "Process %d, which runs %s, cannot be asked to end. Stop it there.".formatted(other.pid(), name));
        return other.pid();
    }
}
