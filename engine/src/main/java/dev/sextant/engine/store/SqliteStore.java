// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.space.Space;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.study.Enqueued;
import dev.sextant.engine.study.SpecDigest;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A study in one SQLite file.
 *
 * <p>One thread owns the connection. It takes what has gathered in its queue, commits it as one transaction, and then
 * completes the stages: many changes share one sync of the disk.
 *
 * <p>Cost: a commit is one sync, about 0.1 ms on a local disk; a new file is made by that thread while the caller goes
 * on, because loading the driver takes longer than anything else here. Not for network file systems.
 */
public final class SqliteStore implements StudyStore {
    private interface Change<T> {
        T make(StudyRows rows) throws SQLException, StoreException;
    }

    private static final class Call<T> {
        private final Change<T> change;
        private final CompletableFuture<T> done = new CompletableFuture<>();
        private @Nullable T result;

        Call(Change<T> change) {
            this.change = change;
        }

        void make(StudyRows rows) throws SQLException, StoreException {
            result = change.make(rows);
        }

        void complete() {
            done.complete(Objects.requireNonNull(result));
        }

        void fail(StoreException failure) {
            done.completeExceptionally(failure);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);

    private final Path path;
    private final StudySpec spec;
    private final StoreLock lock;
    private final InstantSource clock;
    private final Thread writer;
    private volatile IntConsumer committed = _ -> {};

    /** Guarded by itself. */
    private final GroupCommit<Call<?>> calls = new GroupCommit<>();

    /** Why calls are refused; guarded by {@link #calls}. */
    private @Nullable StoreException failure;

    private SqliteStore(Path path, StudySpec spec, StoreLock lock, InstantSource clock) {
        this.path = path;
        this.spec = spec;
        this.clock = clock;
        this.lock = lock;
        this.writer = Thread.ofPlatform().name("store").daemon().unstarted(this::write);
    }

    /**
     * Creates the file, or opens it to go on. Holds the lock file next to it until closed; the lock of a dead process
     * is taken over. A new file is made in the background: a failure there fails the first call.
     *
     * @throws LockedException when another live process holds it
     * @throws StoreException when the file is of another study, of a newer version, or not a store
     */
    public static SqliteStore open(Path file, StudySpec spec) throws StoreException {
        return open(file, spec, InstantSource.system());
    }

    /**
     * Loads what opening a file takes most of its time with. For the first moment of a process, on a thread of its own;
     * what fails here fails again, and is told, when a file is opened.
     */
    public static void warmUp() {
        try {
            SqliteFile.rehearse();
        } catch (SQLException again) {
            LOG.debug("SQLite could not be warmed up", again);
        }
    }

    /** @param clock tells when attempts begin and end; nothing else depends on it, and it may run backwards */
    static SqliteStore open(Path file, StudySpec spec, InstantSource clock) throws StoreException {
        NetworkFileSystems.refuse(file);
        SqliteFile.refuseEmptied(file);
        SqliteStore store = new SqliteStore(file, spec, StoreLock.take(file), clock);
        store.writer.start();
        try {
            if (Files.exists(file) && Files.size(file) > 0)
                store.call(_ -> "open").join();
            return store;
        } catch (CompletionException failed) {
            store.close();
            throw failed.getCause() instanceof StoreException words ? words : store.broken(failed);
        } catch (IOException unreadable) {
            store.close();
            throw store.broken(unreadable);
        }
    }

    /**
     * All trials by number, also while another process writes. Changes nothing. None where a study was only about to
     * begin.
     */
    public static List<Trial> read(Path file, Space space) throws StoreException {
        try (SqliteFile opened = SqliteFile.read(file)) {
            return opened.blank() ? List.of() : opened.rows(space).trials();
        } catch (SQLException failed) {
            throw Words.failure("cannot read " + file, failed);
        }
    }

    /** All attempts with their times, by fence, also while another process writes. Changes nothing. */
    public static List<AttemptRecord> attempts(Path file, Space space) throws StoreException {
        try (SqliteFile opened = SqliteFile.read(file)) {
            return opened.blank() ? List.of() : opened.rows(space).records();
        } catch (SQLException failed) {
            throw Words.failure("cannot read " + file, failed);
        }
    }

    /** {@link StudyStore#timeUsed} of the study in this file, also while another process writes. Changes nothing. */
    public static Duration timeUsed(Path file, Space space) throws StoreException {
        try (SqliteFile opened = SqliteFile.read(file)) {
            return opened.blank() ? Duration.ZERO : opened.rows(space).timeUsed();
        } catch (SQLException failed) {
            throw Words.failure("cannot read " + file, failed);
        }
    }

    /**
     * How far the study in this file has come, also while another process writes. Changes nothing, and reads no
     * configuration and no curve: a store of a hundred trials takes about a millisecond.
     */
    public static Glance glance(Path file, Direction direction) throws StoreException {
        try (SqliteFile opened = SqliteFile.read(file)) {
            return opened.blank() ? Glance.NOTHING : opened.glance(direction);
        } catch (SQLException failed) {
            throw Words.failure("cannot read " + file, failed);
        }
    }

    /**
     * The other process that writes this file, if it runs and verifiably holds its lock: it wrote its name there, its
     * start time is the one it wrote, and the lock is taken. Null otherwise.
     */
    public static @Nullable ProcessHandle writer(Path file) {
        return StoreLock.writer(file);
    }

    /** Whether a live process is writing this file. Looks without locking, so that the writer does not notice. */
    public static boolean inUse(Path file) {
        return StoreLock.held(file);
    }

    @Override
    public CompletionStage<Content> load() {
        return call(rows -> new Content(rows.trials(), rows.attempts(), rows.ends(), rows.enqueued()));
    }

    @Override
    public CompletionStage<?> add(List<Trial> trials) {
        List<TrialRow> added =
                trials.stream().map(trial -> TrialRow.of(trial, spec.space())).toList();
        return call(rows -> {
            for (Trial trial : trials) if (trial.outcome() != null) throw StudyRows.misplaced(trial.number());
            rows.add(added);
            return trials;
        });
    }

    @Override
    public CompletionStage<?> begin(Attempt attempt) {
        return call(rows -> {
            rows.begin(attempt);
            return attempt;
        });
    }

    @Override
    public CompletionStage<?> end(Attempt attempt, AttemptEnd how) {
        return call(rows -> {
            rows.end(attempt, how);
            return how;
        });
    }

    @Override
    public CompletionStage<Outcome> end(Attempt attempt, Outcome outcome) {
        OutcomeRow row = OutcomeRow.of(attempt.trial(), outcome);
        return call(rows -> Objects.requireNonNullElse(rows.end(attempt, row), outcome));
    }

    @Override
    public CompletionStage<?> enqueue(Enqueued enqueued) {
        return call(rows -> {
            rows.enqueue(enqueued);
            return enqueued;
        });
    }

    @Override
    public void onCommit(IntConsumer listener) {
        committed = listener;
    }

    @Override
    public CompletionStage<Duration> timeUsed() {
        return call(StudyRows::timeUsed);
    }

    @Override
    public CompletionStage<?> use(Duration inAll) {
        return call(rows -> {
            rows.use(inAll);
            return inAll;
        });
    }

    private <T> CompletableFuture<T> call(Change<T> change) {
        Call<T> call = new Call<>(change);
        StoreException refused = null;
        synchronized (calls) {
            if (calls.take(call)) calls.notifyAll();
            else refused = failure == null ? new StoreException("the store is closed", null) : failure;
        }
        if (refused != null) call.fail(refused);
        return call.done;
    }

    @Override
    public void close() {
        synchronized (calls) {
            calls.close();
            calls.notifyAll();
        }
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    /** The writer thread's work. */
    private void write() {
        try (StoreLock _ = lock) {
            try {
                serve();
            } catch (StoreException words) {
                refuse(words);
            } catch (Throwable broke) {
                // Whatever it was: those who wait for this thread must hear of it.
                refuse(broken(broke));
            }
            awaitClosing();
        }
    }

    /** Commits batch after batch until the store is closed or breaks. */
    private void serve() throws SQLException, StoreException, InterruptedException {
        try (SqliteFile file = SqliteFile.write(path)) {
            StudyRows rows = file.rows(spec.space(), clock);
            name(rows);
            file.commit();
            for (List<Call<?>> batch = next(); !batch.isEmpty(); batch = next()) {
                for (Call<?> call : batch) call.make(rows);
                file.commit();
                committed.accept(batch.size());
                synchronized (calls) {
                    batch = calls.durable();
                }
                for (Call<?> call : batch) call.complete();
            }
        }
    }

    /** Waits for the calls of the next commit; none once the store is closed. */
    private List<Call<?>> next() throws InterruptedException {
        synchronized (calls) {
            List<Call<?>> batch = calls.next();
            while (batch.isEmpty() && !calls.over()) {
                calls.wait();
                batch = calls.next();
            }
            return batch;
        }
    }

    /** Names the study in a new file, in one commit with its tables; refuses one that names another. */
    private void name(StudyRows rows) throws SQLException, StoreException {
        String digest = SpecDigest.of(spec);
        if (!rows.remember(StudyRows.SPEC_DIGEST, digest).equals(digest))
            throw new StoreException(
                    "%s holds another study than %s: its settings differ. Start a new run for these settings."
                            .formatted(path, spec.name()),
                    null);
        String version = SqliteStore.class.getPackage().getImplementationVersion();
        rows.remember("engineVersion", version == null ? "development" : version);
        rows.describe(spec);
    }

    /** After a failure every call fails. */
    private void refuse(StoreException words) {
        List<Call<?>> lost;
        synchronized (calls) {
            failure = words;
            lost = calls.failed();
        }
        for (Call<?> call : lost) call.fail(words);
    }

    /** The lock is held until the store is closed, whatever became of it. */
    private void awaitClosing() {
        synchronized (calls) {
            try {
                while (!calls.closed()) calls.wait();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private StoreException broken(Throwable cause) {
        return Words.failure("cannot use " + path, cause);
    }
}
