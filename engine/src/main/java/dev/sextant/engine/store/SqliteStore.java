// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.space.Space;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.study.SpecDigest;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

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
    /** Changes that share a commit, at most. */
    private static final int BATCH = 256;

    private static final String SPEC_DIGEST = "specDigest";

    private interface Change<T> {
        T make(SqliteFile file) throws SQLException, StoreException;
    }

    private static final class Call<T> {
        private final Change<T> change;
        private final CompletableFuture<T> done = new CompletableFuture<>();
        private @Nullable T result;

        Call(Change<T> change) {
            this.change = change;
        }

        void make(SqliteFile file) throws SQLException, StoreException {
            result = change.make(file);
        }

        void complete() {
            done.complete(Objects.requireNonNull(result));
        }
    }

    private final Path path;
    private final StudySpec spec;
    private final StoreLock lock;
    private final BlockingQueue<Call<?>> queue = new LinkedBlockingQueue<>();
    private final Call<?> last = new Call<>(_ -> "closed");
    private final Thread writer;
    private boolean closed;

    private SqliteStore(Path path, StudySpec spec, StoreLock lock) {
        this.path = path;
        this.spec = spec;
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
        SqliteStore store = new SqliteStore(file, spec, StoreLock.take(file));
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
        try (SqliteFile opened = SqliteFile.read(file, space)) {
            return opened.blank() ? List.of() : opened.trials();
        } catch (SQLException failed) {
            throw new StoreException("cannot read %s: %s".formatted(file, Words.of(failed)), failed);
        }
    }

    @Override
    public CompletionStage<Content> load() {
        return call(file -> new Content(file.trials(), file.attempts(), file.ends()));
    }

    @Override
    public CompletionStage<?> add(List<Trial> trials) {
        return call(file -> {
            file.add(trials);
            return trials;
        });
    }

    @Override
    public CompletionStage<?> begin(Attempt attempt) {
        return call(file -> {
            file.begin(attempt);
            return attempt;
        });
    }

    @Override
    public CompletionStage<?> end(Attempt attempt, AttemptEnd how) {
        return call(file -> {
            file.end(attempt, how);
            return how;
        });
    }

    @Override
    public CompletionStage<Outcome> end(Attempt attempt, Outcome outcome) {
        return call(file -> file.end(attempt, outcome));
    }

    private synchronized <T> CompletableFuture<T> call(Change<T> change) {
        Call<T> call = new Call<>(change);
        if (closed) call.done.completeExceptionally(new StoreException("the store is closed", null));
        else queue.add(call);
        return call.done;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (!closed) queue.add(last);
            closed = true;
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
            StoreException failure = serve();
            if (failure != null) refuse(failure);
        }
    }

    /** Commits batch after batch until the store is closed or breaks; says how it broke. */
    private @Nullable StoreException serve() {
        List<Call<?>> batch = new ArrayList<>();
        StoreException failure = null;
        try (SqliteFile file = SqliteFile.write(path, spec.space(), InstantSource.system())) {
            check(file);
            while (!batch.contains(last)) {
                batch.clear();
                batch.add(queue.take());
                queue.drainTo(batch, BATCH - 1);
                for (Call<?> call : batch) call.make(file);
                file.commit();
                for (Call<?> call : batch) call.complete();
            }
        } catch (StoreException words) {
            failure = words;
        } catch (Throwable broke) {
            // Whatever it was: those who wait for this thread must hear of it.
            failure = broken(broke);
        }
        if (failure != null) for (Call<?> call : batch) call.done.completeExceptionally(failure);
        return failure;
    }

    /** Names the study in a new file, in one commit with its tables; refuses one that names another. */
    private void check(SqliteFile file) throws SQLException, StoreException {
        String digest = SpecDigest.of(spec);
        if (!file.remember(SPEC_DIGEST, digest).equals(digest))
            throw new StoreException(
                    "%s holds another study than %s: its settings differ. Start a new run for these settings."
                            .formatted(path, spec.name()),
                    null);
        String version = SqliteStore.class.getPackage().getImplementationVersion();
        file.remember("engineVersion", version == null ? "development" : version);
        file.commit();
    }

    /** After a failure every call fails, until the store is closed. */
    private void refuse(StoreException failure) {
        try {
            Call<?> call;
            do {
                call = queue.take();
                call.done.completeExceptionally(failure);
            } while (call != last);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private StoreException broken(Throwable cause) {
        return new StoreException("cannot use %s: %s".formatted(path, Words.of(cause)), cause);
    }
}
