// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.engine.store.Leadership;
import dev.sextant.engine.store.LockedException;
import dev.sextant.engine.store.PostgresSource;
import dev.sextant.engine.store.StoreException;
import dev.sextant.engine.store.StudyStore;
import dev.sextant.engine.study.StudySpec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A machine that waits until it may lead a study: whoever leads it gave the lead back, or was not heard of for the time
 * of its lease.
 *
 * <p>Why the result is the same whoever leads: the lead is taken in one transaction that raises the study's epoch, and
 * nobody stores anything with an older one. So what the new leader loads is all that was ever acknowledged, a prefix of
 * what one process would have stored; it goes on from there as a resumed run does. Trial numbers, seeds and the views
 * that proposals come from are functions of the settings and of what is stored, and of nothing that a leader has in its
 * memory; a trial that ran and was not stored runs again, as another attempt, with the same seed.
 *
 * <p>Threads: confined to one, which is held up.
 */
public final class Standby {
    /** How often it is asked who leads. */
    private static final long LOOK_MILLIS = 1_000;

    /** Who hears how it stands. */
    public interface Listener {
        /** Another one leads, for as long as nothing else is told. */
        void leads(String holder, Instant since);

        /** The database cannot be asked just now, for this reason; it is asked again. */
        void away(String why);
    }

    private final PostgresSource source;
    private final StudySpec spec;
    private final Listener listener;
    private @Nullable Leadership told;
    private boolean away;

    private Standby(PostgresSource source, StudySpec spec, Listener listener) {
        this.source = source;
        this.spec = spec;
        this.listener = listener;
    }

    /**
     * Waits, and takes the lead.
     *
     * @param run its store must be in a database
     * @param stop ends the waiting
     * @return the store, open to be written; null where the waiting was ended
     */
    public static @Nullable StudyStore await(
            RunDirectory run, StudySpec spec, @Nullable Path passwordFile, Listener listener, CountDownLatch stop)
            throws RefusedException, InterruptedException {
        if (!(RunStore.of(run, passwordFile) instanceof PostgresSource source))
            throw new RefusedException(
                    RefusedException.Reason.USAGE,
                    "nobody can stand by for " + run.path() + ": it keeps its trials in a file of its own",
                    "Go on with it without --standby; runs begun with --store can be stood by for.");
        return new Standby(source, spec, listener).await(stop);
    }

    private @Nullable StudyStore await(CountDownLatch stop) throws RefusedException, InterruptedException {
        while (true) {
            StudyStore open = look();
            if (open != null) return open;
            if (stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) return null;
        }
    }

    private @Nullable StudyStore look() throws RefusedException {
        try {
            Leadership leads = source.leadership();
            if (leads == null || !leads.lives()) return source.open(spec);
            if (away || told == null || told.epoch() != leads.epoch()) listener.leads(leads.holder(), leads.since());
            told = leads;
            away = false;
        } catch (LockedException quicker) {
            // Another one that stood by; it is told at the next look.
        } catch (StoreException failed) {
            if (!failed.isExternal()) throw SavedRun.unusable(failed);
            if (!away) listener.away(String.valueOf(failed.getMessage()));
            away = true;
        }
        return null;
    }
}
