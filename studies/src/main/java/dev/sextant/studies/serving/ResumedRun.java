// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.serving;

import dev.sextant.engine.local.LocalStudy;
import dev.sextant.engine.store.StoreException;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.live.WatchedStudy;
import dev.sextant.studies.wiring.Crash;
import dev.sextant.studies.wiring.CrashedException;
import dev.sextant.studies.wiring.PreparedStudy;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RefusedException.Reason;
import dev.sextant.studies.wiring.SavedRun;
import dev.sextant.studies.wiring.StudyRun;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on with a stopped run to its end: reads and checks its data, runs it, writes its reports.
 *
 * <p>Threads: one of its own, from which all others of the run come, so that what they log is the run's.
 */
final class ResumedRun {
    private static final Logger LOG = LoggerFactory.getLogger(ResumedRun.class);

    /**
     * How a run ended.
     *
     * @param ending null where it could not go on
     * @param why it could not, in words for people
     */
    private record End(LocalStudy.@Nullable Ending ending, String why) {
        static End failed(@Nullable String why) {
            return new End(null, String.valueOf(why));
        }
    }

    private final ServedRun served;
    private final int workers;
    private final CompletableFuture<HostedRun> begun = new CompletableFuture<>();
    private final Thread thread;

    private ResumedRun(ServedRun served, int workers, Consumer<ResumedRun> over) {
        this.served = served;
        this.workers = workers;
        this.thread = Thread.ofPlatform().name("run-" + served.id()).daemon().start(() -> {
            try {
                run();
            } finally {
                over.accept(this);
            }
        });
    }

    /**
     * Begins to; returns at once.
     *
     * @param over told when it has ended, or could not begin
     */
    static ResumedRun begin(ServedRun served, int workers, Consumer<ResumedRun> over) {
        return new ResumedRun(served, workers, over);
    }

    /** Waits until it goes on; fails with why it does not. */
    HostedRun begun() throws RefusedException, StudyFileException, InterruptedException {
        try {
            return begun.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RefusedException refused -> throw refused;
                case StudyFileException invalid -> throw invalid;
                case null, default -> throw new IllegalStateException(failed);
            }
        }
    }

    /** Whether it has ended, or could not begin. */
    boolean isOver() {
        return !thread.isAlive();
    }

    /** Waits for its end. */
    void join() throws InterruptedException {
        thread.join();
    }

    private void run() {
        try {
            SavedRun saved = SavedRun.of(served.directory());
            if (saved.finished())
                throw new RefusedException(
                        Reason.USAGE, "the run " + served.name() + " is finished already", "Nothing is left to run.");
            PreparedStudy prepared = saved.prepare()
                    .trained("sextant ask-tell " + saved.directory().resolved() + " --dir "
                            + saved.directory().path());
            HostedRun hosted = new HostedRun(
                    WatchedStudy.of(prepared.file().spec(), prepared.file().epochs(), workers),
                    served.feed(),
                    served.nanos());
            End end;
            try (StudyRun run =
                    StudyRun.resume(prepared, served.directory(), new StudyRun.Options(workers), false, hosted)) {
                hosted.began(run, () -> {});
                served.host(hosted);
                begun.complete(hosted);
                end = end(run);
            }
            if (end.ending() == null) hosted.failed(end.why());
            else hosted.ended(end.ending());
        } catch (RefusedException | StudyFileException refused) {
            begun.completeExceptionally(refused);
        } catch (IOException unreadable) {
            begun.completeExceptionally(new RefusedException(
                    Reason.USAGE, "cannot go on with " + served.name() + ": " + unreadable.getMessage(), ""));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            begun.completeExceptionally(stopped);
        } catch (RuntimeException | Error unexpected) {
            LOG.error("a run could not be gone on with", unexpected);
            begun.completeExceptionally(
                    new RefusedException(Reason.USAGE, "an internal error: " + unexpected, "Please report it."));
        }
    }

    /** Waits for the end and writes the reports, whatever happens. */
    private End end(StudyRun run) {
        try {
            StudyRun.Ended ended = run.await();
            return new End(ended.ending(), "");
        } catch (CrashedException crashed) {
            return End.failed("an internal error ended it; the details are in " + crashed.record());
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            return End.failed(
                    cause instanceof OutOfMemoryError
                            ? "there was not enough memory; resume it with fewer workers"
                            : cause instanceof StoreException store ? store.getMessage() : String.valueOf(cause));
        } catch (IOException unwritable) {
            return End.failed("its reports cannot be written: " + unwritable.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return End.failed("it was interrupted");
        } catch (RuntimeException | Error unexpected) {
            CrashedException crashed = Crash.of(served.directory(), unexpected);
            return End.failed("an internal error ended it; the details are in " + crashed.record());
        }
    }
}
