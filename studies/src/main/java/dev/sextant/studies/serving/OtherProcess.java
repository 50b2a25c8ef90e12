// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.serving;

import dev.sextant.engine.store.Leadership;
import dev.sextant.engine.store.PostgresSource;
import dev.sextant.engine.store.SqliteStore;
import dev.sextant.engine.store.StoreException;
import dev.sextant.studies.dashboard.RefusedRequestException;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RunDirectory;
import dev.sextant.studies.wiring.RunStore;
import dev.sextant.studies.wiring.SavedRun;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        Leadership leads = leads(run);
        if (leads != null)
            throw new RefusedRequestException(
                    409, "The run %s is led by %s. Stop it there.".formatted(name, leads.holder()));
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

    /** Who leads a run whose trials are in a database, on whatever machine; null of all other runs. */
    private static @Nullable Leadership leads(RunDirectory run) throws RefusedRequestException {
        try {
            return RunStore.of(run) instanceof PostgresSource database ? database.leadership() : null;
        } catch (RefusedException unreadable) {
            throw Refusals.of(unreadable);
        } catch (StoreException unreachable) {
            throw Refusals.of(SavedRun.unusable(unreachable));
        }
    }
}
