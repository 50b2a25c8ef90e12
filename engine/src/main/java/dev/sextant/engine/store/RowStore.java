// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.study.Enqueued;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A store whose calls are changes of rows. One thread owns the connection. It takes what has gathered in its queue,
 * commits it as one transaction, and then completes the stages: many changes share one sync of a disk.
 */
abstract sealed class RowStore implements StudyStore permits SqliteStore, PostgresStore {
    interface Change<T> {
        T make(RowChanges changes) throws SQLException, StoreException;
    }

    static final class Call<T> {
        private final Change<T> change;
        private final CompletableFuture<T> done = new CompletableFuture<>();
        private @Nullable T result;

        Call(Change<T> change) {
            this.change = change;
        }

        /** May be made again where nobody knows whether it was made. */
        void make(RowChanges changes) throws SQLException, StoreException {
            result = change.make(changes);
        }

        private void complete() {
            done.complete(Objects.requireNonNull(result));
        }

        private void fail(StoreException failure) {
            done.completeExceptionally(failure);
        }
    }

    final StudySpec spec;
    private final Thread writer;
    private volatile IntConsumer committed = _ -> {};

    /** Guarded by itself. */
    private final GroupCommit<Call<?>> calls = new GroupCommit<>();

    /** Why calls are refused; guarded by {@link #calls}. */
    private @Nullable StoreException failure;

    RowStore(StudySpec spec) {
        this.spec = spec;
        this.writer = Thread.ofPlatform().name("store").daemon().unstarted(this::write);
    }

    final void start() {
        writer.start();
    }

    /** Opens what is written to, {@link #serve serves} the calls, and closes it. On the store's thread. */
    abstract void work() throws SQLException, StoreException, InterruptedException;

    /** Gives back the right to write. On the store's thread, once the store is closed. */
    abstract void release();

    abstract StoreException broken(Throwable cause);

    /** Makes the calls, and makes them durable. */
    interface Committing {
        void commit(List<Call<?>> batch) throws SQLException, StoreException, InterruptedException;
    }

    /** Commits batch after batch until the store is closed or breaks. */
    final void serve(Committing committing) throws SQLException, StoreException, InterruptedException {
        for (List<Call<?>> batch = next(); !batch.isEmpty(); batch = next()) {
            committing.commit(batch);
            committed.accept(batch.size());
            synchronized (calls) {
                batch = calls.durable();
            }
            for (Call<?> call : batch) call.complete();
        }
    }

    @Override
    public final CompletionStage<Content> load() {
        return call(changes -> {
            StudyRows rows = changes.rows();
            return new Content(rows.trials(), rows.attempts(), rows.ends(), rows.enqueued());
        });
    }

    @Override
    public final CompletionStage<?> add(List<Trial> trials) {
        List<TrialRow> added =
                trials.stream().map(trial -> TrialRow.of(trial, spec.space())).toList();
        return call(changes -> {
            for (Trial trial : trials) if (trial.outcome() != null) throw RowChanges.misplaced(trial.number());
            changes.add(added);
            return trials;
        });
    }

    @Override
    public final CompletionStage<?> begin(Attempt attempt) {
        return call(changes -> {
            changes.begin(attempt);
            return attempt;
        });
    }

    @Override
    public final CompletionStage<?> end(Attempt attempt, AttemptEnd how) {
        return call(changes -> {
            changes.end(attempt, how);
            return how;
        });
    }

    @Override
    public final CompletionStage<Outcome> end(Attempt attempt, Outcome outcome) {
        OutcomeRow row = OutcomeRow.of(attempt.trial(), outcome);
        return call(changes -> Objects.requireNonNullElse(changes.end(attempt, row), outcome));
    }

    @Override
    public final CompletionStage<?> enqueue(Enqueued enqueued) {
        return call(changes -> {
            changes.enqueue(enqueued);
            return enqueued;
        });
    }

    /** The writer does not look before all are there. */
    @Override
    public final void together(Runnable made) {
        synchronized (calls) {
            made.run();
        }
    }

    @Override
    public final void onCommit(IntConsumer listener) {
        committed = listener;
    }

    @Override
    public final CompletionStage<Duration> timeUsed() {
        return call(changes -> changes.rows().timeUsed());
    }

    @Override
    public final CompletionStage<?> use(Duration inAll) {
        return call(changes -> {
            changes.use(inAll);
            return inAll;
        });
    }

    final <T> CompletableFuture<T> call(Change<T> change) {
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
    public final void close() {
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

    private void write() {
        try {
            try {
                work();
            } catch (StoreException words) {
                refuse(words);
            } catch (Throwable broke) {
                // Whatever it was: those who wait for this thread must hear of it.
                refuse(broken(broke));
            }
            awaitClosing();
        } finally {
            release();
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

    /** After a failure every call fails. */
    final void refuse(StoreException words) {
        List<Call<?>> lost;
        synchronized (calls) {
            failure = words;
            lost = calls.failed();
        }
        for (Call<?> call : lost) call.fail(words);
    }

    /** The right to write is held until the store is closed, whatever became of it. */
    private void awaitClosing() {
        synchronized (calls) {
            try {
                while (!calls.closed()) calls.wait();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
